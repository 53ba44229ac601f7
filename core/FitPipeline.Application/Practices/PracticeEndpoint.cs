using FitPipeline.Application.Booking;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Application.Referrals;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Practices;

/// <summary>A journey in a practice's list.</summary>
public sealed record PracticeJourneyView(
    JourneyId JourneyId, string ReferralId, PatientView? Patient, string State, Outcome? Outcome, NextActionView? NextAction, DateTimeOffset ReferredAt,
    PriorityView? Priority);

/// <summary><c>GET /api/practices/{ods}/journeys</c>.</summary>
public sealed class ReadPracticeJourneysEndpoint(IJourneyStore journeys, IPatientRegister patients, WaitingList waiting) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadPracticeJourneys", "GET", "/api/practices/{ods}/journeys", "A practice's patients and what happens next with each.",
        [Actor.Gp, Actor.Triage])
    {
        Response = typeof(Page<PracticeJourneyView>),
        Query = ["after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        if (!OdsCode.TryParse(call.Path("ods"), out OdsCode? practice, out _) || !call.Caller.MaySee(practice))
        {
            return Problems.NotFound(call, "There is no such practice.");
        }

        Page<JourneyListing> page = await journeys.OfPracticeAsync(practice, call.Query("after"), Page<JourneyListing>.Size, cancel);
        Dictionary<JourneyId, WaitingPlace> places = page.Items.Any(listing => listing.Journey.WaitsForSlot)
            ? (await waiting.InOrderAsync(cancel)).ToDictionary(place => place.Journey.Id)
            : [];
        List<PracticeJourneyView> views = [];
        foreach (JourneyListing listing in page.Items)
        {
            Journey journey = listing.Journey;
            PatientRecord? patient = await patients.FindAsync(journey.Id, cancel);
            views.Add(new PracticeJourneyView(
                journey.Id,
                patient?.ReferralId ?? "",
                patient is null ? null : JourneyViewBuilder.PatientOf(patient),
                journey.State.Name,
                (journey.State as JourneyState.Closed)?.Outcome,
                NextActionView.Of(journey),
                journey.ReferredAt,
                places.TryGetValue(journey.Id, out WaitingPlace? place) ? PriorityView.Of(place) : null));
        }

        return Results.Json(new Page<PracticeJourneyView>(views, page.Next), PracticesJson.Default.PagePracticeJourneyView);
    }
}
