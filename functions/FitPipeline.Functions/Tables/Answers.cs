using Azure;
using Azure.Data.Tables;

namespace FitPipeline.Functions.Tables;

/// <summary>Writes whose refusal is an answer and not an accident.</summary>
internal static class Answers
{
    /// <summary>Adds an entity. False when there is one under its keys.</summary>
    internal static async Task<bool> TryAddAsync(this TableClient table, TableEntity entity, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(entity, cancel);
            return true;
        }
        catch (RequestFailedException refused) when (refused.Status is 409)
        {
            return false;
        }
    }

    /// <summary>Replaces an entity that is still as it was read. False when it is not, or is gone.</summary>
    internal static async Task<bool> TryReplaceAsync(this TableClient table, TableEntity entity, ETag read, CancellationToken cancel) =>
        await table.ReplaceAsync(entity, read, cancel) is not null;

    /// <summary>Replaces an entity that is still as it was read. Its new stamp; null when it was not as read, or is gone.</summary>
    internal static async Task<ETag?> ReplaceAsync(this TableClient table, TableEntity entity, ETag read, CancellationToken cancel)
    {
        try
        {
            return (await table.UpdateEntityAsync(entity, read, TableUpdateMode.Replace, cancel)).Headers.ETag;
        }
        catch (RequestFailedException refused) when (refused.Status is 412 or 404)
        {
            return null;
        }
    }

    /// <summary>Takes an entity away that is still as it was read. False when it is not; true also when it was gone.</summary>
    internal static async Task<bool> TryRemoveAsync(this TableClient table, TableEntity read, CancellationToken cancel)
    {
        try
        {
            await table.DeleteEntityAsync(read.PartitionKey, read.RowKey, read.ETag, cancel);
            return true;
        }
        catch (RequestFailedException refused) when (refused.Status is 412)
        {
            return false;
        }
    }

    /// <summary>Does all the actions, or none. False when an entity was there that should not be, or was not as it was read.</summary>
    internal static async Task<bool> TryTransactAsync(
        this TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancel)
    {
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (RequestFailedException refused) when (refused.Status is 409 or 412 or 404)
        {
            return false;
        }
    }

    /// <summary>An entity; null when there is none.</summary>
    internal static async Task<TableEntity?> FindAsync(this TableClient table, string partition, string row, CancellationToken cancel)
    {
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancel);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Takes entities of one partition away, as many at once as a transaction holds; those gone already are no matter.</summary>
    internal static async Task RemoveAsync(this TableClient table, IReadOnlyList<TableEntity> entities, CancellationToken cancel)
    {
        foreach (TableEntity[] some in entities.Chunk(Most))
        {
            if (some.Length == 1
                || !await table.TryTransactAsync([.. some.Select(entity => new TableTransactionAction(TableTransactionActionType.Delete, entity))], cancel))
            {
                foreach (TableEntity entity in some)
                {
                    await table.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, cancellationToken: cancel);
                }
            }
        }
    }

    // An entity group transaction holds at most 100 entities and 4 MiB.
    internal const int Most = 100;
}
