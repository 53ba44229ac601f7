using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Durable;

/// <summary>
/// Brings one journey up to date: does what is pending, applies a due time that has come and does what follows from it.
/// Called twice, it does nothing twice: an effect done is gone, every effect's id makes twice be once, and the event of a
/// due time is named by the step it ends.
/// </summary>
public sealed class AdvanceJourney(
    IJourneyStore journeys, JourneyStandings standings, EffectDispatcher effects, JourneyNotifier notifier, PathwayPolicy policy, TimeProvider time)
{
    // A time that has come and changed nothing must not become a spin; nor must a clock that is a little behind.
    private static readonly TimeSpan NotAgainFor = TimeSpan.FromMinutes(1);

    // What it moves itself it sees to itself, so nobody is notified of it.
    private readonly JourneyEngine _engine = new(journeys, new Unheard(), policy, time);

    /// <summary>Advances it.</summary>
    /// <returns>The journey's state, and when to look at it again.</returns>
    [Function(nameof(AdvanceJourney))]
    public async Task<JourneyProgress> RunAsync(
        [ActivityTrigger] JourneyRef journey, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        notifier.Use(durable);
        JourneyId id = JourneyId.Parse(journey.JourneyId);
        DateTimeOffset now = time.GetUtcNow();
        if (await standings.OfAsync(id, cancel) is not { } standing)
        {
            // Started for a commit that never came.
            return new JourneyProgress("None", null);
        }

        DateTimeOffset? again = await DoAsync(standing.Pending, now, cancel);
        if (standing.WakeAt <= now)
        {
            await _engine.ApplyAsync(id, $"due/{standing.Journey.Step}", new PathwayEvent.DeadlineElapsed(now), Actor.Pathway, null, cancel);
            standing = await standings.OfAsync(id, cancel) ?? throw new InvalidOperationException("A journey is gone that was there.");
            again = await DoAsync(standing.Pending, now, cancel);
        }

        return new JourneyProgress(standing.Journey.State.Name, Later(Earlier(standing.WakeAt, again), now));
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private static DateTimeOffset? Later(DateTimeOffset? at, DateTimeOffset now) => at <= now ? now + NotAgainFor : at;

    // Does those whose time has come. Answers when the next of the others may be done; null when none is left.
    private async Task<DateTimeOffset?> DoAsync(IReadOnlyList<PendingEffect> pending, DateTimeOffset now, CancellationToken cancel)
    {
        IReadOnlyList<PendingEffect> failed = await effects.RunAsync([.. pending.Where(effect => effect.NotBefore <= now)], cancel);
        return failed.Concat(pending.Where(effect => effect.NotBefore > now)).Min(effect => (DateTimeOffset?)effect.NotBefore);
    }

    private sealed class Unheard : IJourneyNotifier
    {
        public ValueTask NudgeAsync(JourneyCommit committed, CancellationToken cancel) => ValueTask.CompletedTask;
    }
}
