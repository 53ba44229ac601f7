using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tables;

/// <summary>What a commit has noted in the diary, and what it can take out of it once all it wanted is done.</summary>
/// <param name="Journey">Whose.</param>
/// <param name="Due">The entry under which its due time stands; null once it has ended.</param>
/// <param name="Done">Entries that nobody needs any more when all is done.</param>
internal sealed record WakeUpEntry(JourneyId Journey, string? Due, IReadOnlyList<string> Done);

/// <summary>
/// When to look at which journey: five minutes after it moved, to see that all that was to be done is done, and when its
/// due time has come. An entry is written before the commit it is about, so a commit can never be forgotten; an entry too
/// many is a look too many, and does no harm. Whoever has done all that a commit wanted takes its entry out again.
/// </summary>
/// <remarks>
/// Partition: one of two shards, by journey, so that what a commit writes here is one transaction; at four entities a
/// commit they take a thousand commits a second. Row: the five minutes in which to look, the journey, and what for. No two
/// commits share a row, so taking one's own away takes nobody else's. What can go goes with the next commit's entries, in
/// the same transaction, or with the next sweep, which reads what lies in the past and takes it away when all is well.
/// </remarks>
public sealed class WakeUpIndex(DataTables tables)
{
    private const int Minutes = 5;
    private const int Shards = 2;

    // So many go at once; with a commit's own it is a transaction, which holds a hundred.
    private const int MostAtOnce = 90;

    // What is not taken out by then the sweep is about to read.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private const string ForEffects = "look-";
    private const string ForTime = "due-";

    private static readonly DateTimeOffset Last = DateTimeOffset.MaxValue.AddDays(-1);

    // Entries nobody needs any more, by shard. Lost with the process, they are looks too many.
    private readonly ConcurrentQueue<string>[] _done = [.. Enumerable.Range(0, Shards).Select(_ => new ConcurrentQueue<string>())];

    /// <summary>How long a journey may take to have all its effects done before somebody looks.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(Minutes);

    /// <summary>Notes to look at a journey at this time or at most five minutes after it.</summary>
    public Task NoteAsync(JourneyId journey, DateTimeOffset at, CancellationToken cancel) =>
        tables.WakeUpIndex.UpsertEntityAsync(Entry(journey, at, ForEffects), TableUpdateMode.Replace, cancel);

