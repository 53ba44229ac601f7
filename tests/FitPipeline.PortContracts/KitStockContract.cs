using FitPipeline.Application.Kits;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.PortContracts;

/// <summary>The shelf holds what came in, less what went out.</summary>
public abstract class KitStockContract
{
    protected abstract IKitStock Stock { get; }

    protected abstract IKitRegister Kits { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_deliveries_when_they_are_listed_then_the_first_to_expire_is_first_and_one_sent_twice_counts_once()
    {
        KitDelivery late = new("d-1", "LOT-B", new DateOnly(2027, 6, 30), 500, Walk.Begins);
        KitDelivery soon = new("d-2", "LOT-A", new DateOnly(2026, 12, 31), 200, Walk.Begins.AddDays(1));
        await Stock.AddAsync(late, None);
        await Stock.AddAsync(soon, None);
        await Stock.AddAsync(late with { Kits = 900 }, None);
        Assert.Equal([soon, late], await Stock.DeliveriesAsync(None));
    }

    [Fact]
    public async Task Given_kits_scanned_out_when_their_lot_is_counted_then_each_kit_counts_once_whatever_the_case_of_letters()
    {
        JourneyId journey = JourneyId.For(Walk.Practice, "GP-1");
        for (int i = 1; i <= 3; i++)
        {
            await Kits.BindAsync(Walk.Kit(i), journey, None);
            await Kits.NoteLotAsync(Walk.Kit(i), i == 3 ? "LOT-B" : "lot-a", None);
        }

        await Kits.NoteLotAsync(Walk.Kit(1), "lot-a", None);
        Assert.Equal(2, await Stock.PostedAsync("LOT-A", None));
        Assert.Equal(1, await Stock.PostedAsync("LOT-B", None));
        Assert.Equal(0, await Stock.PostedAsync("LOT-C", None));
    }
}
