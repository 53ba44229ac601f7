using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;
using FitPipeline.Service;

namespace FitPipeline.Functions;

/// <summary>Records kept once under their own id, in a partition of their own, and shown in a list in the order of time.</summary>
/// <param name="table">Where.</param>
/// <param name="shape">How a record is written.</param>
/// <param name="keys">A record's partition, its id, the list it is shown in, and its time there.</param>
internal sealed class Once<T>(TableClient table, JsonTypeInfo<T> shape, Func<T, OnceKeys> keys)
    where T : class
{
    /// <summary>Keeps a record. The same id again changes nothing, and makes good what a crash left undone.</summary>
    /// <returns>The record as it is kept.</returns>
    internal async Task<T> AddAsync(T record, CancellationToken cancel)
    {
        OnceKeys of = keys(record);
        TableEntity row = new TableEntity(of.Partition, TableKeys.Of(of.Id)).With(record, shape);
        if (!await table.TryAddAsync(row, cancel))
        {
            record = (await table.FindAsync(row.PartitionKey, row.RowKey, cancel))?.Read(shape) ?? record;
            of = keys(record);
        }

        await table.UpsertEntityAsync(TimeLine.Entry(of.List, of.At, of.Id).With(record, shape), TableUpdateMode.Replace, cancel);
        return record;
    }

    /// <summary>A record; null when there is none.</summary>
    internal async Task<T?> FindAsync(string partition, string id, CancellationToken cancel) =>
        (await table.FindAsync(partition, TableKeys.Of(id), cancel))?.Read(shape);

    /// <summary>A page of a list, oldest first.</summary>
    internal Task<Page<T>> ListAsync(string list, string? after, int limit, CancellationToken cancel) =>
        TimeLine.PageAsync(
            TimeLine.ReadAsync(table, list, TimeLine.After(after), null, null, Page<T>.Size + 1, cancel),
            limit,
            entry => ValueTask.FromResult<T?>(entry.Read(shape)));

    /// <summary>A page of a partition's records, oldest first. For partitions of a few dozen.</summary>
    internal Task<Page<T>> OfPartitionAsync(string partition, string? after, int limit, CancellationToken cancel) =>
        TimeLine.PageAsync(InOrderAsync(partition, TimeLine.After(after), cancel), limit, entry => ValueTask.FromResult<T?>(entry.Read(shape)));

    private async IAsyncEnumerable<TableEntity> InOrderAsync(
        string partition, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        List<T> records = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancel))
        {
            records.Add(row.Read(shape));
        }

        foreach ((T record, TableEntity entry) in records
            .Select(record => (Record: record, Keys: keys(record)))
            .Select(record => (record.Record, Entry: TimeLine.Entry(record.Keys.List, record.Keys.At, record.Keys.Id)))
            .OrderBy(record => record.Entry.RowKey, StringComparer.Ordinal))
        {
            if (after is null || string.CompareOrdinal(entry.RowKey, after) > 0)
            {
                yield return entry.With(record, shape);
            }
        }
    }
}

/// <summary>Where a record is kept once, and where it is shown.</summary>
/// <param name="Partition">Its own partition.</param>
/// <param name="Id">Its own id.</param>
/// <param name="List">The list it is shown in.</param>
/// <param name="At">Its time there.</param>
internal sealed record OnceKeys(string Partition, string Id, string List, DateTimeOffset At);
