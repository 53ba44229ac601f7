using Azure.Data.Tables;
using FitPipeline.Application.Kits;

namespace FitPipeline.Functions.Tables;

/// <summary>The kits on the shelf: deliveries in one partition, for there are a few a month; kits that went out, by lot.</summary>
public sealed class TableKitStock(DataTables tables) : IKitStock
{
    private const string Deliveries = "deliveries";

    /// <inheritdoc/>
    public async Task AddAsync(KitDelivery delivery, CancellationToken cancel) => await tables.Kits.TryAddAsync(
        new TableEntity(Deliveries, TableKeys.Of(delivery.DeliveryId)).With(delivery, StoredJson.Default.KitDelivery), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KitDelivery>> DeliveriesAsync(CancellationToken cancel)
    {
        List<KitDelivery> deliveries = [];
        await foreach (TableEntity row in tables.Kits.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Deliveries}"), cancellationToken: cancel))
        {
            deliveries.Add(row.Read(StoredJson.Default.KitDelivery));
        }

        return
        [
            .. deliveries.OrderBy(delivery => delivery.ExpiresOn).ThenBy(delivery => delivery.At)
                .ThenBy(delivery => delivery.DeliveryId, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public async Task<int> PostedAsync(string lot, CancellationToken cancel)
    {
        int kits = 0;
        await foreach (TableEntity unused in tables.Kits.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {TableKits.Lot(lot)}"), select: ["RowKey"], cancellationToken: cancel))
        {
            kits++;
        }

        return kits;
    }
}
