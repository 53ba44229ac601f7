using System.Globalization;
using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Booking;

/// <summary><c>GET /api/slots</c>.</summary>
public sealed class ReadFreeSlotsEndpoint(ISlotBook slots, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadFreeSlots", "GET", "/api/slots", "Slots that nobody has yet, by start.", [Actor.BookingDesk, Actor.Triage, Actor.Admin])
    {
        Response = typeof(Page<FreeSlotView>),
        Query = ["after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        int skip = int.TryParse(call.Query("after"), NumberStyles.None, CultureInfo.InvariantCulture, out int after) ? after : 0;
        FreeSlotView[] page =
        [
            .. (await slots.FreeAsync(time.GetUtcNow(), cancel)).Skip(skip).Take(Page<FreeSlotView>.Size + 1).Select(slot => new FreeSlotView(
                slot.SlotId, slot.Site, slot.StartsAt, slot.Minutes, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(slot.Procedure.ToString()), slot.Community)),
        ];
        string? next = page.Length > Page<FreeSlotView>.Size ? (skip + Page<FreeSlotView>.Size).ToString(CultureInfo.InvariantCulture) : null;
        return Results.Json(new Page<FreeSlotView>([.. page.Take(Page<FreeSlotView>.Size)], next), BookingJson.Default.PageFreeSlotView);
    }
}

/// <summary>A free slot, as it was offered.</summary>
public sealed record FreeSlotView(string SlotId, string Site, DateTimeOffset StartsAt, int Minutes, string Procedure, bool Community);
