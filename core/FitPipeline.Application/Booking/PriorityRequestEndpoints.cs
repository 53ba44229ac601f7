using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Booking;

/// <summary>Why a practice asks for another priority, or why it stays as it is.</summary>
/// <param name="Reason">Required.</param>
public sealed record ReasonBody(string? Reason)
{
    private const int Longest = 2000;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault => string.IsNullOrWhiteSpace(Reason) || Reason.Length > Longest ? "Say why, in 1 to 2,000 characters." : null;
}

/// <summary><c>POST /api/journeys/{journeyId}/priority-requests</c>.</summary>
public sealed class AskForPriorityEndpoint(JourneyViewBuilder page, UserActions events, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "AskForPriority", "POST", "/api/journeys/{journeyId}/priority-requests",
        "A practice asks for another booking priority, with its reason; triage answers.", [Actor.Gp])
    {
        Request = typeof(ReasonBody),
        Response = typeof(JourneyView),
    };

    /// <inheritdoc/>
    public Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        PriorityRequests.ApplyAsync(call, page, events, new PathwayEvent.PriorityChangeAsked(call.Caller.Role, time.GetUtcNow()), cancel);
}

/// <summary><c>POST /api/journeys/{journeyId}/priority-requests/answer</c>.</summary>
public sealed class AnswerPriorityEndpoint(JourneyViewBuilder page, UserActions events, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "AnswerPriority", "POST", "/api/journeys/{journeyId}/priority-requests/answer",
        "Triage leaves the priority as it is and tells the practice why; setting it answers too.", [Actor.Triage])
    {
        Request = typeof(ReasonBody),
        Response = typeof(JourneyView),
    };

    /// <inheritdoc/>
    public Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        PriorityRequests.ApplyAsync(call, page, events, new PathwayEvent.PriorityChangeDeclined(call.Caller.Role, time.GetUtcNow()), cancel);
}

/// <summary>What asking and answering have in common: a reason, kept beside the event.</summary>
internal static class PriorityRequests
{
    internal static async Task<IResult> ApplyAsync(ApiCall call, JourneyViewBuilder page, UserActions events, PathwayEvent @event, CancellationToken cancel)
    {
        (ReasonBody? body, IResult? problem) = await call.ReadJsonAsync(BookingJson.Default.ReasonBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        if (body!.Fault is { } fault)
        {
            return Problems.Invalid(call, "reason", fault);
        }

        return await page.VisibleAsync(call.JourneyInPath("journeyId"), call.Caller, cancel) is { } journey
            ? await events.ApplyAsync(call, journey, @event, body.Reason, cancel)
            : Problems.NotFound(call, "There is no such journey.");
    }

    /// <summary>The requests of a journey with their answers, oldest first.</summary>
    internal static IReadOnlyList<PriorityRequestView> Of(IReadOnlyList<RecordedEvent> events)
    {
        List<PriorityRequestView> requests = [];
        foreach (RecordedEvent line in events)
        {
            if (line.Event is PathwayEvent.PriorityChangeAsked)
            {
                requests.Add(new(line.Event.At, line.By, line.Note ?? "", null, null));
            }
            else if (requests is [.., { AnsweredAt: null } open] && AnswerOf(line) is { } answer)
            {
                requests[^1] = open with { AnsweredAt = line.Event.At, Answer = answer };
            }
        }

        return requests;
    }

    private static string? AnswerOf(RecordedEvent line) => line.Event switch
    {
        PathwayEvent.PrioritySet set => $"Priority {set.Level}: {set.Reason}",
        PathwayEvent.PriorityChangeDeclined => "The priority stays as it is: " + line.Note,
        _ => null,
    };
}

/// <summary>A practice's request for another priority.</summary>
/// <param name="At">When it asked.</param>
/// <param name="By">The role.</param>
/// <param name="Reason">Why.</param>
/// <param name="AnsweredAt">When triage answered; null until then.</param>
/// <param name="Answer">What triage answered, with its reason.</param>
public sealed record PriorityRequestView(DateTimeOffset At, Actor By, string Reason, DateTimeOffset? AnsweredAt, string? Answer);
