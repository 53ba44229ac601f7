using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using FitPipeline.Pathway;
using FitPipeline.Service;
using ETag = Azure.ETag;

namespace FitPipeline.Functions;

/// <summary>
/// The outbox of texts. A text stands under its journey. Those that wait are also listed by when they may leave, those
/// handed over by when that was; such an entry is written before the text itself, and believed only if the text agrees.
/// </summary>
public sealed class TableTexts(DataTables tables, Measures measures) : ITextOutbox
{
    private const string All = "all";
    private const string Queued = "queued";
    private const string Out = "out";
    private const string Way = "way";
    private const string Left = "left";
    private const string Failed = "failed";
    private const int AtOnce = 1000;

    // Under which stamp each record in memory was read or written, so that moving it need not read it again.
    private readonly ConditionalWeakTable<TextRecord, Stamp> _stamps = [];

    /// <inheritdoc/>
    public async Task QueueAsync(TextRecord text, CancellationToken cancel)
    {
        await EnterAsync(Entries(text), cancel);
        if (!IsOfJourney(text.TextId, text.Journey))
        {
            TableEntity way = new(WayTo(text.TextId), Way) { ["Journey"] = text.Journey.Value };
            await tables.Texts.UpsertEntityAsync(way, TableUpdateMode.Replace, cancel);
        }

        if (!await tables.Texts.TryAddAsync(Row(text), cancel))
        {
            text = await FindAsync(text.Journey, text.TextId, cancel) ?? text;
        }

        await tables.Texts.UpsertEntityAsync(Pointer(All, text.QueuedAt, text), TableUpdateMode.Replace, cancel);
    }

