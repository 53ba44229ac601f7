using System.Globalization;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Tests;

/// <summary>The truth and what is to be done about it, kept in memory: a commit is whole or refused, as in every store.</summary>
internal sealed class JourneysInMemory : IJourneyStore, IEffectOutbox
{
    private readonly Dictionary<JourneyId, (Journey Journey, int Version, List<RecordedEvent> Events)> _journeys = [];
    private readonly List<PendingEffect> _effects = [];

    public Task<JourneyLoad> LoadAsync(JourneyId id, string? eventId, CancellationToken cancel) => Task.FromResult(
        _journeys.TryGetValue(id, out (Journey Journey, int Version, List<RecordedEvent> Events) found)
            ? new JourneyLoad(
                new StoredJourney(found.Journey, found.Version.ToString(CultureInfo.InvariantCulture)),
                found.Events.Find(recorded => recorded.EventId == eventId))
            : new JourneyLoad(null, null));

    public Task<bool> CommitAsync(JourneyCommit commit, CancellationToken cancel)
    {
        bool known = _journeys.TryGetValue(commit.Next.Id, out (Journey Journey, int Version, List<RecordedEvent> Events) found);
        if (commit.ExpectedVersion != (known ? found.Version.ToString(CultureInfo.InvariantCulture) : null))
        {
            return Task.FromResult(false);
        }

        _journeys[commit.Next.Id] = (commit.Next, known ? found.Version + 1 : 1, [.. known ? found.Events : [], commit.Event]);
        _effects.AddRange(commit.Effects);
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<RecordedEvent>> EventsAsync(JourneyId id, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<RecordedEvent>>(_journeys.TryGetValue(id, out var found) ? found.Events : []);

    public Task<IReadOnlyList<JourneyId>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<JourneyId>>(
            [.. _journeys.Values.Where(entry => entry.Journey.WakeAt <= now).OrderBy(entry => entry.Journey.WakeAt).Take(limit).Select(entry => entry.Journey.Id)]);

    public Task<DateTimeOffset?> NextWakeAsync(CancellationToken cancel) =>
        Task.FromResult(_journeys.Values.Select(entry => entry.Journey.WakeAt).Min());

    public Task<Page<JourneyListing>> OfPracticeAsync(OdsCode practice, string? after, int limit, CancellationToken cancel) =>
        Task.FromResult(new Page<JourneyListing>(
            [.. _journeys.Values.Where(entry => entry.Journey.Practice == practice).Select(entry => new JourneyListing(entry.Journey, entry.Events[^1].RecordedAt))],
            null));

    public Task<IReadOnlyList<Journey>> WaitingForSlotAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Journey>>(
        [.. _journeys.Values.Select(entry => entry.Journey).Where(journey => journey.WaitsForSlot)]);

    public async IAsyncEnumerable<JourneyListing> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach ((Journey journey, _, List<RecordedEvent> events) in _journeys.Values)
        {
            await Task.CompletedTask;
            yield return new JourneyListing(journey, events[^1].RecordedAt);
        }
    }

    public Task<JourneyCounts> CountsAsync(CancellationToken cancel) => Task.FromResult(new JourneyCounts(
        _journeys.Count,
        _journeys.Values.GroupBy(entry => entry.Journey.State.Name).ToDictionary(group => group.Key, group => group.LongCount()),
        0,
        Open().Select(open => (DateTimeOffset?)open.State.Due).Min()));

    public Task<IReadOnlyList<PendingEffect>> PendingAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PendingEffect>>([.. _effects.Where(effect => effect.NotBefore <= now).Take(limit)]);

    public Task<IReadOnlyList<PendingEffect>> OfJourneyAsync(JourneyId id, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<PendingEffect>>([.. _effects.Where(effect => effect.Journey == id)]);

    public Task<DateTimeOffset?> NextAsync(CancellationToken cancel) =>
        Task.FromResult(_effects.Select(effect => (DateTimeOffset?)effect.NotBefore).Min());

    public Task DoneAsync(IReadOnlyList<PendingEffect> effects, CancellationToken cancel)
    {
        HashSet<string> done = [.. effects.Select(effect => effect.Id)];
        _effects.RemoveAll(effect => done.Contains(effect.Id));
        return Task.CompletedTask;
    }

    public Task PutOffAsync(PendingEffect effect, DateTimeOffset until, CancellationToken cancel)
    {
        _effects[_effects.FindIndex(known => known.Id == effect.Id)] = effect with { NotBefore = until, Attempts = effect.Attempts + 1 };
        return Task.CompletedTask;
    }

    private IEnumerable<(JourneyId Id, JourneyState.Open State)> Open() =>
        _journeys.Values.Where(entry => entry.Journey.State is JourneyState.Open).Select(entry => (entry.Journey.Id, (JourneyState.Open)entry.Journey.State));
}
