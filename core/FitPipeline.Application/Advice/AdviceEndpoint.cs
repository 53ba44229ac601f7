using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Advice;

/// <summary>A message for the advice thread.</summary>
/// <param name="Text">What to say.</param>
public sealed record AdviceBody(string? Text);

/// <summary><c>POST /api/journeys/{journeyId}/messages</c>.</summary>
public sealed class AdviceEndpoint(JourneyViewBuilder page, UserActions events, TimeProvider time) : IEndpoint
{
    private const int LongestText = 4000;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "SendAdvice", "POST", "/api/journeys/{journeyId}/messages", "Ask for or give advice; the other side has three working days.",
        [Actor.Gp, Actor.Triage])
    {
        Request = typeof(AdviceBody),
        Response = typeof(JourneyView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (AdviceBody? body, IResult? problem) = await call.ReadJsonAsync(AdviceJson.Default.AdviceBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        if (string.IsNullOrWhiteSpace(body!.Text) || body.Text.Length > LongestText)
        {
            return Problems.Invalid(call, "text", "Write a message of 1 to 4,000 characters.");
        }

        if (await page.VisibleAsync(call.JourneyInPath("journeyId"), call.Caller, cancel) is not { } journey)
        {
            return Problems.NotFound(call, "There is no such journey.");
        }

        // The text is kept with the event, in the journey's own log: committed together or not at all.
        return await events.ApplyAsync(
            call, journey, new PathwayEvent.AdviceAsked(call.Caller.Role, time.GetUtcNow()), body.Text, cancel);
    }
}
