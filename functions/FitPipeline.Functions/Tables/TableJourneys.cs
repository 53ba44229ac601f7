using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// The journeys and their events. A commit is one transaction in the journey's partition, under the stamp of its state;
/// before it stands an entry in the diary, after it come the lists.
/// </summary>
public sealed class TableJourneys(DataTables tables, WakeUpIndex diary, JourneyProjections lists, TimeProvider time) : IJourneyStore
{
    /// <inheritdoc/>
    public async Task<JourneyLoad> LoadAsync(JourneyId id, string? eventId, CancellationToken cancel)
    {
        StoredJourney? stored = null;
        RecordedEvent? earlier = null;
        await foreach (TableEntity row in tables.Journeys.QueryAsync<TableEntity>(JourneyRows.Load(id, eventId), cancellationToken: cancel))
        {
            if (row.RowKey == JourneyRows.State)
            {
                Journey journey = JourneyRows.Journey(row);
                stored = new StoredJourney(journey, JourneyVersion.Of(row, journey).Text);
            }
            else
            {
                earlier = JourneyRows.Event(row);
            }
        }

        return new JourneyLoad(stored, earlier);
    }

    /// <inheritdoc/>
    public async Task<bool> CommitAsync(JourneyCommit commit, CancellationToken cancel)
    {
        JourneyVersion? read = commit.ExpectedVersion is { } version ? JourneyVersion.Parse(version) : null;
        DateTimeOffset now = time.GetUtcNow();
        string? due = await diary.NoteAsync(
            commit.Next.Id, now, commit.Next.WakeAt, read?.Due is { } entry ? (read.WakeAt!.Value, entry) : null, cancel);

        string listed = read?.Listed ?? JourneyProjections.NewPlace(commit.Next.Id, now);
        string attempt = Guid.CreateVersion7().ToString("N");
        TableEntity state = JourneyRows.StateRow(commit, listed, due);
        List<TableTransactionAction> actions =
        [
            read is null
                ? new TableTransactionAction(TableTransactionActionType.Add, state)
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, state, read.Stamp),
            new(TableTransactionActionType.Add, JourneyRows.EventRow(commit.Next.Id, commit.Event, attempt)),
            .. commit.Effects.Select(effect =>
                new TableTransactionAction(TableTransactionActionType.Add, JourneyRows.EffectRow(effect, commit.Event.RecordedAt))),
        ];
        if (!await tables.Journeys.TryTransactAsync(actions, cancel) && !await IsOursAsync(commit, attempt, cancel))
        {
            return false;
        }

