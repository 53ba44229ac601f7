using System.Text.Json.Serialization;
using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Journeys;

/// <summary><c>GET /api/journeys/{journeyId}</c>.</summary>
public sealed class ReadJourneyEndpoint(JourneyViewBuilder page) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadJourney", "GET", "/api/journeys/{journeyId}", "The whole story of a journey, and what happens next.", Route.Everyone)
    {
        Response = typeof(JourneyView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        await page.VisibleAsync(call.JourneyInPath("journeyId"), call.Caller, cancel) is { } journey
            ? Results.Json(await page.OfAsync(journey, call.Caller, cancel), JourneysJson.Default.JourneyView)
            : Problems.NotFound(call, "There is no such journey.");
}

/// <summary>A note beside an action.</summary>
/// <param name="Note">What the person wrote; may be left out.</param>
public sealed record NoteBody(string? Note);

/// <summary><c>POST /api/journeys/{journeyId}/acknowledgements</c>.</summary>
public sealed class AcknowledgeEndpoint(JourneyViewBuilder page, UserActions events, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "AcknowledgeResult", "POST", "/api/journeys/{journeyId}/acknowledgements",
        "A clinician acknowledges the result and takes the patient on.", [Actor.Triage, Actor.Gp])
    {
        Request = typeof(NoteBody),
        Response = typeof(JourneyView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (NoteBody? body, IResult? problem) = await call.ReadJsonAsync(JourneysJson.Default.NoteBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        return await page.VisibleAsync(call.JourneyInPath("journeyId"), call.Caller, cancel) is { } journey
            ? await events.ApplyAsync(
                call, journey, new PathwayEvent.ResultAcknowledged(call.Caller.Role, time.GetUtcNow()), body!.Note, cancel)
            : Problems.NotFound(call, "There is no such journey.");
    }
}

/// <summary>A clinician's decision.</summary>
/// <param name="Decision">What; required, and only by its name: a number could be another decision tomorrow.</param>
/// <param name="Reason">Why; required.</param>
public sealed record DecisionBody([property: JsonConverter(typeof(CamelCaseEnumConverter<ClinicalDecision>))] ClinicalDecision? Decision, string? Reason);

/// <summary><c>POST /api/journeys/{journeyId}/decisions</c>.</summary>
public sealed class DecideEndpoint(JourneyViewBuilder page, UserActions events, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "RecordDecision", "POST", "/api/journeys/{journeyId}/decisions", "A clinician decides what happens next.", [Actor.Gp, Actor.Triage])
    {
        Request = typeof(DecisionBody),
        Response = typeof(JourneyView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (DecisionBody? body, IResult? problem) = await call.ReadJsonAsync(JourneysJson.Default.DecisionBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        Dictionary<string, IReadOnlyList<string>> errors = [];
        if (body!.Decision is null)
        {
            errors["decision"] = ["The decision is reissueKit, referDirectly, discharge, continueSafetyNet, withdraw or patientDied."];
        }

        if (string.IsNullOrWhiteSpace(body.Reason))
        {
            errors["reason"] = ["Say why; the reason is kept with the decision."];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(call, errors);
        }

        return await page.VisibleAsync(call.JourneyInPath("journeyId"), call.Caller, cancel) is { } journey
            ? await events.ApplyAsync(
                call, journey, new PathwayEvent.DecisionMade(body.Decision!.Value, call.Caller.Role, time.GetUtcNow()), body.Reason, cancel)
            : Problems.NotFound(call, "There is no such journey.");
    }
}

/// <summary>A clinician's own priority.</summary>
/// <param name="Priority">1 (most urgent) to 4.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="Until">The last date on which it holds; left out, as long as the policy lets it.</param>
public sealed record PriorityBody(int Priority, string? Reason, DateOnly? Until);

/// <summary><c>POST /api/journeys/{journeyId}/priority</c>.</summary>
public sealed class SetPriorityEndpoint(JourneyViewBuilder page, UserActions events, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "SetPriority", "POST", "/api/journeys/{journeyId}/priority", "A clinician sets the booking priority, with a reason.", [Actor.Triage])
    {
        Request = typeof(PriorityBody),
        Response = typeof(JourneyView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (PriorityBody? body, IResult? problem) = await call.ReadJsonAsync(JourneysJson.Default.PriorityBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        Dictionary<string, IReadOnlyList<string>> errors = [];
        if (body!.Priority is < 1 or > 4)
        {
            errors["priority"] = ["Priority is a number from 1, the most urgent, to 4."];
        }

        if (string.IsNullOrWhiteSpace(body.Reason))
        {
            errors["reason"] = ["Say why the priority is changed."];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(call, errors);
        }

        return await page.VisibleAsync(call.JourneyInPath("journeyId"), call.Caller, cancel) is { } journey
            ? await events.ApplyAsync(
                call, journey, new PathwayEvent.PrioritySet(body.Priority, body.Reason!, call.Caller.Role, time.GetUtcNow(), body.Until), body.Reason, cancel)
            : Problems.NotFound(call, "There is no such journey.");
    }
}
