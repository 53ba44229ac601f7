using FitPipeline.Application.Kits;

namespace FitPipeline.Local.Storage;

/// <summary>The kits on the shelf.</summary>
public sealed class SqliteKitStock(Database database) : IKitStock
{
    /// <inheritdoc/>
    public Task AddAsync(KitDelivery delivery, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            "INSERT INTO deliveries VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            delivery.DeliveryId, delivery.Lot, delivery.ExpiresOn.DayNumber, delivery.Kits, delivery.At),
        cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KitDelivery>> DeliveriesAsync(CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            List<KitDelivery> deliveries = [];
            using Rows rows = session.Query("SELECT id, lot, expires, kits, at FROM deliveries ORDER BY expires, at, id");
            while (rows.Read())
            {
                deliveries.Add(new KitDelivery(rows.Text(0), rows.Text(1), DateOnly.FromDayNumber(rows.Count(2)), rows.Count(3), rows.Time(4)));
            }

            return deliveries;
        },
        cancel);

    /// <inheritdoc/>
    public async Task<int> PostedAsync(string lot, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query("SELECT count(*) FROM kits WHERE lot = ?1", lot.Trim());
            return rows.Read() ? rows.Count(0) : 0;
        },
        cancel);
}
