using FitPipeline.Application.Kits;
using FitPipeline.Intake.Scans;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.PortContracts;

/// <summary>A device belongs to one journey for ever.</summary>
public abstract class KitRegisterContract
{
    private static readonly JourneyId Mine = JourneyId.For(Walk.Practice, "GP-1");
    private static readonly JourneyId Other = JourneyId.For(Walk.Practice, "GP-2");

    protected abstract IKitRegister Kits { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_a_bound_kit_when_another_journey_claims_it_then_it_stays_where_it_is()
    {
        Assert.Equal((Mine, true), await Kits.BindAsync(Walk.Kit(1), Mine, None));
        Assert.Equal((Mine, false), await Kits.BindAsync(Walk.Kit(1), Mine, None));
        Assert.Equal((Mine, false), await Kits.BindAsync(Walk.Kit(1), Other, None));
        Assert.Equal(Mine, await Kits.FindAsync(Walk.Kit(1), None));
        Assert.Null(await Kits.FindAsync(Walk.Kit(2), None));
    }

    [Fact]
    public async Task Given_two_journeys_that_claim_a_kit_at_once_when_it_is_over_then_exactly_one_has_it_and_all_agree()
    {
        JourneyId[] claimants = [.. Enumerable.Range(0, 20).Select(i => JourneyId.For(Walk.Practice, $"GP-{i}"))];
        (JourneyId Journey, bool New)[] answers = await Task.WhenAll(
            claimants.Select(journey => Task.Run(() => Kits.BindAsync(Walk.Kit(1), journey, None))));
        Assert.Single(answers, answer => answer.New);
        Assert.Single(answers.Select(answer => answer.Journey).Distinct());
    }

    [Fact]
    public async Task Given_a_bound_kit_when_it_is_released_by_another_journey_then_it_stays_and_by_its_own_then_it_is_free()
    {
        await Kits.BindAsync(Walk.Kit(1), Mine, None);
        await Kits.ReleaseAsync(Walk.Kit(1), Other, None);
        Assert.Equal(Mine, await Kits.FindAsync(Walk.Kit(1), None));
        await Kits.ReleaseAsync(Walk.Kit(1), Mine, None);
        Assert.Equal((Other, true), await Kits.BindAsync(Walk.Kit(1), Other, None));
    }

    [Fact]
    public async Task Given_scans_of_a_kit_that_nobody_posted_when_they_are_kept_then_each_is_there_once_in_the_order_of_its_time()
    {
        ParkedScan received = Parked("s/1", ScanKind.Received, Walk.Begins.AddHours(2), new DateOnly(2026, 1, 4));
        ParkedScan lost = Parked("s 2", ScanKind.Lost, Walk.Begins.AddHours(1), null);
        await Kits.ParkAsync(received, None);
        await Kits.ParkAsync(lost, None);
        await Kits.ParkAsync(received, None);

        Assert.Equal([lost, received], await Kits.ParkedAsync(Walk.Kit(1), None));
        Assert.Empty(await Kits.ParkedAsync(Walk.Kit(2), None));
        Assert.Null(await Kits.FindAsync(Walk.Kit(1), None));
    }

    [Fact]
    public async Task Given_kits_of_a_lot_when_it_is_recalled_then_every_journey_with_one_is_found_once()
    {
        await Kits.BindAsync(Walk.Kit(1), Mine, None);
        await Kits.BindAsync(Walk.Kit(2), Mine, None);
        await Kits.BindAsync(Walk.Kit(3), Other, None);
        await Kits.NoteLotAsync(Walk.Kit(1), "LOT-A", None);
        await Kits.NoteLotAsync(Walk.Kit(2), "lot-a", None);
        await Kits.NoteLotAsync(Walk.Kit(3), "LOT-B", None);

        // A recall notice is typed by hand.
        Assert.Equal([Mine], await Kits.OfLotAsync("Lot-A", None));
        Assert.Equal([Other], await Kits.OfLotAsync("LOT-B", None));
        Assert.Empty(await Kits.OfLotAsync("LOT-C", None));
    }

    [Fact]
    public async Task Given_a_lot_recalled_twice_when_it_is_asked_for_in_any_case_then_the_first_notice_stands_and_its_kits_are_still_found()
    {
        await Kits.BindAsync(Walk.Kit(1), Mine, None);
        await Kits.NoteLotAsync(Walk.Kit(1), "LOT-A", None);
        Assert.Null(await Kits.FindRecallAsync("LOT-A", None));

        LotRecall first = new("Lot-A", Walk.Begins);
        Assert.Equal(first, await Kits.RecallAsync(first, None));
        Assert.Equal(first, await Kits.RecallAsync(new LotRecall("LOT-A", Walk.Begins.AddDays(3)), None));
        Assert.Equal(first, await Kits.FindRecallAsync("lot-a", None));
        Assert.Null(await Kits.FindRecallAsync("LOT-B", None));
        Assert.Equal([Mine], await Kits.OfLotAsync("LOT-A", None));
    }

    private static ParkedScan Parked(string id, ScanKind kind, DateTimeOffset at, DateOnly? collected) =>
        new(new Scan(id, kind, Walk.Kit(1), null, at, null, null, null, collected, null), Actor.Lab);
}
