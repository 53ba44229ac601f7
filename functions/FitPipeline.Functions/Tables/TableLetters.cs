using Azure.Data.Tables;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// Letters for the mail room, in one partition: a letter and every list it is in (all, those that wait, those of a batch) are
/// one transaction. There are some hundred a day.
/// </summary>
public sealed class TableLetters(DataTables tables) : ILetterOutbox
{
    private const string Partition = "letters";
    private const string Letter = "letter~";
    private const string All = "all~";
    private const string Waiting = "waiting~";
    private const int AtOnce = 1000;

    /// <inheritdoc/>
    public Task QueueAsync(LetterRecord letter, CancellationToken cancel)
    {
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, Row(letter)),
            new(TableTransactionActionType.UpsertReplace, Entry(All, letter)),
        ];
        if (letter.Status is LetterStatus.Queued)
        {
            actions.Add(new(TableTransactionActionType.UpsertReplace, Entry(Waiting, letter)));
        }

        // Refused when it is there already: then it waits, or whatever has become of it since.
        return tables.Letters.TryTransactAsync(actions, cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LetterRecord>> WaitingAsync(int limit, CancellationToken cancel)
    {
        List<LetterRecord> letters = [];
        await foreach (TableEntity entry in InAsync(Waiting, "", AtOnce, cancel))
        {
            if (letters.Count == limit)
            {
                break;
            }

            letters.AddRange(await BehindAsync(entry, cancel) is { } letter ? [letter] : []);
        }

        return letters;
    }

    /// <inheritdoc/>
    public async Task<bool> MoveAsync(LetterRecord from, LetterRecord to, CancellationToken cancel)
    {
        TableEntity? row = await tables.Letters.FindAsync(Partition, Key(from.Journey.Value, from.LetterId), cancel);
        if (row is null || row.Read(StoredJson.Default.LetterRecord).Status != from.Status)
        {
            return false;
        }

        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, Row(to), row.ETag)];
        if (to.BatchId is { } batch)
        {
            actions.Add(new(TableTransactionActionType.UpsertReplace, Entry(OfBatch(batch), to)));
        }

        if (to.Status is LetterStatus.Queued)
        {
            actions.Add(new(TableTransactionActionType.UpsertReplace, Entry(Waiting, to)));
        }
        else if (from.Status is LetterStatus.Queued)
        {
            actions.Add(new(TableTransactionActionType.Delete, Entry(Waiting, from)));
        }

        return await tables.Letters.TryTransactAsync(actions, cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LetterRecord>> OfBatchAsync(string batchId, CancellationToken cancel)
    {
        List<LetterRecord> letters = [];
        await foreach (TableEntity entry in InAsync(OfBatch(batchId), "", AtOnce, cancel))
        {
            letters.AddRange(await BehindAsync(entry, cancel) is { } letter && letter.BatchId == batchId ? [letter] : []);
        }

        return letters;
    }

    /// <inheritdoc/>
    public Task<Page<LetterRecord>> ListAsync(JourneyId? journey, string? after, int limit, CancellationToken cancel)
    {
        string? row = TimeOrderedIndex.After(after);
        return journey is null
            ? TimeOrderedIndex.PageAsync(ShownAsync(row, cancel), limit, async entry => await BehindAsync(entry, cancel))
            : TimeOrderedIndex.PageAsync(
                OfJourneyAsync(journey, row, cancel), limit, letter => ValueTask.FromResult<LetterRecord?>(letter.Read(StoredJson.Default.LetterRecord)));
    }

    private static string Key(string journey, string letterId) => Letter + journey + "~" + TableKeys.Of(letterId);

    private static string OfBatch(string batch) => "batch-" + TableKeys.Hash(batch) + "~";

    private static string Place(LetterRecord letter) => TableKeys.Ticks(letter.QueuedAt) + "~" + TableKeys.Of(letter.LetterId);

    private static TableEntity Row(LetterRecord letter) =>
        new TableEntity(Partition, Key(letter.Journey.Value, letter.LetterId)).With(letter, StoredJson.Default.LetterRecord);

    private static TableEntity Entry(string list, LetterRecord letter) =>
        new(Partition, list + Place(letter)) { ["Journey"] = letter.Journey.Value, ["LetterId"] = letter.LetterId };

    private async Task<LetterRecord?> BehindAsync(TableEntity entry, CancellationToken cancel) =>
        (await tables.Letters.FindAsync(Partition, Key(entry.GetString("Journey"), entry.GetString("LetterId")), cancel))
            ?.Read(StoredJson.Default.LetterRecord);

    private Azure.AsyncPageable<TableEntity> InAsync(string list, string after, int atOnce, CancellationToken cancel) =>
        tables.Letters.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {list + after} and RowKey lt {list + "~"}"),
            atOnce,
            cancellationToken: cancel);

    private async IAsyncEnumerable<TableEntity> ShownAsync(
        string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (TableEntity entry in InAsync(All, after ?? "", Page<LetterRecord>.Size + 1, cancel))
        {
            entry.RowKey = entry.RowKey[All.Length..];
            yield return entry;
        }
    }

    private async IAsyncEnumerable<TableEntity> OfJourneyAsync(
        JourneyId journey, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in InAsync(Letter + journey.Value + "~", "", AtOnce, cancel))
        {
            row.RowKey = Place(row.Read(StoredJson.Default.LetterRecord));
            rows.Add(row);
        }

        foreach (TableEntity row in rows.OrderBy(row => row.RowKey, StringComparer.Ordinal))
        {
            if (after is null || string.CompareOrdinal(row.RowKey, after) > 0)
            {
                yield return row;
            }
        }
    }
}
