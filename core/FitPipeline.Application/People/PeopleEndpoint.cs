using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.People;

/// <summary>Which journeys' people are asked for.</summary>
/// <param name="JourneyIds">At most 200, as many as a page of a list.</param>
public sealed record PeopleBody(IReadOnlyList<string?>? JourneyIds);

/// <summary>A person in a list: enough to know who is meant and how long they have waited.</summary>
/// <param name="JourneyId">The journey.</param>
/// <param name="Practice">The referring practice.</param>
/// <param name="NhsNumber">The NHS number; null when the register has no record.</param>
/// <param name="FamilyName">The family name.</param>
/// <param name="GivenName">The given name.</param>
/// <param name="DateOfBirth">The date of birth.</param>
/// <param name="State">Where the journey is.</param>
/// <param name="Outcome">How it ended; null while it is open.</param>
/// <param name="ReferredAt">When the referral was received.</param>
/// <param name="FasterDiagnosisDay">Days of the 28-day clock: it stops when the patient is told.</param>
/// <param name="FasterDiagnosisBreachOn">The last day on which being told meets the standard.</param>
/// <param name="Told">True once the patient has been told.</param>
public sealed record PersonView(
    JourneyId JourneyId, OdsCode Practice, NhsNumber? NhsNumber, string? FamilyName, string? GivenName, DateOnly? DateOfBirth,
    string State, Outcome? Outcome, DateTimeOffset ReferredAt, int FasterDiagnosisDay, DateOnly FasterDiagnosisBreachOn, bool Told)
{
    /// <summary>The journey's f-Hb in words; null without one.</summary>
    public string? Result { get; init; }

    /// <summary>Its number in µg/g, for ordering only; null without one.</summary>
    public decimal? MicrogramsPerGram { get; init; }

    /// <summary>A person as shown in a list.</summary>
    public static PersonView Of(Journey journey, PatientRecord? patient, DateTimeOffset now)
    {
        JourneyClocks clocks = JourneyClocks.Of(journey);
        JourneyState.Closed? closed = journey.State as JourneyState.Closed;
        return new PersonView(
            journey.Id,
            journey.Practice,
            patient?.Details.NhsNumber,
            patient?.Details.FamilyName,
            patient?.Details.GivenName,
            patient?.Details.DateOfBirth,
            journey.State.Name,
            closed?.Outcome,
            journey.ReferredAt,
            clocks.FasterDiagnosisDay(ServiceCalendar.DateOf(closed?.At ?? now)),
            clocks.FasterDiagnosisBreachOn,
            clocks.ToldOn is not null)
        {
            Result = journey.HighestResult?.Words,
            MicrogramsPerGram = journey.HighestResult?.MicrogramsPerGram,
        };
    }
}

/// <summary>
/// <c>POST /api/people</c>: the names beside the lines of a list. A post, because addresses are written into logs and
/// a list of journeys is long; it changes nothing.
/// </summary>
public sealed class ReadPeopleEndpoint(PeopleOfJourneys people) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadPeople", "POST", "/api/people", "Who the journeys of a list are about; journeys the caller may not see are left out.", Route.Everyone)
    {
        ReadsOnly = true,
        Request = typeof(PeopleBody),
        Response = typeof(Page<PersonView>),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (PeopleBody? body, IResult? problem) = await call.ReadJsonAsync(PeopleJson.Default.PeopleBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        if (body!.JourneyIds is not { Count: <= Page<PersonView>.Size })
        {
            return Problems.Invalid(call, "journeyIds", "Send a list of at most 200 journeys.");
        }

        List<JourneyId> asked = [];
        foreach (string? text in body.JourneyIds.Distinct())
        {
            if (JourneyId.TryParse(text, out JourneyId? id, out _))
            {
                asked.Add(id);
            }
        }

        return Results.Json(new Page<PersonView>(await people.OfAsync(asked, call.Caller, cancel), null), PeopleJson.Default.PagePersonView);
    }
}
