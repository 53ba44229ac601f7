using Azure.Data.Tables;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Blobs;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Settings;
using FitPipeline.Functions.Tables;
using FitPipeline.Functions.Texts;
using FitPipeline.Pathway.Identity;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Timers;

/// <summary>
/// Wakes the journeys whose due time has come, and makes good what was left undone: lists that a crash left behind, effects
/// whose event was lost, journeys whose orchestration is gone, laboratory files nobody announced, texts that wait or were never heard of.
/// </summary>
public sealed class SweepRound(
    WakeUpIndex diary, JourneyStandings standings, JourneyProjections lists, LabInbox inbox, TextRounds texts, IWorklist worklist,
    Metrics measures, TimeProvider time, ILogger<SweepRound> log)
{
    private const int PageSize = 500;

    // The next sweep comes after five minutes; what this one did not reach is the first it reads.
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(4);

    // The alert looks back an hour (infra/modules/alerts.bicep), and asking every worklist costs as much as all the rest of a sweep.
    private static readonly TimeSpan MeasuredEvery = TimeSpan.FromMinutes(30);

    private DateTimeOffset _measuredAt;

    /// <summary>Sweeps once. One part failing holds up no other.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancel)
    {
        await TryAsync("journeys", () => JourneysAsync(client, cancel), cancel);
        await TryAsync("files", () => inbox.SweepAsync(cancel), cancel);
        await TryAsync("texts", () => texts.RunAsync(cancel), cancel);
        await TryAsync("overdue", () => MeasureAsync(cancel), cancel);
    }

    private async Task JourneysAsync(DurableTaskClient client, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        long begun = time.GetTimestamp();
        int looked = 0;
        int repaired = 0;
        int woken = 0;
        await foreach (TableEntity[] page in diary.UntilAsync(now, cancel).Chunk(PageSize).WithCancellation(cancel))
        {
            IGrouping<string, TableEntity>[] journeys = [.. page.GroupBy(WakeUpIndex.JourneyOf)];
            Seen[] seen = await Together.AskAsync(
                journeys,
                async (journey, token) => await LookAsync(client, JourneyId.Parse(journey.Key), journey.Any(WakeUpIndex.IsForEffects), now, token),
                cancel);
            await diary.RemoveAsync(page, cancel);
            looked += journeys.Length;
            repaired += seen.Count(one => one.Repaired);
            woken += seen.Count(one => one.Woken);
            if (time.GetElapsedTime(begun) > LongestRound)
            {
                break;
            }
        }

        log.Swept(looked, repaired, woken);
        measures.Swept();
    }

    // A due time says nothing about the lists; a commit that nobody has seen to the end of does.
    private async Task<Seen> LookAsync(DurableTaskClient client, JourneyId id, bool committed, DateTimeOffset now, CancellationToken cancel)
    {
        if (await standings.OfAsync(id, cancel) is not { } standing)
        {
            // The commit that was announced never came.
            return new Seen(false, false);
        }

        bool repaired = committed && await lists.RepairAsync(standing.State, cancel);
        if (!(standing.WakeAt <= now) && !standing.Pending.Any(effect => effect.NotBefore <= now))
        {
            return new Seen(false, repaired);
        }

        // Looked at again next time, whatever becomes of the event: noted before the entries that led here are removed.
        await diary.NoteAsync(id, now, cancel);
        if (await JourneyNotifier.WakeAsync(client, id, cancel))
        {
            log.OrchestrationStarted(id.Value);
        }

        return new Seen(true, repaired);
    }

    private async Task MeasureAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - _measuredAt < MeasuredEvery)
        {
            return;
        }

        _measuredAt = now;
        Page<WorkItem> first = await worklist.ListAsync(new WorklistQuery(null, null, null, null, 1), cancel);
        TimeSpan overdue = first.Items is [{ } item] ? now - item.Due : TimeSpan.Zero;
        measures.OldestOverdue(overdue > TimeSpan.Zero ? overdue : TimeSpan.Zero);
    }

    private async Task TryAsync(string part, Func<Task> sweep, CancellationToken cancel)
    {
        try
        {
            await sweep();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // What one part could not do is still in the tables, and the others must not wait for it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.SweepFailed(part, fault.GetType().Name);
        }
    }

    private readonly record struct Seen(bool Woken, bool Repaired);
}
