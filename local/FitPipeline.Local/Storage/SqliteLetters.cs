using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Local.Storage;

/// <summary>The outbox of letters.</summary>
public sealed class SqliteLetters(Database database) : ILetterOutbox
{
    private const string Columns = "no, id, journey, template, facts, subject, paragraphs, language, queued, status, batch, printed";

    /// <inheritdoc/>
    public Task QueueAsync(LetterRecord letter, CancellationToken cancel)
    {
        byte[] facts = JsonSerializer.SerializeToUtf8Bytes(letter.Facts, JourneyJson.Default.MessageFacts);
        byte[] paragraphs = JsonSerializer.SerializeToUtf8Bytes(letter.Paragraphs, JourneyJson.Default.IReadOnlyListString);
        return database.WriteAsync(
            session => session.Run(
                """
                INSERT INTO letters (id, journey, template, facts, subject, paragraphs, language, queued)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING
                """,
                letter.LetterId, letter.Journey.Value, letter.Template.ToString(), facts, letter.Subject, paragraphs, letter.Language, letter.QueuedAt),
            cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LetterRecord>> WaitingAsync(int limit, CancellationToken cancel) => await database.ReadAsync(
        session => All(session.Query($"SELECT {Columns} FROM letters WHERE status = 'Queued' ORDER BY no LIMIT ?1", limit)), cancel);

    /// <inheritdoc/>
    public Task<bool> MoveAsync(LetterRecord from, LetterRecord to, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            "UPDATE letters SET status = ?2, batch = ?3, printed = ?4 WHERE id = ?1 AND status = ?5",
            from.LetterId, to.Status.ToString(), to.BatchId, to.PrintedAt, from.Status.ToString()) == 1,
        cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LetterRecord>> OfBatchAsync(string batchId, CancellationToken cancel) => await database.ReadAsync(
        session => All(session.Query($"SELECT {Columns} FROM letters WHERE batch = ?1 ORDER BY no", batchId)), cancel);

    /// <inheritdoc/>
    public async Task<Page<LetterRecord>> ListAsync(JourneyId? journey, string? after, int limit, CancellationToken cancel)
    {
        long last = Cursor.Read(after, 1)[0];
        return await database.ReadAsync(
            session => Pages.Of(
                journey is null
                    ? session.Query($"SELECT {Columns} FROM letters WHERE no > ?1 ORDER BY no LIMIT ?2", last, Pages.OneMore(limit))
                    : session.Query(
                        $"SELECT {Columns} FROM letters WHERE journey = ?3 AND no > ?1 ORDER BY no LIMIT ?2", last, Pages.OneMore(limit), journey.Value),
                limit,
                rows => (Letter(rows), Cursor.Of(rows.Number(0)))),
            cancel);
    }

    private static List<LetterRecord> All(Rows found)
    {
        using Rows rows = found;
        List<LetterRecord> letters = [];
        while (rows.Read())
        {
            letters.Add(Letter(rows));
        }

        return letters;
    }

    private static LetterRecord Letter(Rows rows) => new(
        rows.Text(1),
        JourneyId.Parse(rows.Text(2)),
        Enum.Parse<MessageTemplate>(rows.Text(3)),
        Facts.Read(rows.Bytes(4)),
        rows.Text(5),
        JsonSerializer.Deserialize(rows.Bytes(6), JourneyJson.Default.IReadOnlyListString) ?? [],
        rows.Text(7),
        rows.Time(8),
        Enum.Parse<LetterStatus>(rows.Text(9)),
        rows.TextOrNull(10),
        rows.TimeOrNull(11));
}
