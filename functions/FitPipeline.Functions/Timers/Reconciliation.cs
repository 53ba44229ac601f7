using Azure.Data.Tables;
using FitPipeline.Application.Journeys;
using FitPipeline.Functions.Blobs;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Settings;
using FitPipeline.Functions.Tables;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Timers;

/// <summary>
/// The daily proof on this host: every journey's lists show the journey as it is, every open journey has an
/// orchestration and no ended one has, and then the counts that both hosts make. A task hub that was lost is rebuilt by it;
/// a journey that was lost, or set back to an earlier time, is named.
/// </summary>
public sealed class Reconciliation(
    DataTables tables, TableJourneys journeys, JourneyStandings standings, JourneyProjections lists, FitPipeline.Application.Journeys.Reconcile reconcile, AuditAnchor anchor,
    RestoreDetector setBack, Metrics measures, ILogger<Reconciliation> log)
{
    /// <summary>Reconciles.</summary>
    public async Task<ReconcileReport> RunAsync(DurableTaskClient client, CancellationToken cancel)
    {
        (Dictionary<string, Shown> shown, List<TableEntity> second) = await ShownAsync(cancel);
        int repaired = await RepairListsAsync(shown, cancel);
        await RemoveSecondAsync(second, cancel);
        int orphans = await RemoveOrphansAsync(shown, cancel);
        int restarted = await RestartAsync(client, shown, cancel);
        ReconcileReport report = await reconcile.RunAsync(cancel);
        if (await anchor.BreakAsync(cancel) is { } ended)
        {
            await setBack.OfAuditAsync(ended, cancel);
        }

        await anchor.CastAsync(cancel);
        log.Reconciled(report.Counts.Started, report.Counts.Open, report.Counts.OpenWithoutNextAction, repaired, restarted, orphans);
        measures.Reconciled();
        return report;
    }

    // What the practices' lists say of every journey, by the journey; and the older of two lines of one, which a journey has
    // that was lost and began anew.
    private async Task<(Dictionary<string, Shown> Shown, List<TableEntity> Second)> ShownAsync(CancellationToken cancel)
    {
        Dictionary<string, Shown> shown = [];
        List<TableEntity> second = [];
        await foreach (TableEntity row in tables.Practices.QueryAsync<TableEntity>(
            select: ["PartitionKey", "RowKey", "Step", "State", "LinePartition", "LineRow"], cancellationToken: cancel))
        {
            string journey = row.RowKey[(row.RowKey.IndexOf('~', StringComparison.Ordinal) + 1)..];
            if (!shown.TryAdd(
                journey, new Shown(row.GetInt32("Step") ?? 0, row.GetString("State"), row.GetString("LinePartition"), row.GetString("LineRow"), row.PartitionKey)))
            {
                second.Add(row);
            }
        }

        return (shown, second);
    }

    // Lists follow the record. One that is ahead of it, or has none behind it, is the last trace of what was lost: it is
    // written down for a person before anything is put right.
    private async Task<int> RepairListsAsync(Dictionary<string, Shown> shown, CancellationToken cancel)
    {
        int repaired = 0;
        HashSet<string> recorded = [];
        await foreach (TableEntity row in tables.Journeys.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"RowKey eq {JourneyRows.State}"), select: ["PartitionKey", "RowKey", "Step"], cancellationToken: cancel))
        {
            recorded.Add(row.PartitionKey);
            if ((!shown.TryGetValue(row.PartitionKey, out Shown? known) || known.Step != row.GetInt32("Step"))
                && await journeys.StateAsync(JourneyId.Parse(row.PartitionKey), cancel) is { } state)
            {
                Journey journey = JourneyRows.Journey(state);
                if (known?.Step > journey.Step)
                {
                    await setBack.OfJourneyAsync(journey, known.Step, known.State, cancel);
                }

                repaired += await lists.RepairAsync(state, cancel) ? 1 : 0;
                WorkLine? line = WorkLine.Of(journey);
                shown[row.PartitionKey] = new Shown(journey.Step, journey.State.Name, line?.Partition, line?.Row, journey.Practice.Value);
            }
        }

        foreach ((string journey, Shown known) in shown.Where(journey => !recorded.Contains(journey.Key)).Take(RestoreDetector.MostNamed))
        {
            if (await journeys.StateAsync(JourneyId.Parse(journey), cancel) is null)
            {
                await setBack.OfLostJourneyAsync(JourneyId.Parse(journey), OdsCode.Parse(known.Practice), known.State, cancel);
            }
        }

        return repaired;
    }

    private async Task RemoveSecondAsync(List<TableEntity> second, CancellationToken cancel)
    {
        foreach (TableEntity row in second)
        {
            string journey = row.RowKey[(row.RowKey.IndexOf('~', StringComparison.Ordinal) + 1)..];
            if (await journeys.StateAsync(JourneyId.Parse(journey), cancel) is { } state && state.GetString("Listed") != row.RowKey)
            {
                await tables.Practices.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancel);
            }
        }
    }

    // A line of a journey in another place than the one it has now: two crashes in a row can leave one.
    private async Task<int> RemoveOrphansAsync(Dictionary<string, Shown> shown, CancellationToken cancel)
    {
        int removed = 0;
        await foreach (TableEntity line in tables.WorkItems.QueryAsync<TableEntity>(
            "Step ge 0", select: ["PartitionKey", "RowKey", "ItemId", "Timestamp"], cancellationToken: cancel))
        {
            if (!IsShown(line, shown.GetValueOrDefault(line.GetString("ItemId"))) && await IsStrayAsync(line, cancel))
            {
                await tables.WorkItems.DeleteEntityAsync(line.PartitionKey, line.RowKey, cancellationToken: cancel);
                removed++;
            }
        }

        return removed;
    }

    private async Task<bool> IsStrayAsync(TableEntity line, CancellationToken cancel)
    {
        TableEntity? state = await journeys.StateAsync(JourneyId.Parse(line.GetString("ItemId")), cancel);
        return state is null || WorkLine.Of(JourneyRows.Journey(state)) is not { } place || place.Partition != line.PartitionKey || place.Row != line.RowKey;
    }

    private static bool IsShown(TableEntity line, Shown? shown) => shown?.Partition == line.PartitionKey && shown?.Row == line.RowKey;

    private async Task<int> RestartAsync(DurableTaskClient client, Dictionary<string, Shown> shown, CancellationToken cancel)
    {
        HashSet<string> running = [];
        await foreach (OrchestrationMetadata instance in client.GetAllInstancesAsync(new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended])))
        {
            running.Add(instance.InstanceId);
        }

        // Its last news was lost: nobody else will tell it.
        foreach (string ended in shown.Where(journey => journey.Value.Row is null && running.Contains(journey.Key)).Select(journey => journey.Key))
        {
            await client.RaiseEventAsync(ended, KitJourney.Nudge, new JourneyNews(ended), cancel);
        }

        string[] open = [.. shown.Where(journey => journey.Value.Row is not null && !running.Contains(journey.Key)).Select(journey => journey.Key)];
        bool[] started = await Together.AskAsync(
            open,
            async (journey, token) =>
            {
                JourneyId id = JourneyId.Parse(journey);
                return await standings.OfAsync(id, token) is { WakeAt: not null } && await JourneyNudges.EnsureAsync(client, id, new JourneyNews(journey), token);
            },
            cancel);
        return started.Count(one => one);
    }

    private sealed record Shown(int Step, string State, string? Partition, string? Row, string Practice);
}
