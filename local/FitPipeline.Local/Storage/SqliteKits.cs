using FitPipeline.Application.Kits;
using FitPipeline.Intake.Scans;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Storage;

/// <summary>Which journey a device was posted for.</summary>
public sealed class SqliteKits(Database database) : IKitRegister
{
    /// <inheritdoc/>
    public Task<(JourneyId Journey, bool New)> BindAsync(KitId kit, JourneyId journey, CancellationToken cancel) => database.WriteAsync(
        session => session.Run("INSERT INTO kits (kit, journey) VALUES (?1, ?2) ON CONFLICT DO NOTHING", kit.Value, journey.Value) == 1
            ? (journey, true)
            : (Holder(session, kit) ?? throw new InvalidDataException("A kit that is bound has no journey."), false),
        cancel);

    /// <inheritdoc/>
    public Task ReleaseAsync(KitId kit, JourneyId journey, CancellationToken cancel) => database.WriteAsync(
        session => session.Run("DELETE FROM kits WHERE kit = ?1 AND journey = ?2", kit.Value, journey.Value), cancel);

    /// <inheritdoc/>
    public async Task<JourneyId?> FindAsync(KitId kit, CancellationToken cancel) =>
        await database.ReadAsync(session => Holder(session, kit), cancel);

    /// <inheritdoc/>
    public Task ParkAsync(ParkedScan parked, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            "INSERT INTO parked_scans VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
            parked.Scan.KitId.Value, parked.Scan.ScanId, parked.Scan.Kind.ToString(), parked.Scan.At, parked.Scan.CollectedOn?.DayNumber,
            parked.By.ToString()),
        cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ParkedScan>> ParkedAsync(KitId kit, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            List<ParkedScan> parked = [];
            using Rows rows = session.Query("SELECT scan, kind, at, collected, by FROM parked_scans WHERE kit = ?1 ORDER BY at, scan", kit.Value);
            while (rows.Read())
            {
                DateOnly? collected = rows.IsNull(3) ? null : DateOnly.FromDayNumber(rows.Count(3));
                Scan scan = new(rows.Text(0), Enum.Parse<ScanKind>(rows.Text(1)), kit, null, rows.Time(2), null, null, null, collected, null);
                parked.Add(new ParkedScan(scan, Enum.Parse<Actor>(rows.Text(4))));
            }

            return parked;
        },
        cancel);

    /// <inheritdoc/>
    public Task NoteLotAsync(KitId kit, string lot, CancellationToken cancel) => database.WriteAsync(
        session => session.Run("UPDATE kits SET lot = ?2 WHERE kit = ?1", kit.Value, lot), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JourneyId>> OfLotAsync(string lot, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            List<JourneyId> journeys = [];
            using Rows rows = session.Query("SELECT DISTINCT journey FROM kits WHERE lot = ?1 ORDER BY journey", lot);
            while (rows.Read())
            {
                journeys.Add(JourneyId.Parse(rows.Text(0)));
            }

            return journeys;
        },
        cancel);

    /// <inheritdoc/>
    public Task<LotRecall> RecallAsync(LotRecall recall, CancellationToken cancel) => database.WriteAsync(
        session =>
        {
            session.Run("INSERT INTO recalled_lots VALUES (?1, ?2) ON CONFLICT DO NOTHING", recall.Lot, recall.At);
            return Recall(session, recall.Lot) ?? throw new InvalidDataException("A recall that was noted is not there.");
        },
        cancel);

    /// <inheritdoc/>
    public async Task<LotRecall?> FindRecallAsync(string lot, CancellationToken cancel) =>
        await database.ReadAsync(session => Recall(session, lot), cancel);

    private static LotRecall? Recall(Session session, string lot)
    {
        using Rows rows = session.Query("SELECT lot, at FROM recalled_lots WHERE lot = ?1", lot);
        return rows.Read() ? new LotRecall(rows.Text(0), rows.Time(1)) : null;
    }

    private static JourneyId? Holder(Session session, KitId kit)
    {
        using Rows rows = session.Query("SELECT journey FROM kits WHERE kit = ?1", kit.Value);
        return rows.Read() ? JourneyId.Parse(rows.Text(0)) : null;
    }
}
