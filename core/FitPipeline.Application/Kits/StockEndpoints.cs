using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Kits;

/// <summary>A lot on the shelf.</summary>
/// <param name="Lot">The maker's lot.</param>
/// <param name="ExpiresOn">The last day a kit of it may be used.</param>
/// <param name="Received">How many came in.</param>
/// <param name="Posted">How many went out, as the scans said.</param>
/// <param name="Left">How many should be on the shelf; fewer than none when a delivery was not written down.</param>
/// <param name="Expired">True once no kit of it may be used.</param>
/// <param name="PostBy">The last London date on which a kit of it may be posted.</param>
/// <param name="Recalled">True once the lot is recalled: no kit of it goes out any more.</param>
public sealed record LotView(string Lot, DateOnly ExpiresOn, int Received, int Posted, int Left, bool Expired, DateOnly PostBy, bool Recalled);

/// <summary>A delivery to be written down.</summary>
/// <param name="DeliveryId">The delivery note's line; sent again, it counts once.</param>
/// <param name="Lot">The maker's lot.</param>
/// <param name="ExpiresOn">The last day a kit of it may be used.</param>
/// <param name="Kits">How many.</param>
public sealed record DeliveryBody(string? DeliveryId, string? Lot, DateOnly? ExpiresOn, int? Kits);

/// <summary><c>GET /api/kits/stock</c>.</summary>
public sealed class ReadStockEndpoint(IKitStock stock, IKitRegister kits, PathwayPolicy policy, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new("ReadStock", "GET", "/api/kits/stock", "The kits on the shelf by lot, first to expire first.", [Actor.KitDesk, Actor.Admin])
    {
        Response = typeof(Page<LotView>),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        DateOnly today = ServiceCalendar.DateOf(time.GetUtcNow());
        List<LotView> lots = [];
        foreach (IGrouping<string, KitDelivery> lot in (await stock.DeliveriesAsync(cancel)).GroupBy(delivery => delivery.Lot))
        {
            int received = lot.Sum(delivery => delivery.Kits);
            int posted = await stock.PostedAsync(lot.Key, cancel);
            // Two notes that give one lot two dates: the earlier is believed.
            DateOnly expires = lot.Min(delivery => delivery.ExpiresOn);
            bool recalled = await kits.FindRecallAsync(lot.Key, cancel) is not null;
            lots.Add(new LotView(
                lot.Key, expires, received, posted, received - posted, expires < today, JourneyDecider.LastPostingOf(expires, policy), recalled));
        }

        return Results.Json(new Page<LotView>(lots, null), KitsJson.Default.PageLotView);
    }
}

/// <summary><c>POST /api/kits/deliveries</c>.</summary>
public sealed class RecordDeliveryEndpoint(IKitStock stock, TimeProvider time) : IEndpoint
{
    private const int LongestId = 64;
    private const int LongestLot = 40;
    private const int MostKits = 100_000;

    /// <inheritdoc/>
    public Route Route { get; } = new("RecordDelivery", "POST", "/api/kits/deliveries", "Write down kits that came in.", [Actor.KitDesk])
    {
        Request = typeof(DeliveryBody),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (DeliveryBody? body, IResult? problem) = await call.ReadJsonAsync(KitsJson.Default.DeliveryBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        Dictionary<string, IReadOnlyList<string>> errors = [];
        if (body!.DeliveryId is { Length: 0 or > LongestId })
        {
            errors["deliveryId"] = ["The delivery's id has 1 to 64 characters."];
        }

        string lot = body.Lot?.Trim().ToUpperInvariant() ?? "";
        if (lot.Length is 0 or > LongestLot || lot.Any(char.IsControl))
        {
            errors["lot"] = ["Type the lot as it is on the box, in 1 to 40 characters."];
        }

        if (body.ExpiresOn is not { } expires || expires < ServiceCalendar.DateOf(time.GetUtcNow()))
        {
            errors["expiresOn"] = ["Give the date on the box; a lot that has expired must not be taken in."];
        }

        if (body.Kits is not (> 0 and <= MostKits))
        {
            errors["kits"] = ["Say how many kits came in, from 1 to 100,000."];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(call, errors);
        }

        await stock.AddAsync(
            new KitDelivery(body.DeliveryId ?? call.RequestId, lot, body.ExpiresOn!.Value, body.Kits!.Value, time.GetUtcNow()), cancel);
        return Results.NoContent();
    }
}
