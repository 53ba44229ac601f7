using FitPipeline.Pathway;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Service;

/// <summary>Slots to be offered.</summary>
/// <param name="Slots">At most 1,000.</param>
public sealed record SlotsBody(IReadOnlyList<SlotBody?>? Slots);

/// <summary>How many slots were taken in.</summary>
public sealed record SlotsTaken(int Taken);

/// <summary><c>PUT /api/slots</c>.</summary>
public sealed class OfferSlotsEndpoint(OfferSlots offer) : IEndpoint
{
    private const int MostSlots = 1000;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "OfferSlots", "PUT", "/api/slots", "Offer examination slots; up to 1,000 at once, all or none.", [Actor.BookingDesk])
    {
        MaxBody = 1024 * 1024,
        Request = typeof(SlotsBody),
        Response = typeof(SlotsTaken),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (SlotsBody? body, IResult? problem) = await call.ReadJsonAsync(ServiceJson.Default.SlotsBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        if (body!.Slots is not { Count: > 0 and <= MostSlots })
        {
            return Problems.Invalid(call, "slots", "Send a list of 1 to 1,000 slots.");
        }

        IReadOnlyDictionary<string, IReadOnlyList<string>> errors = await offer.RunAsync(body.Slots, cancel);
        return errors.Count > 0
            ? Problems.Invalid(call, errors)
            : Results.Json(new SlotsTaken(body.Slots.Count), ServiceJson.Default.SlotsTaken);
    }
}

/// <summary><c>DELETE /api/slots/{slotId}</c>.</summary>
public sealed class WithdrawSlotEndpoint(ISlotBook slots, JourneyEngine engine, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "WithdrawSlot", "DELETE", "/api/slots/{slotId}", "Withdraw a slot; whoever was booked goes back on the list.", [Actor.BookingDesk]);

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        string slotId = call.Path("slotId");
        (bool known, Booking? booking) = await slots.WithdrawAsync(slotId, cancel);
        if (!known)
        {
            return Problems.NotFound(call, "There is no such slot.");
        }

        if (booking is not null)
        {
            await engine.ApplyAsync(
                booking.Journey, "withdrawn/" + booking.BookingId, new PathwayEvent.SlotWithdrawn(slotId, time.GetUtcNow()), Actor.BookingDesk, null, cancel);
        }

        return Results.NoContent();
    }
}
