using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Storage;
using FitPipeline.Functions.Settings;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// The outbox of texts, in one partition: a text and every list it is in are one transaction, so no text is ever anywhere
/// without being listed there, and none is listed twice.
/// </summary>
/// <remarks>
/// A text stands in the one list that says how it is, under the time that counts there. To move it is to take it out of
/// that list: of two who would move it, the second finds nothing to take out. So nobody reads a text before moving it.
/// One partition takes 2,000 entities a second. The provider takes 600 parts of texts a minute
/// (<see cref="SmsRateLimiter"/>), and a text writes some ten entities in its life.
/// </remarks>
public sealed class TableTexts(DataTables tables, Metrics measures) : ITextOutbox
{
    private const string Partition = "texts";
    private const string Text = "text~";
    private const string Way = "way~";
    private const string All = "all~";
    private const string Queued = "queued~";
    private const string Sending = "sending~";
    private const string Sent = "sent~";
    private const string Failed = "failed~";
    private const string Left = "left~";
    private const int AtOnce = 1000;

    /// <inheritdoc/>
    public Task QueueAsync(TextRecord text, CancellationToken cancel)
    {
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, Row(text)),
            new(TableTransactionActionType.UpsertReplace, Pointer(All + TableKeys.Ticks(text.QueuedAt) + "~" + TableKeys.Of(text.TextId), text)),
            .. Entries(text).Select(entry => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entry)),
        ];
        if (JourneyIn(text.TextId) != text.Journey)
        {
            actions.Add(new(TableTransactionActionType.UpsertReplace, Pointer(Way + TableKeys.Of(text.TextId), text)));
        }

        // Refused when it is there already: then it is queued, or whatever has become of it since.
        return tables.Texts.TryTransactAsync(actions, cancel);
    }

    /// <inheritdoc/>
    public async Task<TextRecord?> FindAsync(string textId, CancellationToken cancel)
    {
        // A text's id is its effect's, which begins with the journey's; any other has a row that leads to it.
        JourneyId? journey = JourneyIn(textId)
            ?? ((await tables.Texts.FindAsync(Partition, Way + TableKeys.Of(textId), cancel))?.GetString("Journey") is { } named ? JourneyId.Parse(named) : null);
        return journey is null ? null : (await RowAsync(journey, textId, cancel))?.Read(StoredJson.Default.TextRecord);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TextRecord>> ReadyAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        ListedAsync(Queued, TableKeys.Ticks(now.AddTicks(1)), limit, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TextRecord>> SilentSinceAsync(TextStatus status, DateTimeOffset before, int limit, CancellationToken cancel) =>
        ListedAsync(status is TextStatus.Sending ? Sending : Sent, TableKeys.Ticks(before), limit, cancel);

    /// <summary>Texts that did not arrive, latest first.</summary>
    internal Task<Page<TextRecord>> FailedAsync(string? after, int limit, CancellationToken cancel) => TimeOrderedIndex.PageAsync(
        PlacesAsync(Failed, TimeOrderedIndex.After(after), cancel), limit, text => ValueTask.FromResult<TextRecord?>(text.Read(StoredJson.Default.TextRecord)));

    /// <inheritdoc/>
    public async Task<SentTextTotals> TrafficAsync(DateTimeOffset after, CancellationToken cancel)
    {
        SentTextTotals traffic = new(0, 0, null, null);
        await foreach (TableEntity left in InAsync(Left, null, AtOnce, cancel))
        {
            DateTimeOffset at = new(left.GetInt64("At") ?? 0, TimeSpan.Zero);
            traffic = traffic with { LastEverAt = traffic.LastEverAt ?? at };
            if (at <= after)
            {
                break;
            }

            traffic = traffic with { Texts = traffic.Texts + 1, Segments = traffic.Segments + (left.GetInt32("Segments") ?? 0), FirstAt = at };
        }

        return traffic;
    }

    /// <inheritdoc/>
    public async Task<TextsSent> LeftAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        TextsSent all = new(0, 0);

        // Latest first: from just before the end down to just before the beginning.
        await foreach (TableEntity left in InAsync(
            Left, TableKeys.TicksDown(from.AddTicks(-1)), AtOnce, cancel, TableKeys.TicksDown(until.AddTicks(-1))))
        {
            all = new TextsSent(all.Texts + 1, all.Segments + (left.GetInt32("Segments") ?? 0));
        }

        return all;
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancel) =>
        (await ListedAsync(Queued, null, 1, cancel)) is [{ } first] ? first.SendAfter : null;

    /// <inheritdoc/>
    public async Task<bool> MoveAsync(TextRecord from, TextRecord to, CancellationToken cancel)
    {
        string attempt = Guid.CreateVersion7().ToString("N");
        TableEntity row = Row(to);
        row["Attempt"] = attempt;
        TableEntity[] before = [.. Entries(from)];
        TableEntity[] after = [.. Entries(to)];
        List<TableTransactionAction> actions =
        [
            .. before.Where(entry => !Holds(after, entry)).Select(entry => new TableTransactionAction(TableTransactionActionType.Delete, entry)),
            .. after.Select(entry => new TableTransactionAction(
                Holds(before, entry) ? TableTransactionActionType.UpdateReplace : TableTransactionActionType.UpsertReplace, entry)),
        ];
        if (from.Status is TextStatus.Queued or TextStatus.Sending or TextStatus.Sent)
        {
            actions.Add(new(TableTransactionActionType.UpdateReplace, row));
        }
        else if (await RowAsync(from.Journey, from.TextId, cancel) is { } settled && settled.Read(StoredJson.Default.TextRecord) == from)
        {
            // A text that is done with is in no list that says so.
            actions.Add(new(TableTransactionActionType.UpdateReplace, row, settled.ETag));
        }
        else
        {
            return false;
        }

        if (!await tables.Texts.TryTransactAsync(actions, cancel) && !await IsOursAsync(to, attempt, cancel))
        {
            return false;
        }

        if (to.Status is TextStatus.Failed)
        {
            measures.TextFailed();
        }

        return true;
    }

    /// <inheritdoc/>
    public Task<Page<TextRecord>> ListAsync(JourneyId? journey, string? after, int limit, CancellationToken cancel)
    {
        string? row = TimeOrderedIndex.After(after);
        return journey is null
            ? TimeOrderedIndex.PageAsync(PlacesAsync(All, row, cancel), limit, async pointer => (await RowAsync(
                JourneyId.Parse(pointer.GetString("Journey")), pointer.GetString("TextId"), cancel))?.Read(StoredJson.Default.TextRecord))
            : TimeOrderedIndex.PageAsync(
                OfJourneyAsync(journey, row, cancel), limit, text => ValueTask.FromResult<TextRecord?>(text.Read(StoredJson.Default.TextRecord)));
    }

    private static JourneyId? JourneyIn(string textId) => JourneyId.TryParse(textId.Split('.')[0], out JourneyId? journey, out _) ? journey : null;

    private static string Key(JourneyId journey, string textId) => Text + journey.Value + "~" + TableKeys.Of(textId);

    private static TableEntity Row(TextRecord text) =>
        new TableEntity(Partition, Key(text.Journey, text.TextId)).With(text, StoredJson.Default.TextRecord);

    private static TableEntity Pointer(string row, TextRecord text) =>
        new(Partition, row) { ["Journey"] = text.Journey.Value, ["TextId"] = text.TextId };

    // Where a text is listed while it is as it is, first what says how it is; and for good, newest first, by when it left.
    private static IEnumerable<TableEntity> Entries(TextRecord text)
    {
        string id = "~" + TableKeys.Of(text.TextId);
        (string List, string Time)? place = (text.Status, text.SentAt) switch
        {
            (TextStatus.Queued, _) => (Queued, TableKeys.Ticks(text.SendAfter)),
            (TextStatus.Sending, { } at) => (Sending, TableKeys.Ticks(at)),
            (TextStatus.Sent, { } at) => (Sent, TableKeys.Ticks(at)),
            (TextStatus.Failed, { } at) => (Failed, TableKeys.TicksDown(at)),
            _ => null,
        };
        if (place is { } listed)
        {
            yield return new TableEntity(Partition, listed.List + listed.Time + id).With(text, StoredJson.Default.TextRecord);
        }

        if (text.Status is not TextStatus.Queued && text.SentAt is { } left)
        {
            yield return new TableEntity(Partition, Left + TableKeys.TicksDown(left) + id) { ["At"] = left.UtcTicks, ["Segments"] = text.Segments };
        }
    }

    private static bool Holds(IEnumerable<TableEntity> entries, TableEntity entry) => entries.Any(one => one.RowKey == entry.RowKey);

    // A move whose answer was lost on the way is sent again by the client, and then refused because it was made.
    private async Task<bool> IsOursAsync(TextRecord text, string attempt, CancellationToken cancel) =>
        (await RowAsync(text.Journey, text.TextId, cancel))?.GetString("Attempt") == attempt;

    private Task<TableEntity?> RowAsync(JourneyId journey, string textId, CancellationToken cancel) =>
        tables.Texts.FindAsync(Partition, Key(journey, textId), cancel);

    private Azure.AsyncPageable<TableEntity> InAsync(string list, string? before, int atOnce, CancellationToken cancel, string after = "") =>
        tables.Texts.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {list + after} and RowKey lt {list + (before ?? "~")}"),
            atOnce,
            cancellationToken: cancel);

    private async Task<IReadOnlyList<TextRecord>> ListedAsync(string list, string? before, int limit, CancellationToken cancel)
    {
        List<TextRecord> texts = [];
        await foreach (TableEntity entry in InAsync(list, before, Math.Clamp(limit, 1, AtOnce), cancel))
        {
            texts.Add(entry.Read(StoredJson.Default.TextRecord));
            if (texts.Count == limit)
            {
                break;
            }
        }

        return texts;
    }

    private async IAsyncEnumerable<TableEntity> PlacesAsync(string list, string? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (TableEntity entry in InAsync(list, null, Page<TextRecord>.Size + 1, cancel, after ?? ""))
        {
            entry.RowKey = entry.RowKey[list.Length..];
            yield return entry;
        }
    }

    private async IAsyncEnumerable<TableEntity> OfJourneyAsync(
        JourneyId journey, string? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        List<(string Place, TableEntity Row)> rows = [];
        await foreach (TableEntity row in InAsync(Text + journey.Value + "~", null, AtOnce, cancel))
        {
            TextRecord text = row.Read(StoredJson.Default.TextRecord);
            rows.Add((TableKeys.Ticks(text.QueuedAt) + "~" + TableKeys.Of(text.TextId), row));
        }

        foreach ((string place, TableEntity row) in rows.OrderBy(row => row.Place, StringComparer.Ordinal))
        {
            if (after is null || string.CompareOrdinal(place, after) > 0)
            {
                row.RowKey = place;
                yield return row;
            }
        }
    }
}
