using Azure.Data.Tables;
using FitPipeline.Application.Kits;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Functions.Tables;

/// <summary>Which device went to which journey, and which are of which lot.</summary>
public sealed class TableKits(DataTables tables) : IKitRegister
{
    private const string Record = "kit";

    /// <inheritdoc/>
    public async Task<(JourneyId Journey, bool New)> BindAsync(KitId kit, JourneyId journey, CancellationToken cancel)
    {
        while (true)
        {
            TableEntity bound = new(Partition(kit), Record) { ["Journey"] = journey.Value };
            if (await tables.Kits.TryAddAsync(bound, cancel))
            {
                return (journey, true);
            }

            // Null only when it was released between the two questions.
            if (await FindAsync(kit, cancel) is { } holder)
            {
                return (holder, false);
            }
        }
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(KitId kit, JourneyId journey, CancellationToken cancel)
    {
        TableEntity? bound = await tables.Kits.FindAsync(Partition(kit), Record, cancel);
        if (bound?.GetString("Journey") == journey.Value)
        {
            await tables.Kits.TryRemoveAsync(bound, cancel);
        }
    }

    /// <inheritdoc/>
    public async Task<JourneyId?> FindAsync(KitId kit, CancellationToken cancel) =>
        await tables.Kits.FindAsync(Partition(kit), Record, cancel) is { } bound ? JourneyId.Parse(bound.GetString("Journey")) : null;

    /// <inheritdoc/>
    public async Task ParkAsync(ParkedScan parked, CancellationToken cancel) => await tables.Kits.TryAddAsync(
        new TableEntity(Parked(parked.Scan.KitId), TableKeys.Of(parked.Scan.ScanId)).With(parked, StoredJson.Default.ParkedScan), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ParkedScan>> ParkedAsync(KitId kit, CancellationToken cancel)
    {
        List<ParkedScan> parked = [];
        await foreach (TableEntity row in tables.Kits.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Parked(kit)}"), cancellationToken: cancel))
        {
            parked.Add(row.Read(StoredJson.Default.ParkedScan));
        }

        return [.. parked.OrderBy(scan => scan.Scan.At).ThenBy(scan => scan.Scan.ScanId, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task NoteLotAsync(KitId kit, string lot, CancellationToken cancel)
    {
        if (await FindAsync(kit, cancel) is { } journey)
        {
            await tables.Kits.UpsertEntityAsync(
                new TableEntity(Lot(lot), kit.Value) { ["Journey"] = journey.Value }, TableUpdateMode.Replace, cancel);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JourneyId>> OfLotAsync(string lot, CancellationToken cancel)
    {
        HashSet<string> journeys = [];
        await foreach (TableEntity kit in tables.Kits.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Lot(lot)}"), cancellationToken: cancel))
        {
            journeys.Add(kit.GetString("Journey"));
        }

        return [.. journeys.Select(JourneyId.Parse)];
    }

    /// <inheritdoc/>
    public async Task<LotRecall> RecallAsync(LotRecall recall, CancellationToken cancel)
    {
        TableEntity noted = new(Recalled(recall.Lot), Record) { ["Lot"] = recall.Lot, ["At"] = recall.At };
        return await tables.Kits.TryAddAsync(noted, cancel)
            ? recall
            : await FindRecallAsync(recall.Lot, cancel) ?? throw new InvalidOperationException("A recall that was noted has gone.");
    }

    /// <inheritdoc/>
    public async Task<LotRecall?> FindRecallAsync(string lot, CancellationToken cancel) =>
        await tables.Kits.FindAsync(Recalled(lot), Record, cancel) is { } noted
            ? new LotRecall(noted.GetString("Lot"), noted.GetDateTimeOffset("At")!.Value)
            : null;

    private static string Recalled(string lot) => "recall-" + Lot(lot);

    private static string Parked(KitId kit) => "parked-" + kit.Value;

    private static string Partition(KitId kit) => "kit-" + kit.Value;

    /// <summary>Where the kits of a lot are listed. A recall notice is typed by hand.</summary>
    internal static string Lot(string lot) => "lot-" + TableKeys.Of(lot.Trim().ToUpperInvariant());
}
