using System.Globalization;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Booking;

/// <summary>What an appointment must offer this patient; whatever is left out is not asked for.</summary>
/// <param name="Procedure"><c>colonoscopy</c>, <c>flexibleSigmoidoscopy</c> or <c>ctColonography</c>; left out, the one asked for already.</param>
/// <param name="NotBefore">The first date the patient can come, <c>YYYY-MM-DD</c>.</param>
/// <param name="Sites">The sites the patient can reach.</param>
/// <param name="Weekdays"><c>monday</c> to <c>sunday</c>.</param>
/// <param name="PartsOfDay"><c>morning</c>, <c>afternoon</c>, <c>evening</c>.</param>
/// <param name="NeedsLongSlot">A long slot.</param>
/// <param name="NeedsHospital">No community list.</param>
/// <param name="NeedsTransport">Transport is arranged.</param>
/// <param name="NoticeDays">Days of notice, 0 to 56.</param>
public sealed record NeedsBody(
    string? Procedure, string? NotBefore, IReadOnlyList<string?>? Sites, IReadOnlyList<string?>? Weekdays, IReadOnlyList<string?>? PartsOfDay,
    bool? NeedsLongSlot, bool? NeedsHospital, bool? NeedsTransport, int? NoticeDays)
{
    private const int MostSites = 50;
    private const int LongestSite = 100;
    private const int MostNotice = 56;

    /// <summary>A day of the week as the body spells it.</summary>
    public static string NameOf(DayOfWeek day) => day.ToString().ToLowerInvariant();

    /// <summary>An examination as bodies spell it; null for none we know.</summary>
    public static Procedure? ProcedureOf(string? text) => text switch
    {
        "colonoscopy" => FitPipeline.Pathway.Booking.Procedure.Colonoscopy,
        "flexibleSigmoidoscopy" => FitPipeline.Pathway.Booking.Procedure.FlexibleSigmoidoscopy,
        "ctColonography" => FitPipeline.Pathway.Booking.Procedure.CtColonography,
        _ => null,
    };

    /// <summary>The needs, or every fault by field.</summary>
    public (BookingNeeds Needs, Dictionary<string, IReadOnlyList<string>> Errors) Read()
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        if (Procedure is not null && ProcedureOf(Procedure) is null)
        {
            errors["procedure"] = ["The procedure is colonoscopy, flexibleSigmoidoscopy or ctColonography."];
        }

        DateOnly day = default;
        if (NotBefore is not null && !DateOnly.TryParseExact(NotBefore, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            errors["notBefore"] = ["Give a date as YYYY-MM-DD."];
        }

        if (Sites is { Count: > MostSites } || Sites?.Any(site => string.IsNullOrWhiteSpace(site) || site.Length > LongestSite) is true)
        {
            errors["sites"] = ["Name at most 50 sites, each in 1 to 100 characters."];
        }

        DayOfWeek?[] days = [.. (Weekdays ?? []).Select(DayOf)];
        if (days.Contains(null))
        {
            errors["weekdays"] = ["The days are monday, tuesday, wednesday, thursday, friday, saturday and sunday."];
        }

        PartOfDay?[] parts = [.. (PartsOfDay ?? []).Select(PartOf)];
        if (parts.Contains(null))
        {
            errors["partsOfDay"] = ["The parts of the day are morning, afternoon and evening."];
        }

        if (NoticeDays is < 0 or > MostNotice)
        {
            errors["noticeDays"] = ["Notice is a number of days from 0 to 56."];
        }

        return (
            errors.Count > 0 ? BookingNeeds.None : new BookingNeeds
            {
                NotBefore = NotBefore is null ? null : day,
                Sites = [.. (Sites ?? []).Select(site => site!.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)],
                Weekdays = [.. days.OfType<DayOfWeek>().Distinct().Order()],
                PartsOfDay = [.. parts.OfType<PartOfDay>().Distinct().Order()],
                NeedsLongSlot = NeedsLongSlot is true,
                NeedsHospital = NeedsHospital is true,
                NeedsTransport = NeedsTransport is true,
                MinimumNoticeDays = NoticeDays,
            },
            errors);
    }

    private static DayOfWeek? DayOf(string? text)
    {
        foreach (DayOfWeek day in Enum.GetValues<DayOfWeek>())
        {
            if (NameOf(day) == text)
            {
                return day;
            }
        }

        return null;
    }

    private static PartOfDay? PartOf(string? text) => text switch
    {
        "morning" => PartOfDay.Morning,
        "afternoon" => PartOfDay.Afternoon,
        "evening" => PartOfDay.Evening,
        _ => null,
    };
}

/// <summary><c>POST /api/journeys/{journeyId}/needs</c>.</summary>
public sealed class RecordNeedsEndpoint(JourneyViewBuilder page, UserActions events, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "RecordNeeds", "POST", "/api/journeys/{journeyId}/needs",
        "Record what an appointment must offer this patient, in place of what was recorded before.", [Actor.BookingDesk, Actor.Triage])
    {
        Request = typeof(NeedsBody),
        Response = typeof(JourneyView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (NeedsBody? body, IResult? problem) = await call.ReadJsonAsync(BookingJson.Default.NeedsBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        (BookingNeeds needs, Dictionary<string, IReadOnlyList<string>> errors) = body!.Read();
        if (errors.Count > 0)
        {
            return Problems.Invalid(call, errors);
        }

        return await page.VisibleAsync(call.JourneyInPath("journeyId"), call.Caller, cancel) is { } journey
            ? await events.ApplyAsync(
                call,
                journey,
                new PathwayEvent.NeedsRecorded(NeedsBody.ProcedureOf(body.Procedure) ?? journey.Procedure, needs, call.Caller.Role, time.GetUtcNow()),
                null,
                cancel)
            : Problems.NotFound(call, "There is no such journey.");
    }
}
