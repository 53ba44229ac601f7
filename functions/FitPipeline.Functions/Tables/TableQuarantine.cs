using Azure.Data.Tables;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Storage;

namespace FitPipeline.Functions.Tables;

/// <summary>The quarantine. A row stands in a partition of its own and is never taken away; the open ones are listed.</summary>
public sealed class TableQuarantine(DataTables tables) : IQuarantine
{
    private const string Record = "row";
    private const string Open = "open";

    /// <inheritdoc/>
    public async Task AddAsync(QuarantinedRow row, CancellationToken cancel)
    {
        if (!await tables.Quarantine.TryAddAsync(Row(row), cancel))
        {
            row = await FindAsync(row.Id, cancel) ?? row;
            if (row.Resolution is not null)
            {
                return;
            }
        }

        await tables.Quarantine.UpsertEntityAsync(
            Entry(row).With(row, StoredJson.Default.QuarantinedRow), TableUpdateMode.Replace, cancel);
    }

    /// <inheritdoc/>
    public async Task<QuarantinedRow?> FindAsync(string id, CancellationToken cancel) =>
        (await tables.Quarantine.FindAsync(TableKeys.Of(id), Record, cancel))?.Read(StoredJson.Default.QuarantinedRow);

    /// <inheritdoc/>
    public async Task<bool> ResolveAsync(string id, QuarantineResolution resolution, CancellationToken cancel)
    {
        if (await tables.Quarantine.FindAsync(TableKeys.Of(id), Record, cancel) is not { } stored)
        {
            return false;
        }

        QuarantinedRow row = stored.Read(StoredJson.Default.QuarantinedRow);
        bool resolved = row.Resolution is null
            && await tables.Quarantine.TryReplaceAsync(Row(row with { Resolution = resolution }), stored.ETag, cancel);

        // Whoever decided it: an entry left by a crash goes now.
        TableEntity entry = Entry(row);
        await tables.Quarantine.DeleteEntityAsync(entry.PartitionKey, entry.RowKey, cancellationToken: cancel);
        return resolved;
    }

    /// <inheritdoc/>
    public Task<Page<QuarantinedRow>> OpenAsync(string? after, int limit, CancellationToken cancel) =>
        TimeOrderedIndex.PageAsync(
            TimeOrderedIndex.ReadAsync(tables.Quarantine, Open, TimeOrderedIndex.After(after), null, null, Page<QuarantinedRow>.Size + 1, cancel),
            limit,
            entry => ValueTask.FromResult<QuarantinedRow?>(entry.Read(StoredJson.Default.QuarantinedRow)));

    private static TableEntity Row(QuarantinedRow row) =>
        new TableEntity(TableKeys.Of(row.Id), Record).With(row, StoredJson.Default.QuarantinedRow);

    private static TableEntity Entry(QuarantinedRow row) => TimeOrderedIndex.Entry(Open, row.ReceivedAt, row.Id);
}
