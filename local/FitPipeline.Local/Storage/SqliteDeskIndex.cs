using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Local.Storage;

/// <summary>What people at a desk look things up by.</summary>
public sealed class SqliteDeskIndex(Database database) : IDeskIndex
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<JourneyId>> ByLabNumberAsync(string labNumber, CancellationToken cancel) => JourneysAsync(
        "SELECT j.id FROM lab_numbers l JOIN journeys j ON j.no = l.journey WHERE l.number = ?1 ORDER BY l.journey DESC LIMIT ?2",
        labNumber.Trim(),
        Page<JourneyId>.Size,
        cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JourneyId>> ByFamilyNameAsync(string key, int limit, CancellationToken cancel) => JourneysAsync(
        "SELECT p.journey FROM family_names n JOIN patients p ON p.no = n.patient WHERE n.name = ?1 ORDER BY n.patient DESC LIMIT ?2",
        key,
        limit,
        cancel);

    /// <inheritdoc/>
    public async Task<Page<UninformedPatient>> UntoldAsync(DateOnly breachBy, string? after, int limit, CancellationToken cancel)
    {
        long[] last = Cursor.Read(after, 2);
        return await database.ReadAsync(
            session => Pages.Of(
                session.Query(
                    "SELECT id, tell_by, no FROM journeys WHERE tell_by <= ?1 AND (tell_by, no) > (?2, ?3) ORDER BY tell_by, no LIMIT ?4",
                    breachBy.DayNumber, last[0], last[1], Pages.OneMore(limit)),
                limit,
                rows => (new UninformedPatient(JourneyId.Parse(rows.Text(0)), DateOnly.FromDayNumber(rows.Count(1))), Cursor.Of(rows.Number(1), rows.Number(2)))),
            cancel);
    }

    /// <inheritdoc/>
    public async Task<Page<TextRecord>> FailedTextsAsync(string? after, int limit, CancellationToken cancel)
    {
        long[] last = Cursor.Read(after, 2, long.MaxValue);
        return await database.ReadAsync(
            session => Pages.Of(
                session.Query(
                    $"""
                    SELECT {SqliteTexts.Columns} FROM texts
                    WHERE status = 'Failed' AND sent IS NOT NULL AND (sent, no) < (?1, ?2) ORDER BY sent DESC, no DESC LIMIT ?3
                    """,
                    last[0], last[1], Pages.OneMore(limit)),
                limit,
                rows => (SqliteTexts.Text(rows), Cursor.Of(rows.Number(9), rows.Number(0)))),
            cancel);
    }

    private async Task<IReadOnlyList<JourneyId>> JourneysAsync(string sql, string asked, int limit, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            List<JourneyId> journeys = [];
            using Rows rows = session.Query(sql, asked, limit);
            while (rows.Read())
            {
                journeys.Add(JourneyId.Parse(rows.Text(0)));
            }

            return journeys;
        },
        cancel);
}
