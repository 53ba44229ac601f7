using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Durable;

/// <summary>Tells the pathway that a journey's due time has come, and does what it wants done then.</summary>
public sealed class DeadlineElapsed(
    JourneyEngine engine, JourneyStandings standings, JourneyEffects effects, JourneyNudges nudges, TimeProvider time)
{
    /// <summary>
    /// Applies the event if the time has come by this clock and the journey still waits for it; the event is named by the
    /// step it ends, so twice is once. Answers as <see cref="CarryOut"/> does.
    /// </summary>
    [Function(nameof(DeadlineElapsed))]
    public async Task<JourneyWaits> RunAsync([ActivityTrigger] JourneyOrder order, CancellationToken cancel)
    {
        JourneyId id = JourneyId.Parse(order.JourneyId);
        DateTimeOffset now = time.GetUtcNow();
        if (await standings.OfAsync(id, cancel) is { } standing && standing.WakeAt <= now)
        {
            using JourneyNudges.Line aside = nudges.Aside();
            await engine.ApplyAsync(id, $"due/{standing.Journey.Step}", new PathwayEvent.DeadlineElapsed(now), Actor.Pathway, null, cancel);
            if (aside.Last is { IsDone: true } news && standing.Pending.Count == 0)
            {
                return new JourneyWaits(news.WakeAt, []);
            }
        }

        return await effects.AllAsync(order, cancel);
    }
}
