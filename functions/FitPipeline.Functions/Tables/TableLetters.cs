using Azure.Data.Tables;
using FitPipeline.Pathway;
using FitPipeline.Service;

namespace FitPipeline.Functions;

/// <summary>
/// Letters for the mail room. A letter stands under its journey; lists lead to it: all, those that wait, those of a batch.
/// Such an entry is written before the letter itself, and believed only if the letter agrees.
/// </summary>
public sealed class TableLetters(DataTables tables) : ILetterOutbox
{
    private const string All = "all";
    private const string Waiting = "waiting";
    private const int AtOnce = 1000;

    /// <inheritdoc/>
    public async Task QueueAsync(LetterRecord letter, CancellationToken cancel)
    {
        if (!await tables.Letters.TryAddAsync(Row(letter), cancel))
        {
            letter = await FindAsync(letter.Journey.Value, letter.LetterId, cancel) ?? letter;
        }

        await EnterAsync(All, letter, cancel);
        if (letter.Status is LetterStatus.Queued)
        {
            await EnterAsync(Waiting, letter, cancel);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LetterRecord>> WaitingAsync(int limit, CancellationToken cancel)
    {
        List<LetterRecord> letters = [];
        await foreach (TableEntity entry in TimeLine.ReadAsync(tables.Letters, Waiting, null, null, null, AtOnce, cancel))
        {
            if (letters.Count == limit)
            {
                break;
            }

            if (await BehindAsync(entry, cancel) is not { } letter)
            {
                continue;
            }

            if (letter.Status is LetterStatus.Queued)
            {
                letters.Add(letter);
            }
            else
            {
                // Left over by a crash between moving the letter and taking the entry away.
                await tables.Letters.TryRemoveAsync(entry, cancel);
            }
        }

        return letters;
    }

    /// <inheritdoc/>
    public async Task<bool> MoveAsync(LetterRecord from, LetterRecord to, CancellationToken cancel)
    {
        TableEntity? row = await tables.Letters.FindAsync(from.Journey.Value, TableKeys.Of(from.LetterId), cancel);
        if (row is null || row.Read(StoredJson.Default.LetterRecord).Status != from.Status)
        {
            return false;
        }

        if (to.BatchId is { } batch)
        {
            await EnterAsync(OfBatch(batch), to, cancel);
        }

        if (!await tables.Letters.TryReplaceAsync(Row(to), row.ETag, cancel))
        {
            return false;
        }

        TableEntity waiting = TimeLine.Entry(Waiting, to.QueuedAt, to.LetterId);
        await tables.Letters.DeleteEntityAsync(waiting.PartitionKey, waiting.RowKey, cancellationToken: cancel);
        return true;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LetterRecord>> OfBatchAsync(string batchId, CancellationToken cancel)
    {
        List<LetterRecord> letters = [];
        await foreach (TableEntity entry in TimeLine.ReadAsync(tables.Letters, OfBatch(batchId), null, null, null, AtOnce, cancel))
        {
            if (await BehindAsync(entry, cancel) is { } letter && letter.BatchId == batchId)
            {
                letters.Add(letter);
            }
        }

        return letters;
    }

    /// <inheritdoc/>
    public Task<Page<LetterRecord>> ListAsync(JourneyId? journey, string? after, int limit, CancellationToken cancel)
    {
        string? row = TimeLine.After(after);
        return TimeLine.PageAsync(
            journey is null
                ? TimeLine.ReadAsync(tables.Letters, All, row, null, null, Page<LetterRecord>.Size + 1, cancel)
                : OfJourneyAsync(journey, row, cancel),
            limit,
            async entry => await BehindAsync(entry, cancel));
    }

    private static string OfBatch(string batch) => "batch-" + TableKeys.Hash(batch);

    private static TableEntity Row(LetterRecord letter) =>
        new TableEntity(letter.Journey.Value, TableKeys.Of(letter.LetterId)).With(letter, StoredJson.Default.LetterRecord);

    private static TableEntity Entry(string list, LetterRecord letter)
    {
        TableEntity entry = TimeLine.Entry(list, letter.QueuedAt, letter.LetterId);
        entry["Journey"] = letter.Journey.Value;
        entry["LetterId"] = letter.LetterId;
        return entry;
    }

    private async Task EnterAsync(string list, LetterRecord letter, CancellationToken cancel) =>
        await tables.Letters.UpsertEntityAsync(Entry(list, letter), TableUpdateMode.Replace, cancel);

    private async Task<LetterRecord?> FindAsync(string journey, string letterId, CancellationToken cancel) =>
        (await tables.Letters.FindAsync(journey, TableKeys.Of(letterId), cancel))?.Read(StoredJson.Default.LetterRecord);

    private Task<LetterRecord?> BehindAsync(TableEntity entry, CancellationToken cancel) =>
        FindAsync(entry.GetString("Journey"), entry.GetString("LetterId"), cancel);

    private async IAsyncEnumerable<TableEntity> OfJourneyAsync(
        JourneyId journey, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        List<TableEntity> entries = [];
        await foreach (TableEntity row in tables.Letters.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {journey.Value}"), cancellationToken: cancel))
        {
            entries.Add(Entry(All, row.Read(StoredJson.Default.LetterRecord)));
        }

        foreach (TableEntity entry in entries.OrderBy(entry => entry.RowKey, StringComparer.Ordinal))
        {
            if (after is null || string.CompareOrdinal(entry.RowKey, after) > 0)
            {
                yield return entry;
            }
        }
    }
}
