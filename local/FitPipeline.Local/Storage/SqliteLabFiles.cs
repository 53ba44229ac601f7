using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Storage;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Local.Storage;

/// <summary>The laboratory's files and what became of their rows.</summary>
public sealed class SqliteLabFiles(Database database) : ILabFiles
{
    /// <inheritdoc/>
    public async Task<LabFileRecord?> FindAsync(string fileId, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query(
                """
                SELECT id, name, format, status, received, rows, accepted, ignored, quarantined, rejected, because
                FROM lab_files WHERE id = ?1
                """,
                fileId);
            return rows.Read()
                ? new LabFileRecord(
                    rows.Text(0),
                    rows.Text(1),
                    rows.TextOrNull(2) is { } format ? Enum.Parse<LabFileFormat>(format) : null,
                    Enum.Parse<LabFileStatus>(rows.Text(3)),
                    rows.Time(4),
                    rows.Count(5),
                    rows.Count(6),
                    rows.Count(7),
                    rows.Count(8),
                    rows.Count(9),
                    rows.TextOrNull(10))
                : null;
        },
        cancel);

    /// <inheritdoc/>
    public Task PutAsync(LabFileRecord file, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            "INSERT OR REPLACE INTO lab_files VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            file.FileId, file.Name, file.Format?.ToString(), file.Status.ToString(), file.ReceivedAt, file.Rows, file.Accepted, file.Ignored,
            file.Quarantined, file.Rejected, file.Because),
        cancel);

    /// <inheritdoc/>
    public Task PutRowsAsync(string fileId, IReadOnlyList<LabRowRecord> rows, CancellationToken cancel) => database.WriteAsync(
        session =>
        {
            foreach (LabRowRecord row in rows)
            {
                session.Run(
                    "INSERT OR REPLACE INTO lab_rows VALUES (?1, ?2, ?3, ?4, ?5)",
                    fileId, row.Row, row.Outcome.ToString(), row.Because, row.Journey?.Value);
            }
        },
        cancel);

    /// <inheritdoc/>
    public async Task<Page<LabRowRecord>> RowsAsync(string fileId, string? after, int limit, CancellationToken cancel)
    {
        long last = Cursor.Read(after, 1)[0];
        return await database.ReadAsync(
            session => Pages.Of(
                session.Query(
                    "SELECT row, outcome, because, journey FROM lab_rows WHERE file = ?1 AND row > ?2 ORDER BY row LIMIT ?3",
                    fileId, last, Pages.OneMore(limit)),
                limit,
                rows => (
                    new LabRowRecord(
                        rows.Count(0),
                        Enum.Parse<RowOutcome>(rows.Text(1)),
                        rows.Text(2),
                        rows.TextOrNull(3) is { } journey ? JourneyId.Parse(journey) : null),
                    Cursor.Of(rows.Number(0)))),
            cancel);
    }
}
