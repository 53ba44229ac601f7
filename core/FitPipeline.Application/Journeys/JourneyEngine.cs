using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Journeys;

/// <summary>What came of applying an event.</summary>
public abstract record ApplyResult
{
    private ApplyResult()
    {
    }

    /// <summary>The pathway decided, and what it decided is committed.</summary>
    /// <param name="Journey">The journey as it is now.</param>
    /// <param name="Decision">What was decided.</param>
    public sealed record Decided(Journey Journey, Decision Decision) : ApplyResult;

    /// <summary>The same event was accepted before.</summary>
    /// <param name="Journey">The journey as it is now.</param>
    /// <param name="Earlier">The event as it was recorded.</param>
    public sealed record Repeated(Journey Journey, RecordedEvent Earlier) : ApplyResult;

    /// <summary>The event's id was used before for something else; nothing was changed.</summary>
    /// <param name="Journey">The journey as it is now.</param>
    public sealed record IdReused(Journey Journey) : ApplyResult;

    /// <summary>There is no such journey.</summary>
    public sealed record NoSuchJourney : ApplyResult;
}

/// <summary>
/// The one use case that drives every journey on every host: load, decide, commit, nudge. The caller has the decision
/// at once; effects follow, at least once, under ids that make twice be once.
/// </summary>
/// <param name="journeys">The truth.</param>
/// <param name="nudge">Tells the host that a journey moved.</param>
/// <param name="policy">The numbers in force.</param>
/// <param name="time">The clock that stamps commits; rules never see it.</param>
public sealed class JourneyEngine(IJourneyStore journeys, IJourneyNotifier nudge, PathwayPolicy policy, TimeProvider time)
{
    // Each round lost means another writer moved the same journey on; more than this many in a row is a fault, not a race.
    private const int MostRounds = 50;

    /// <summary>The numbers in force.</summary>
    public PathwayPolicy Policy => policy;

    /// <summary>Starts a journey. Starting it twice is one journey.</summary>
    public Task<ApplyResult> StartAsync(PathwayEvent.ReferralReceived referral, CancellationToken cancel) =>
        ApplyAsync(referral.Journey, "referral", referral, Actor.Gp, null, cancel);

    /// <summary>Applies an event to a journey.</summary>
    /// <param name="id">The journey.</param>
    /// <param name="eventId">The event's own id, so that a repeat is recognised.</param>
    /// <param name="event">What happened.</param>
    /// <param name="by">Who caused it.</param>
    /// <param name="note">What a person wrote beside it; null without one.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<ApplyResult> ApplyAsync(
        JourneyId id, string eventId, PathwayEvent @event, Actor by, string? note, CancellationToken cancel)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            JourneyLoad load = await journeys.LoadAsync(id, eventId, cancel);
            if (load.Earlier is { } earlier && load.Stored is { } moved)
            {
                return Same(earlier.Event, @event) ? new ApplyResult.Repeated(moved.Journey, earlier) : new ApplyResult.IdReused(moved.Journey);
            }

            Decision decision;
            if (load.Stored is { } stored)
            {
                decision = JourneyDecider.Decide(stored.Journey, @event, policy);
            }
            else if (@event is PathwayEvent.ReferralReceived referral)
            {
                decision = JourneyDecider.Start(referral, policy);
            }
            else
            {
                return new ApplyResult.NoSuchJourney();
            }

            if (decision is not Decision.Accepted accepted)
            {
                return load.Stored is { } unchanged
                    ? new ApplyResult.Decided(unchanged.Journey, decision)
                    : new ApplyResult.NoSuchJourney();
            }

            RecordedEvent recorded = new(
                eventId, accepted.Next.Step, @event, by, accepted.Because, note, accepted.Next.PolicyVersion, time.GetUtcNow());
            JourneyCommit commit = new(accepted.Next, load.Stored?.Version, recorded, Named(accepted));
            if (await journeys.CommitAsync(commit, cancel))
            {
                await nudge.NudgeAsync(commit, cancel);
                return new ApplyResult.Decided(accepted.Next, accepted);
            }
        }

        throw new InvalidOperationException("A journey could not be committed because other writers kept moving it.");
    }

    // Records compare their lists by reference, so a referral that comes again is compared by what it is derived from.
    private static bool Same(PathwayEvent earlier, PathwayEvent now) =>
        (earlier, now) is (PathwayEvent.ReferralReceived, PathwayEvent.ReferralReceived)
        || earlier with { At = now.At } == now;

    private static PendingEffect[] Named(Decision.Accepted accepted)
    {
        Journey journey = accepted.Next;
        PendingEffect[] named = new PendingEffect[accepted.Effects.Count];
        for (int i = 0; i < named.Length; i++)
        {
            named[i] = new PendingEffect($"{journey.Id.Value}.{journey.Step}.{i}", journey.Id, accepted.Effects[i], DateTimeOffset.MinValue);
        }

        return named;
    }
}
