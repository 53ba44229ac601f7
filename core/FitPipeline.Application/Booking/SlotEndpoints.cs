using FitPipeline.Application.Http;
using FitPipeline.Intake.Booking;
using FitPipeline.Intake.Fhir;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Booking;

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
        if (call.IsJson("fhir+json"))
        {
            return await FhirAsync(call, cancel);
        }

        (SlotsBody? body, IResult? problem) = await call.ReadJsonAsync(BookingJson.Default.SlotsBody, cancel);
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
            : Results.Json(new SlotsTaken(body.Slots.Count), BookingJson.Default.SlotsTaken);
    }

    private async Task<IResult> FhirAsync(ApiCall call, CancellationToken cancel)
    {
        (ReadOnlyMemory<byte> bytes, IResult? problem) = await call.ReadBodyAsync(cancel);
        if (problem is not null)
        {
            return problem;
        }

        SlotReading reading = FhirSlotReader.Read(bytes);
        if (reading is SlotReading.Unreadable unreadable)
        {
            return Outcome(400, OperationOutcome.Write(400, unreadable.Because));
        }

        IReadOnlyList<OfferedSlot> offered = reading is SlotReading.Read read ? read.Slots : [];
        IReadOnlyDictionary<string, IReadOnlyList<string>> errors = reading switch
        {
            SlotReading.Refused refused => refused.Errors,
            _ when offered.Count > MostSlots => new Dictionary<string, IReadOnlyList<string>> { ["Slot"] = ["Send at most 1,000 at once."] },
            _ => await offer.RunAsync(offered, cancel),
        };
        return errors.Count > 0
            ? Outcome(422, OperationOutcome.Write(422, errors))
            : Results.Json(new SlotsTaken(offered.Count), BookingJson.Default.SlotsTaken);
    }

    // A system that speaks FHIR is refused in FHIR.
    private static IResult Outcome(int status, byte[] outcome) =>
        Results.Text(System.Text.Encoding.UTF8.GetString(outcome), OperationOutcome.MediaType, statusCode: status);
}

/// <summary><c>DELETE /api/slots/{slotId}</c>.</summary>
public sealed class WithdrawSlotEndpoint(WithdrawSlots withdraw) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "WithdrawSlot", "DELETE", "/api/slots/{slotId}", "Withdraw a slot; whoever was booked goes back on the list.", [Actor.BookingDesk]);

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        SlotWithdrawal withdrawal = await withdraw.OneAsync(call.Path("slotId"), cancel);
        return withdrawal.Refused is { } because ? Problems.Conflict(call, because)
            : withdrawal.Known ? Results.NoContent()
            : Problems.NotFound(call, "There is no such slot.");
    }
}

/// <summary>A site that is closed.</summary>
/// <param name="Site">As slots name it, letter case apart.</param>
/// <param name="From">The first London date, today or later.</param>
/// <param name="To">The last.</param>
public sealed record SiteClosureBody(string? Site, DateOnly? From, DateOnly? To);

/// <summary>What closing a site did.</summary>
/// <param name="Withdrawn">Slots taken off the lists.</param>
/// <param name="BackOnTheList">Patients who go back on the list in their old place.</param>
public sealed record SiteClosed(int Withdrawn, int BackOnTheList);

/// <summary><c>POST /api/sites/closures</c>.</summary>
public sealed class CloseSiteEndpoint(WithdrawSlots withdraw, TimeProvider time) : IEndpoint
{
    private const int LongestDays = 366;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "CloseSite", "POST", "/api/sites/closures", "Withdraw every slot of a site between two dates; whoever was booked goes back on the list.",
        [Actor.BookingDesk])
    {
        Request = typeof(SiteClosureBody),
        Response = typeof(SiteClosed),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (SiteClosureBody? body, IResult? problem) = await call.ReadJsonAsync(BookingJson.Default.SiteClosureBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        Dictionary<string, IReadOnlyList<string>> errors = [];
        if (string.IsNullOrWhiteSpace(body!.Site))
        {
            errors["site"] = ["Say which site is closed."];
        }

        if (body.From is not { } from || from < ServiceCalendar.DateOf(time.GetUtcNow()))
        {
            errors["from"] = ["Say from which date the site is closed: today or later."];
        }

        if (body.To is not { } to || to < body.From || to.DayNumber - (body.From ?? to).DayNumber > LongestDays)
        {
            errors["to"] = ["Say to which date the site is closed: not before the first, and at most a year on."];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(call, errors);
        }

        (int withdrawn, int fell) = await withdraw.SiteAsync(body.Site!.Trim(), body.From!.Value, body.To!.Value, cancel);
        return Results.Json(new SiteClosed(withdrawn, fell), BookingJson.Default.SiteClosed);
    }
}