        await lists.ShowAsync(commit.Next, state, read, cancel);
        return true;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedEvent>> EventsAsync(JourneyId id, CancellationToken cancel)
    {
        List<RecordedEvent> events = [];
        await foreach (TableEntity row in tables.Journeys.QueryAsync<TableEntity>(JourneyRows.Events(id), cancellationToken: cancel))
        {
            events.Add(JourneyRows.Event(row));
        }

        return [.. events.OrderBy(recorded => recorded.Step)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JourneyId>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel)
    {
        Journey?[] journeys = await LookAsync(now, cancel);
        return
        [
            .. journeys
                .Select(journey => (journey?.Id, journey?.WakeAt))
                .Where(found => found.WakeAt <= now)
                .OrderBy(found => found.WakeAt)
                .Select(found => found.Id!)
                .Take(limit),
        ];
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NextWakeAsync(CancellationToken cancel)
    {
        DateTimeOffset? next = null;
        HashSet<string> seen = [];
        await foreach (TableEntity entry in diary.AllAsync(cancel))
        {
            if (next <= WakeUpIndex.StartOf(entry))
            {
                break;
            }

            if (seen.Add(WakeUpIndex.JourneyOf(entry))
                && (await FindAsync(JourneyId.Parse(WakeUpIndex.JourneyOf(entry)), cancel))?.WakeAt is { } wake
                && (next is null || wake < next))
            {
                next = wake;
            }
        }

        return next;
    }

    /// <inheritdoc/>
    public async Task<Page<JourneyListing>> OfPracticeAsync(OdsCode practice, string? after, int limit, CancellationToken cancel)
    {
        int held = Math.Clamp(limit, 1, Page<JourneyListing>.Size);
        string of = TableClient.CreateQueryFilter($"PartitionKey eq {practice.Value}");
        string filter = TimeOrderedIndex.After(after) is { } row ? of + TableClient.CreateQueryFilter($" and RowKey gt {row}") : of;
        return await TimeOrderedIndex.PageAsync(
            tables.Practices.QueryAsync<TableEntity>(filter, held + 1, cancellationToken: cancel),
            limit,
            entry => ValueTask.FromResult<JourneyListing?>(Listing(entry)));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Journey>> WaitingForSlotAsync(CancellationToken cancel)
    {
        List<Journey> waiting = [];
        foreach (Owner owner in Enum.GetValues<Owner>())
        {
            await foreach (TableEntity line in TimeOrderedIndex.ReadAsync(
                tables.WorkItems, owner.ToString(), null, null, "Waits eq true", 1000, cancel))
            {
                waiting.Add(line.Read(JourneyJson.Default.Journey));
            }
        }

        return waiting;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JourneyListing> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (TableEntity row in tables.Practices.QueryAsync<TableEntity>(cancellationToken: cancel))
        {
            yield return Listing(row);
        }
    }

    /// <inheritdoc/>
    public async Task<JourneyCounts> CountsAsync(CancellationToken cancel)
    {
        Dictionary<string, long> byState = new(StringComparer.Ordinal);
        long leftBehind = 0;
        long oldest = long.MaxValue;
        await foreach (TableEntity row in tables.Practices.QueryAsync<TableEntity>(
            select: ["PartitionKey", "State", "Owner", "Due"], cancellationToken: cancel))
        {
            string state = row.GetString("State");
            byState[state] = byState.GetValueOrDefault(state) + 1;
            if (state == "Closed")
            {
                continue;
            }

            string? due = row.GetString("Due");
            leftBehind += due is null || row.GetString("Owner") is null ? 1 : 0;
            oldest = due is null ? oldest : Math.Min(oldest, long.Parse(due, CultureInfo.InvariantCulture));
        }

        return new JourneyCounts(
            byState.Values.Sum(), byState, leftBehind, oldest == long.MaxValue ? null : new DateTimeOffset(oldest, TimeSpan.Zero));
    }

    /// <summary>The journey's state row; null when there is no such journey.</summary>
    internal Task<TableEntity?> StateAsync(JourneyId id, CancellationToken cancel) =>
        tables.Journeys.FindAsync(id.Value, JourneyRows.State, cancel);

    /// <summary>The journeys the diary wants looked at by this time, or that moved in the last minutes.</summary>
    internal async Task<JourneyId[]> InDiaryAsync(DateTimeOffset now, CancellationToken cancel)
    {
        HashSet<string> ids = [];
        await foreach (TableEntity entry in diary.UntilAsync(WakeUpIndex.Ahead(now), cancel))
        {
            ids.Add(WakeUpIndex.JourneyOf(entry));
        }

        return [.. ids.Select(JourneyId.Parse)];
    }

    private static JourneyListing Listing(TableEntity row) =>
        new(row.Read(JourneyJson.Default.Journey), row.GetDateTimeOffset("UpdatedAt") ?? default);

    private async Task<Journey?[]> LookAsync(DateTimeOffset now, CancellationToken cancel) =>
        await Together.AskAsync(await InDiaryAsync(now, cancel), async (id, token) => await FindAsync(id, token), cancel);

    private async ValueTask<Journey?> FindAsync(JourneyId id, CancellationToken cancel) =>
        await StateAsync(id, cancel) is { } state ? JourneyRows.Journey(state) : null;

    // A commit whose answer was lost on the way is sent again by the client, and then refused because it is there.
    private async Task<bool> IsOursAsync(JourneyCommit commit, string attempt, CancellationToken cancel) =>
        (await tables.Journeys.FindAsync(commit.Next.Id.Value, JourneyRows.EventKey(commit.Event.EventId), cancel))?.GetString("Commit") == attempt;
}
