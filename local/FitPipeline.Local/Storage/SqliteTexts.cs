using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Local.Storage;

/// <summary>The outbox of texts.</summary>
public sealed class SqliteTexts(Database database) : ITextOutbox
{
    /// <summary>What <see cref="All"/> reads, in its order.</summary>
    internal const string Columns =
        "no, id, journey, template, facts, body, segments, queued, send_after, sent, status, provider_id, repeatability";

    /// <inheritdoc/>
    public Task QueueAsync(TextRecord text, CancellationToken cancel)
    {
        byte[] facts = JsonSerializer.SerializeToUtf8Bytes(text.Facts, JourneyJson.Default.MessageFacts);
        return database.WriteAsync(
            session => session.Run(
                """
                INSERT INTO texts (id, journey, template, facts, body, segments, queued, send_after, sent, status, provider_id, repeatability)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING
                """,
                text.TextId, text.Journey.Value, text.Template.ToString(), facts, text.Body, text.Segments, text.QueuedAt, text.SendAfter,
                text.SentAt, text.Status.ToString(), text.ProviderId, text.RepeatabilityId.ToString()),
            cancel);
    }

    /// <inheritdoc/>
    public async Task<TextRecord?> FindAsync(string textId, CancellationToken cancel) => await database.ReadAsync(
        session => All(session.Query($"SELECT {Columns} FROM texts WHERE id = ?1", textId)).FirstOrDefault(), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TextRecord>> ReadyAsync(DateTimeOffset now, int limit, CancellationToken cancel) => await database.ReadAsync(
        session => All(session.Query(
            $"SELECT {Columns} FROM texts WHERE status = 'Queued' AND send_after <= ?1 ORDER BY send_after, no LIMIT ?2", now, limit)),
        cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TextRecord>> SilentSinceAsync(
        TextStatus status, DateTimeOffset before, int limit, CancellationToken cancel) => await database.ReadAsync(
        session => All(session.Query(
            $"SELECT {Columns} FROM texts WHERE status = ?1 AND sent < ?2 ORDER BY sent, no LIMIT ?3", status.ToString(), before, limit)),
        cancel);

    /// <inheritdoc/>
    public async Task<SentTextTotals> TrafficAsync(DateTimeOffset after, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query(
                "SELECT count(*), coalesce(sum(segments), 0), min(sent), (SELECT max(sent) FROM texts) FROM texts WHERE sent > ?1", after);
            return rows.Read()
                ? new SentTextTotals(rows.Count(0), rows.Count(1), rows.TimeOrNull(2), rows.TimeOrNull(3))
                : new SentTextTotals(0, 0, null, null);
        },
        cancel);

    /// <inheritdoc/>
    public async Task<TextsSent> LeftAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query("SELECT count(*), coalesce(sum(segments), 0) FROM texts WHERE sent >= ?1 AND sent < ?2", from, until);
            return rows.Read() ? new TextsSent(rows.Count(0), rows.Count(1)) : new TextsSent(0, 0);
        },
        cancel);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query("SELECT min(send_after) FROM texts WHERE status = 'Queued'");
            return rows.Read() ? rows.TimeOrNull(0) : null;
        },
        cancel);

    /// <inheritdoc/>
    public Task<bool> MoveAsync(TextRecord from, TextRecord to, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            """
            UPDATE texts SET send_after = ?2, sent = ?3, status = ?4, provider_id = ?5
            WHERE id = ?1 AND send_after = ?6 AND sent IS ?7 AND status = ?8 AND provider_id IS ?9
            """,
            from.TextId, to.SendAfter, to.SentAt, to.Status.ToString(), to.ProviderId, from.SendAfter, from.SentAt, from.Status.ToString(),
            from.ProviderId) == 1,
        cancel);

    /// <inheritdoc/>
    public async Task<Page<TextRecord>> ListAsync(JourneyId? journey, string? after, int limit, CancellationToken cancel)
    {
        long last = Cursor.Read(after, 1)[0];
        return await database.ReadAsync(
            session => Pages.Of(
                journey is null
                    ? session.Query($"SELECT {Columns} FROM texts WHERE no > ?1 ORDER BY no LIMIT ?2", last, Pages.OneMore(limit))
                    : session.Query(
                        $"SELECT {Columns} FROM texts WHERE journey = ?3 AND no > ?1 ORDER BY no LIMIT ?2", last, Pages.OneMore(limit), journey.Value),
                limit,
                rows => (Text(rows), Cursor.Of(rows.Number(0)))),
            cancel);
    }

    internal static List<TextRecord> All(Rows found)
    {
        using Rows rows = found;
        List<TextRecord> texts = [];
        while (rows.Read())
        {
            texts.Add(Text(rows));
        }

        return texts;
    }

    /// <summary>Reads one row of <see cref="Columns"/>.</summary>
    internal static TextRecord Text(Rows rows) => new(
        rows.Text(1),
        JourneyId.Parse(rows.Text(2)),
        Enum.Parse<MessageTemplate>(rows.Text(3)),
        Facts.Read(rows.Bytes(4)),
        rows.Text(5),
        rows.Count(6),
        rows.Time(7),
        rows.Time(8),
        rows.TimeOrNull(9),
        Enum.Parse<TextStatus>(rows.Text(10)),
        rows.TextOrNull(11),
        Guid.Parse(rows.Text(12)));
}
