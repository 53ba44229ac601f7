using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Storage;

/// <summary>The quarantine.</summary>
public sealed class SqliteQuarantine(Database database) : IQuarantine
{
    private const string Columns = "no, id, file, row, because, received, owner, due, candidates, content, resolution";

    /// <inheritdoc/>
    public Task AddAsync(QuarantinedRow row, CancellationToken cancel)
    {
        byte[] candidates = JsonSerializer.SerializeToUtf8Bytes(row.Candidates, JourneyJson.Default.IReadOnlyListQuarantineCandidate);
        byte[]? content = row.Content is { } read ? JsonSerializer.SerializeToUtf8Bytes(read, JourneyJson.Default.LabRow) : null;
        return database.WriteAsync(
            session => session.Run(
                """
                INSERT INTO quarantine (id, file, row, because, received, owner, due, candidates, content)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING
                """,
                row.Id, row.FileId, row.Row, row.Because, row.ReceivedAt, row.Owner.ToString(), row.Due, candidates, content),
            cancel);
    }

    /// <inheritdoc/>
    public async Task<QuarantinedRow?> FindAsync(string id, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query($"SELECT {Columns} FROM quarantine WHERE id = ?1", id);
            return rows.Read() ? Row(rows) : null;
        },
        cancel);

    /// <inheritdoc/>
    public Task<bool> ResolveAsync(string id, QuarantineResolution resolution, CancellationToken cancel)
    {
        byte[] decided = JsonSerializer.SerializeToUtf8Bytes(resolution, JourneyJson.Default.QuarantineResolution);
        return database.WriteAsync(
            session => session.Run("UPDATE quarantine SET resolution = ?2 WHERE id = ?1 AND resolution IS NULL", id, decided) == 1, cancel);
    }

    /// <inheritdoc/>
    public async Task<Page<QuarantinedRow>> OpenAsync(string? after, int limit, CancellationToken cancel)
    {
        long last = Cursor.Read(after, 1)[0];
        return await database.ReadAsync(
            session => Pages.Of(
                session.Query(
                    $"SELECT {Columns} FROM quarantine WHERE resolution IS NULL AND no > ?1 ORDER BY no LIMIT ?2", last, Pages.OneMore(limit)),
                limit,
                rows => (Row(rows), Cursor.Of(rows.Number(0)))),
            cancel);
    }

    private static QuarantinedRow Row(Rows rows) => new(
        rows.Text(1),
        rows.Text(2),
        rows.Count(3),
        rows.Text(4),
        rows.Time(5),
        Enum.Parse<Owner>(rows.Text(6)),
        rows.Time(7),
        JsonSerializer.Deserialize(rows.Bytes(8), JourneyJson.Default.IReadOnlyListQuarantineCandidate) ?? [],
        rows.IsNull(9) ? null : JsonSerializer.Deserialize(rows.Bytes(9), JourneyJson.Default.LabRow),
        rows.IsNull(10) ? null : JsonSerializer.Deserialize(rows.Bytes(10), JourneyJson.Default.QuarantineResolution));
}
