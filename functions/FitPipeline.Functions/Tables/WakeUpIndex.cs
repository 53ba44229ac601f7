using System.Globalization;
using Azure.Data.Tables;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// When to look at which journey: five minutes after it moved, to see that all that was to be done is done, and when its
/// due time has come. An entry is written before the commit it is about, so a commit can never be forgotten; an entry too
/// many is a look too many, and does no harm.
/// </summary>
/// <remarks>
/// Partition: one of two shards, by journey, so that what a commit writes here is one transaction; at four entities a
/// commit they take a thousand commits a second. Row: the five minutes in which to look, the journey, and what for. No two
/// commits share a row. The sweep reads what lies in the past and takes it away; a journey that is to be looked at once more
/// is noted anew, behind those it has not reached.
/// </remarks>
public sealed class WakeUpIndex(DataTables tables)
{
    private const int Minutes = 5;
    private const int Shards = 2;

    private const string ForEffects = "look-";
    private const string ForTime = "due-";

    private static readonly DateTimeOffset Last = DateTimeOffset.MaxValue.AddDays(-1);

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
    /// <returns>The entry of the due time; null when the journey ends.</returns>
    internal async Task<string?> NoteAsync(
        JourneyId journey, DateTimeOffset now, DateTimeOffset? wakeAt, (DateTimeOffset At, string Entry)? before, CancellationToken cancel)
    {
        List<TableEntity> entries = [Entry(journey, now + Patience, ForEffects)];
        string? due = wakeAt is not null && wakeAt == before?.At ? before?.Entry : null;
        if (wakeAt is { } at && due is null)
        {
            entries.Add(Entry(journey, at, ForTime));
            due = entries[^1].RowKey;
        }

        await tables.WakeUpIndex.SubmitTransactionAsync(entries.Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry)), cancel);
        return due;
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

    private static TableEntity Entry(JourneyId journey, DateTimeOffset at, string what) =>
        new(Name(ShardOf(journey)), $"{Slot(at)}~{journey.Value}~{what}{Guid.CreateVersion7():N}");

    private static int ShardOf(JourneyId journey) => journey.Value[^1] % Shards;

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
