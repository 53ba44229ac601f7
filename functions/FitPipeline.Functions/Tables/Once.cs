using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;
using FitPipeline.Application.Storage;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// Records kept once under their own id, and shown in a list in the order of time: a record and its place in the list are
/// one transaction, in one partition.
/// </summary>
/// <param name="table">Where.</param>
/// <param name="partition">The partition: a few thousand records a second, where there are a few thousand a day.</param>
/// <param name="shape">How a record is written.</param>
/// <param name="keys">A record's id, the list it is shown in, and its time there.</param>
internal sealed class Once<T>(TableClient table, string partition, JsonTypeInfo<T> shape, Func<T, OnceKeys> keys)
    where T : class
{
    private const string Record = "record~";
    private const string List = "list~";

    /// <summary>Keeps a record. The same id again changes nothing.</summary>
    /// <returns>The record as it is kept.</returns>
    internal async Task<T> AddAsync(T record, CancellationToken cancel)
    {
        OnceKeys of = keys(record);
        TableEntity row = new TableEntity(partition, Record + TableKeys.Of(of.Id)).With(record, shape);
        TableEntity shown = new TableEntity(partition, $"{Prefix(of.List)}{TableKeys.Ticks(of.At)}~{TableKeys.Of(of.Id)}").With(record, shape);
        return await table.TryTransactAsync(
            [new(TableTransactionActionType.Add, row), new(TableTransactionActionType.UpsertReplace, shown)], cancel)
            ? record
            : await FindAsync(of.Id, cancel) ?? record;
    }

    /// <summary>A record; null when there is none.</summary>
    internal async Task<T?> FindAsync(string id, CancellationToken cancel) =>
        (await table.FindAsync(partition, Record + TableKeys.Of(id), cancel))?.Read(shape);

    /// <summary>A page of a list, oldest first.</summary>
    internal Task<Page<T>> ListAsync(string list, string? after, int limit, CancellationToken cancel) => TimeOrderedIndex.PageAsync(
        InOrderAsync(Prefix(list), TimeOrderedIndex.After(after), cancel), limit, entry => ValueTask.FromResult<T?>(entry.Read(shape)));

    private static string Prefix(string list) => List + TableKeys.Of(list) + "~";

    private async IAsyncEnumerable<TableEntity> InOrderAsync(
        string prefix, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {prefix + after} and RowKey lt {prefix + "~"}");
        await foreach (TableEntity entry in table.QueryAsync<TableEntity>(filter, Page<T>.Size + 1, cancellationToken: cancel))
        {
            entry.RowKey = entry.RowKey[prefix.Length..];
            yield return entry;
        }
    }
}

/// <summary>Under which id a record is kept once, and where it is shown.</summary>
/// <param name="Id">Its own id.</param>
/// <param name="List">The list it is shown in.</param>
/// <param name="At">Its time there.</param>
internal sealed record OnceKeys(string Id, string List, DateTimeOffset At);
