using System.Globalization;
using Azure.Data.Tables;
using FitPipeline.Pathway;

namespace FitPipeline.Functions;

/// <summary>
/// When to look at which journey: five minutes after it moved, to see that all that was to be done is done, and when its
/// due time has come. An entry is written before the commit it is about, so a commit can never be forgotten; an entry too
/// many is a look too many, and does no harm.
/// </summary>
/// <remarks>
/// Partition: the five minutes in which to look, and one of 32 shards, so that all the commits of five minutes do not
/// meet in one partition. Row: the journey. The sweep reads what lies in the past and takes it away when all is well.
/// </remarks>
public sealed class Diary(DataTables tables)
{
    private const int Minutes = 5;

    private static readonly DateTimeOffset Last = DateTimeOffset.MaxValue.AddDays(-1);

    /// <summary>How long a journey may take to have all its effects done before somebody looks.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(Minutes);

    /// <summary>Notes to look at a journey at this time or at most five minutes after it.</summary>
    public Task NoteAsync(JourneyId journey, DateTimeOffset at, CancellationToken cancel) =>
        tables.Diary.UpsertEntityAsync(Entry(journey, at), TableUpdateMode.Replace, cancel);

    /// <summary>True when both times fall into one entry.</summary>
    internal static bool SameEntry(DateTimeOffset one, DateTimeOffset other) => Slot(one) == Slot(other);

    /// <summary>By this time every entry of a commit made until now stands in the past.</summary>
    internal static DateTimeOffset Ahead(DateTimeOffset now) => now > Last ? Last : now + Patience + Patience;

    /// <summary>Entries to be looked at by this time, earliest first.</summary>
    internal IAsyncEnumerable<TableEntity> UntilAsync(DateTimeOffset time, CancellationToken cancel) =>
        tables.Diary.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey lt {Floor(time) + "-~"}"), cancellationToken: cancel);

    /// <summary>All entries, earliest first.</summary>
    internal IAsyncEnumerable<TableEntity> AllAsync(CancellationToken cancel) =>
        tables.Diary.QueryAsync<TableEntity>(cancellationToken: cancel);

    /// <summary>Takes entries away that were looked at and found well.</summary>
    internal async Task RemoveAsync(IEnumerable<TableEntity> entries, CancellationToken cancel)
    {
        foreach (IGrouping<string, TableEntity> partition in entries.GroupBy(entry => entry.PartitionKey))
        {
            await tables.Diary.RemoveAsync([.. partition], cancel);
        }
    }

    /// <summary>The earliest time an entry may be about.</summary>
    internal static DateTimeOffset StartOf(TableEntity entry) =>
        DateTimeOffset.ParseExact(entry.PartitionKey.AsSpan(0, 12), "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            .AddMinutes(-Minutes);

    private static TableEntity Entry(JourneyId journey, DateTimeOffset at) => new($"{Slot(at)}-{journey.Value[^1]}", journey.Value);

    // The first full five minutes not before the time: nobody looks too early.
    private static string Slot(DateTimeOffset at) =>
        Floor(at > Last ? Last : at.AddTicks(TimeSpan.FromMinutes(Minutes).Ticks - 1));

    private static string Floor(DateTimeOffset at)
    {
        long step = TimeSpan.FromMinutes(Minutes).Ticks;
        return new DateTime(at.UtcTicks / step * step, DateTimeKind.Utc).ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
    }
}
