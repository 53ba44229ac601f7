using FitPipeline.Application.Http;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Journeys;

/// <summary>Applies what people do to a journey, and answers with the journey or with why it cannot happen now.</summary>
public sealed class UserActions(JourneyEngine engine, JourneyViewBuilder page)
{
    private const string UsedBefore = "This X-Request-ID was used before for something else. Send it again under a new one.";

    /// <summary>
    /// Applies the event. With the caller's own X-Request-ID a repeated request is done once.
    /// </summary>
    public async Task<IResult> ApplyAsync(ApiCall call, Journey journey, PathwayEvent @event, string? note, CancellationToken cancel)
    {
        ApplyResult applied = await engine.ApplyAsync(
            journey.Id, $"request/{call.Caller.Role}/{call.RequestId}", @event, call.Caller.Role, note, cancel);
        return applied switch
        {
            ApplyResult.Decided { Decision: Decision.Rejected rejected } => Problems.Conflict(call, rejected.Because),
            ApplyResult.Decided decided => Results.Json(await page.OfAsync(decided.Journey, call.Caller, cancel), JourneysJson.Default.JourneyView),

            // The same act with other words is not the same request: what was written would be lost without a sign.
            ApplyResult.Repeated repeated when repeated.Earlier.Note != note => Problems.Conflict(call, UsedBefore),
            ApplyResult.Repeated repeated => Results.Json(await page.OfAsync(repeated.Journey, call.Caller, cancel), JourneysJson.Default.JourneyView),
            ApplyResult.IdReused => Problems.Conflict(call, UsedBefore),
            _ => Problems.NotFound(call, "There is no such journey."),
        };
    }
}
