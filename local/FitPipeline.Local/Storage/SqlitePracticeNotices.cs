using FitPipeline.Application.Practices;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Local.Storage;

/// <summary>What practices have been told.</summary>
public sealed class SqlitePracticeNotices(Database database) : IPracticeNotices
{
    /// <inheritdoc/>
    public Task TellAsync(PracticeNotification notice, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            "INSERT INTO notices (id, journey, practice, notice, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            notice.NoticeId, notice.Journey.Value, notice.Practice.Value, notice.Notice.ToString(), notice.At),
        cancel);

    /// <inheritdoc/>
    public async Task<PracticeNotification?> FindAsync(JourneyId journey, string noticeId, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query(
                "SELECT no, id, journey, practice, notice, at FROM notices WHERE id = ?1 AND journey = ?2", noticeId, journey.Value);
            return rows.Read() ? Notice(rows) : null;
        },
        cancel);

    /// <inheritdoc/>
    public async Task<Page<PracticeNotification>> ListAsync(OdsCode practice, string? after, int limit, CancellationToken cancel)
    {
        long last = Cursor.Read(after, 1)[0];
        return await database.ReadAsync(
            session => Pages.Of(
                session.Query(
                    "SELECT no, id, journey, practice, notice, at FROM notices WHERE practice = ?1 AND no > ?2 ORDER BY no LIMIT ?3",
                    practice.Value, last, Pages.OneMore(limit)),
                limit,
                rows => (Notice(rows), Cursor.Of(rows.Number(0)))),
            cancel);
    }

    private static PracticeNotification Notice(Rows rows) => new(
        rows.Text(1), JourneyId.Parse(rows.Text(2)), OdsCode.Parse(rows.Text(3)), Enum.Parse<PracticeNotice>(rows.Text(4)), rows.Time(5));
}