    /// <summary>Notes a commit that is about to be made.</summary>
    /// <param name="journey">Whose.</param>
    /// <param name="now">When.</param>
    /// <param name="wakeAt">When the journey is to be woken after it; null when it ends.</param>
    /// <param name="before">When it was to be woken before, and the entry of that; null when it was not.</param>
    /// <param name="cancel">Cancels.</param>
    internal async Task<WakeUpEntry> NoteAsync(
        JourneyId journey, DateTimeOffset now, DateTimeOffset? wakeAt, (DateTimeOffset At, string Entry)? before, CancellationToken cancel)
    {
        List<TableEntity> entries = [Entry(journey, now + Patience, ForEffects)];
        string? due = wakeAt is not null && wakeAt == before?.At ? before?.Entry : null;
        if (wakeAt is { } at && due is null)
        {
            entries.Add(Entry(journey, at, ForTime));
            due = entries[^1].RowKey;
        }

        TableTransactionAction[] noted = [.. entries.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry))];
        TableTransactionAction[] done = [.. Done(ShardOf(journey), now).Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row))];
        if (done.Length == 0 || !await tables.WakeUpIndex.TryTransactAsync([.. noted, .. done], cancel))
        {
            // Somebody else took one of them out. The others are looked at once more.
            await tables.WakeUpIndex.SubmitTransactionAsync(noted, cancel);
        }

        string? stale = before?.Entry is { } old && old != due ? old : null;
        return new WakeUpEntry(journey, due, stale is null ? [entries[0].RowKey] : [entries[0].RowKey, stale]);
    }

    /// <summary>Nobody needs this any more: it goes with the next that is noted.</summary>
    internal void Forget(WakeUpEntry note)
    {
        foreach (string row in note.Done)
        {
            _done[ShardOf(note.Journey)].Enqueue(row);
        }
    }

    /// <summary>Takes out what nobody needs any more and no commit has taken out; before a sweep looks at it for nothing.</summary>
    internal async Task TidyAsync(DateTimeOffset now, CancellationToken cancel)
    {
        for (int shard = 0; shard < Shards; shard++)
        {
            while (Done(shard, now).ToArray() is { Length: > 0 } done)
            {
                await tables.WakeUpIndex.RemoveAsync(done, cancel);
            }
        }
    }

    /// <summary>By this time every entry of a commit made until now stands in the past.</summary>
    internal static DateTimeOffset Ahead(DateTimeOffset now) => now > Last ? Last : now + Patience + Patience;

    /// <summary>Entries to be looked at by this time, earliest first.</summary>
    internal IAsyncEnumerable<TableEntity> UntilAsync(DateTimeOffset time, CancellationToken cancel) => TimeOrderedIndex.MergeAsync(
    [
        .. Enumerable.Range(0, Shards).Select(shard => tables.WakeUpIndex.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Name(shard)} and RowKey lt {Floor(time) + "~~"}"), cancellationToken: cancel)),
    ]);

    /// <summary>All entries, earliest first.</summary>
    internal IAsyncEnumerable<TableEntity> AllAsync(CancellationToken cancel) => UntilAsync(Last, cancel);

    /// <summary>Takes entries away that were looked at and found well.</summary>
    internal async Task RemoveAsync(IEnumerable<TableEntity> entries, CancellationToken cancel)
    {
        foreach (IGrouping<string, TableEntity> partition in entries.GroupBy(entry => entry.PartitionKey))
        {
            await tables.WakeUpIndex.RemoveAsync([.. partition], cancel);
        }
    }

    /// <summary>Whose entry it is.</summary>
    internal static string JourneyOf(TableEntity entry) => entry.RowKey.Split('~')[1];

    /// <summary>True when it is about a commit whose effects and lists somebody must see to; false when it is about a due time.</summary>
    internal static bool IsForEffects(TableEntity entry) => entry.RowKey.Split('~')[2].StartsWith(ForEffects, StringComparison.Ordinal);

    /// <summary>The earliest time an entry may be about.</summary>
    internal static DateTimeOffset StartOf(TableEntity entry) => LookAt(entry.RowKey).AddMinutes(-Minutes);

    private static DateTimeOffset LookAt(string row) =>
        DateTimeOffset.ParseExact(row.AsSpan(0, 12), "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private IEnumerable<TableEntity> Done(int shard, DateTimeOffset now)
    {
        for (int taken = 0; taken < MostAtOnce && _done[shard].TryDequeue(out string? row); taken++)
        {
            if (LookAt(row) > now + Margin)
            {
                yield return new TableEntity(Name(shard), row);
            }
        }
    }

    private static TableEntity Entry(JourneyId journey, DateTimeOffset at, string what) =>
        new(Shard(journey), $"{Slot(at)}~{journey.Value}~{what}{Guid.CreateVersion7():N}");

    private static int ShardOf(JourneyId journey) => journey.Value[^1] % Shards;

    private static string Shard(JourneyId journey) => Name(ShardOf(journey));

    private static string Name(int shard) => "shard-" + shard.ToString(CultureInfo.InvariantCulture);

    // The first full five minutes not before the time: nobody looks too early.
    private static string Slot(DateTimeOffset at) =>
        Floor(at > Last ? Last : at.AddTicks(TimeSpan.FromMinutes(Minutes).Ticks - 1));

    private static string Floor(DateTimeOffset at)
    {
        long step = TimeSpan.FromMinutes(Minutes).Ticks;
        return new DateTime(at.UtcTicks / step * step, DateTimeKind.Utc).ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
    }
}