    /// <inheritdoc/>
    public async Task<TextRecord?> FindAsync(string textId, CancellationToken cancel)
    {
        // A text's id is its effect's, which begins with the journey's; any other has a row that leads to it.
        string named = JourneyId.TryParse(textId.Split('.')[0], out JourneyId? journey, out _) ? journey.Value : "";
        if (named.Length == 0)
        {
            named = (await tables.Texts.FindAsync(WayTo(textId), Way, cancel))?.GetString("Journey") ?? "";
        }

        return named.Length > 0 ? await FindAsync(JourneyId.Parse(named), textId, cancel) : null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TextRecord>> ReadyAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        ListedAsync(Queued, TextStatus.Queued, now.AddTicks(1), limit, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TextRecord>> SilentSinceAsync(TextStatus status, DateTimeOffset before, int limit, CancellationToken cancel) =>
        ListedAsync(Out, status, before, limit, cancel);

    /// <summary>Texts that did not arrive, latest first: the list is kept by the time that is left until the end of time.</summary>
    internal Task<Page<TextRecord>> FailedAsync(string? after, int limit, CancellationToken cancel) => TimeLine.PageAsync(
        TimeLine.ReadAsync(tables.Texts, Failed, TimeLine.After(after), null, null, Page<TextRecord>.Size + 1, cancel),
        limit,
        async entry => await BehindAsync(entry, cancel) is { Status: TextStatus.Failed } text ? text : null);

    /// <inheritdoc/>
    public async Task<TextTraffic> TrafficAsync(DateTimeOffset after, CancellationToken cancel)
    {
        TextTraffic traffic = new(0, 0, null, null);
        await foreach (TableEntity left in tables.Texts.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey ge {Left + "|"} and PartitionKey lt {Left + "}"}"), AtOnce, cancellationToken: cancel))
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
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancel) =>
        (await ListedAsync(Queued, TextStatus.Queued, null, 1, cancel)) is [{ } first] ? first.SendAfter : null;

    /// <inheritdoc/>
    public async Task<bool> MoveAsync(TextRecord from, TextRecord to, CancellationToken cancel)
    {
        if (await StampAsync(from, cancel) is not { } stamp)
        {
            return false;
        }

        TableEntity[] before = [.. Entries(from)];
        TableEntity[] after = [.. Entries(to)];
        await EnterAsync(after.Where(entry => !Holds(before, entry)), cancel);
        if (await tables.Texts.ReplaceAsync(Row(to), stamp, cancel) is not { } stamped)
        {
            return false;
        }

        _stamps.AddOrUpdate(to, new Stamp(stamped));

        foreach (TableEntity entry in before.Where(entry => !Holds(after, entry)))
        {
            await tables.Texts.DeleteEntityAsync(entry.PartitionKey, entry.RowKey, cancellationToken: cancel);
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
        string? row = TimeLine.After(after);
        return TimeLine.PageAsync(
            journey is null ? TimeLine.ReadAsync(tables.Texts, All, row, null, null, Page<TextRecord>.Size + 1, cancel) : OfJourneyAsync(journey, row, cancel),
            limit,
            async pointer => await BehindAsync(pointer, cancel));
    }

    private static bool IsOfJourney(string textId, JourneyId journey) => textId.StartsWith(journey.Value + ".", StringComparison.Ordinal);

    private static string WayTo(string textId) => "id-" + TableKeys.Of(textId);

    private static TableEntity Row(TextRecord text) =>
        new TableEntity(text.Journey.Value, TableKeys.Of(text.TextId)).With(text, StoredJson.Default.TextRecord);

    // Where a text is listed while it is as it is: until it is settled, by when it may leave or was handed over; and for
    // good, newest first, by when it left.
    private static IEnumerable<TableEntity> Entries(TextRecord text)
    {
        if (text.Status is TextStatus.Queued)
        {
            yield return Pointer(Queued, text.SendAfter, text);
        }
        else if (text.SentAt is { } at)
        {
            if (text.Status is TextStatus.Sending or TextStatus.Sent)
            {
                yield return Pointer(Out, at, text);
            }
            else if (text.Status is TextStatus.Failed)
            {
                yield return Pointer(Failed, DateTimeOffset.MaxValue - (at - DateTimeOffset.MinValue), text);
            }

            string day = (99999999 - int.Parse(TableKeys.Day(at), CultureInfo.InvariantCulture)).ToString("D8", CultureInfo.InvariantCulture);
            yield return new TableEntity($"{Left}|{day}", $"{TableKeys.TicksDown(at)}~{TableKeys.Of(text.TextId)}")
            {
                ["At"] = at.UtcTicks,
                ["Segments"] = text.Segments,
            };
        }
    }

    private static bool Holds(IEnumerable<TableEntity> entries, TableEntity entry) =>
        entries.Any(one => one.PartitionKey == entry.PartitionKey && one.RowKey == entry.RowKey);

    private static TableEntity Pointer(string list, DateTimeOffset at, TextRecord text)
    {
        TableEntity entry = TimeLine.Entry(list, at, text.TextId);
        entry["Journey"] = text.Journey.Value;
        entry["TextId"] = text.TextId;
        return entry;
    }

    // Written before the text itself, so that no text can be anywhere without being listed there.
    private async Task EnterAsync(IEnumerable<TableEntity> entries, CancellationToken cancel)
    {
        foreach (TableEntity entry in entries)
        {
            await tables.Texts.UpsertEntityAsync(entry, TableUpdateMode.Replace, cancel);
        }
    }

    // The stamp under which a text was read or written here; otherwise that of its row, if it still is as it was read.
    private async Task<ETag?> StampAsync(TextRecord text, CancellationToken cancel)
    {
        if (_stamps.TryGetValue(text, out Stamp? known))
        {
            return known.Value;
        }

        TableEntity? row = await tables.Texts.FindAsync(text.Journey.Value, TableKeys.Of(text.TextId), cancel);
        return row?.Read(StoredJson.Default.TextRecord) == text ? row.ETag : null;
    }

    private TextRecord Stamped(TableEntity row)
    {
        TextRecord text = row.Read(StoredJson.Default.TextRecord);
        _stamps.AddOrUpdate(text, new Stamp(row.ETag));
        return text;
    }

    private async Task<TextRecord?> FindAsync(JourneyId journey, string textId, CancellationToken cancel) =>
        await tables.Texts.FindAsync(journey.Value, TableKeys.Of(textId), cancel) is { } row ? Stamped(row) : null;

    private async Task<TextRecord?> BehindAsync(TableEntity pointer, CancellationToken cancel) =>
        await FindAsync(JourneyId.Parse(pointer.GetString("Journey")), pointer.GetString("TextId"), cancel);

    private async Task<IReadOnlyList<TextRecord>> ListedAsync(
        string list, TextStatus status, DateTimeOffset? before, int limit, CancellationToken cancel)
    {
        List<TextRecord> texts = [];
        await foreach (TableEntity entry in TimeLine.ReadAsync(tables.Texts, list, null, before, null, AtOnce, cancel))
        {
            if (texts.Count == limit)
            {
                break;
            }

            TableEntity? row = await tables.Texts.FindAsync(entry.GetString("Journey"), TableKeys.Of(entry.GetString("TextId")), cancel);
            if (row is null)
            {
                // One is about to be written.
                continue;
            }

            TextRecord text = Stamped(row);

            if (Holds(Entries(text), entry))
            {
                texts.AddRange(text.Status == status ? [text] : []);
            }
            else if (row.Timestamp > entry.Timestamp)
            {
                // Whoever wrote this entry read the text before it last changed, so the move it was for cannot come any more.
                await tables.Texts.TryRemoveAsync(entry, cancel);
            }
        }

        return texts;
    }

    private async IAsyncEnumerable<TableEntity> OfJourneyAsync(
        JourneyId journey, string? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        List<TableEntity> pointers = [];
        await foreach (TableEntity row in tables.Texts.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {journey.Value}"), cancellationToken: cancel))
        {
            TextRecord text = row.Read(StoredJson.Default.TextRecord);
            pointers.Add(Pointer(All, text.QueuedAt, text));
        }

        foreach (TableEntity pointer in pointers.OrderBy(pointer => pointer.RowKey, StringComparer.Ordinal))
        {
            if (after is null || string.CompareOrdinal(pointer.RowKey, after) > 0)
            {
                yield return pointer;
            }
        }
    }

    private sealed record Stamp(ETag Value);
}
