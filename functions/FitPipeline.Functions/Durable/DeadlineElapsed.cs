using FitPipeline.Pathway;
using FitPipeline.Service;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions;

/// <summary>Tells the pathway that a journey's due time has come, and does what it wants done then.</summary>
public sealed class DeadlineElapsed(JourneyEngine engine, IJourneyStore journeys, JourneyEffects effects, TimeProvider time)
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
        if ((await journeys.LoadAsync(id, null, cancel)).Stored is { Journey: var journey } && journey.WakeAt <= now)
        {
            await engine.ApplyAsync(id, $"due/{journey.Step}", new PathwayEvent.DeadlineElapsed(now), Actor.Pathway, null, cancel);
        }

        return await effects.AllAsync(order, cancel);
    }
}
