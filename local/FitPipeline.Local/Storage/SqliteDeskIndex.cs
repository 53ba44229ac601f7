using FitPipeline.Pathway;
using FitPipeline.Service;

namespace FitPipeline.Local;

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
    public async Task<IReadOnlyList<UntoldJourney>> UntoldAsync(DateOnly breachBy, int limit, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            List<UntoldJourney> untold = [];
            using Rows rows = session.Query(
                "SELECT id, tell_by FROM journeys WHERE tell_by <= ?1 ORDER BY tell_by, no LIMIT ?2", breachBy.DayNumber, limit);
            while (rows.Read())
            {
                untold.Add(new UntoldJourney(JourneyId.Parse(rows.Text(0)), DateOnly.FromDayNumber(rows.Count(1))));
            }

            return untold;
        },
        cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TextRecord>> FailedTextsAsync(int limit, CancellationToken cancel) => await database.ReadAsync(
        session => SqliteTexts.All(session.Query(
            $"SELECT {SqliteTexts.Columns} FROM texts WHERE status = 'Failed' AND sent IS NOT NULL ORDER BY sent DESC, no DESC LIMIT ?1", limit)),
        cancel);

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
