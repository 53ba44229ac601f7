using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Journeys;

/// <summary>A journey as stored, with the stamp that a commit must name.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Version">Opaque; changes with every commit.</param>
public sealed record StoredJourney(Journey Journey, string Version);

/// <summary>An accepted event of a journey: its line in the timeline and in the log that can rebuild everything.</summary>
/// <param name="EventId">The event's own id; unique within the journey.</param>
/// <param name="Step">The journey's step after it.</param>
/// <param name="Event">What happened.</param>
/// <param name="By">Who caused it.</param>
/// <param name="Because">What the pathway said.</param>
/// <param name="Note">What a person wrote beside it; may be personal data, so never logged or published. Null without one.</param>
/// <param name="PolicyVersion">The policy that decided.</param>
/// <param name="RecordedAt">When it was committed.</param>
public sealed record RecordedEvent(
    string EventId, int Step, PathwayEvent Event, Actor By, string Because, string? Note, string PolicyVersion, DateTimeOffset RecordedAt);

/// <summary>What is known before an event is decided.</summary>
/// <param name="Stored">The journey; null when there is none.</param>
/// <param name="Earlier">The same event, when it was accepted before; null otherwise.</param>
public sealed record JourneyLoad(StoredJourney? Stored, RecordedEvent? Earlier);

/// <summary>An effect to be done at least once, under an id that makes twice be once.</summary>
/// <param name="Id"><c>{journey}.{step}.{index}</c>.</param>
/// <param name="Journey">Whose.</param>
/// <param name="Effect">What.</param>
/// <param name="NotBefore">The earliest time to do it.</param>
/// <param name="Attempts">How often it was tried without success.</param>
public sealed record PendingEffect(string Id, JourneyId Journey, Effect Effect, DateTimeOffset NotBefore, int Attempts = 0);

/// <summary>One accepted decision, committed whole or not at all.</summary>
/// <param name="Next">The journey as it is now.</param>
/// <param name="ExpectedVersion">The version it was decided on; null when the journey is new.</param>
/// <param name="Event">The event and what was made of it.</param>
/// <param name="Effects">The effects to do.</param>
public sealed record JourneyCommit(Journey Next, string? ExpectedVersion, RecordedEvent Event, IReadOnlyList<PendingEffect> Effects);

/// <summary>A journey in a list: what a desk or practice sees of it without opening it.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="UpdatedAt">When it last moved.</param>
public sealed record JourneyListing(Journey Journey, DateTimeOffset UpdatedAt);

/// <summary>How many journeys are where: the figures that must add up.</summary>
/// <param name="Started">All journeys ever started.</param>
/// <param name="ByState">Journeys per state name, closed ones included.</param>
/// <param name="OpenWithoutNextAction">Open journeys that break the promise; always 0, and counted to prove it.</param>
/// <param name="OldestDue">The earliest due time of an open journey; null when none is open.</param>
public sealed record JourneyCounts(
    long Started, IReadOnlyDictionary<string, long> ByState, long OpenWithoutNextAction, DateTimeOffset? OldestDue)
{
    /// <summary>Journeys not yet closed.</summary>
    public long Open => Started - ByState.GetValueOrDefault("Closed");
}

/// <summary>
/// The truth: journeys, their events, their effects to do and their due times, committed together.
/// Every implementation passes the same contract test.
/// </summary>
public interface IJourneyStore
{
    /// <summary>Loads a journey, and the event of that id when it was accepted before.</summary>
    Task<JourneyLoad> LoadAsync(JourneyId id, string? eventId, CancellationToken cancel);

    /// <summary>
    /// Commits one decision: journey, event, effects, due time and the journey's line on the worklist, all or nothing.
    /// </summary>
    /// <returns>False when the journey moved since it was loaded, or exists already although it was new: load again.</returns>
    Task<bool> CommitAsync(JourneyCommit commit, CancellationToken cancel);

    /// <summary>All accepted events of a journey, oldest first.</summary>
    Task<IReadOnlyList<RecordedEvent>> EventsAsync(JourneyId id, CancellationToken cancel);

    /// <summary>Open journeys whose wake time has come, most overdue first.</summary>
    Task<IReadOnlyList<JourneyId>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel);

    /// <summary>The earliest wake time of any open journey; null when none is open.</summary>
    Task<DateTimeOffset?> NextWakeAsync(CancellationToken cancel);

    /// <summary>Journeys of a practice, newest first.</summary>
    Task<Page<JourneyListing>> OfPracticeAsync(OdsCode practice, string? after, int limit, CancellationToken cancel);

    /// <summary>Journeys that wait for a slot.</summary>
    Task<IReadOnlyList<Journey>> WaitingForSlotAsync(CancellationToken cancel);

    /// <summary>Every journey, in batches, for reports and reconciliation; memory does not grow with their number.</summary>
    IAsyncEnumerable<JourneyListing> AllAsync(CancellationToken cancel);

    /// <summary>The figures of now.</summary>
    Task<JourneyCounts> CountsAsync(CancellationToken cancel);
}

/// <summary>Effects that have been committed and not yet done.</summary>
public interface IEffectOutbox
{
    /// <summary>Effects that may be done now, oldest first.</summary>
    Task<IReadOnlyList<PendingEffect>> PendingAsync(DateTimeOffset now, int limit, CancellationToken cancel);

    /// <summary>Effects of one journey not yet done, in order, whether or not their time has come.</summary>
    Task<IReadOnlyList<PendingEffect>> OfJourneyAsync(JourneyId id, CancellationToken cancel);

    /// <summary>The earliest time at which an undone effect may be done; null when there is none.</summary>
    Task<DateTimeOffset?> NextAsync(CancellationToken cancel);

    /// <summary>Marks effects done. Doing so twice is doing so once.</summary>
    Task DoneAsync(IReadOnlyList<PendingEffect> effects, CancellationToken cancel);

    /// <summary>Puts an effect that failed off to a later time and counts the attempt.</summary>
    Task PutOffAsync(PendingEffect effect, DateTimeOffset until, CancellationToken cancel);
}
