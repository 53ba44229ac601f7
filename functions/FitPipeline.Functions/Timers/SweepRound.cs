using Azure.Data.Tables;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Blobs;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Settings;
using FitPipeline.Functions.Tables;
using FitPipeline.Functions.Texts;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Timers;

/// <summary>
/// Makes good what was left undone: lists that a crash left behind, effects and due times whose nudge was lost, journeys
/// whose orchestration is gone, laboratory files nobody announced, texts that wait or were never heard of.
/// </summary>
public sealed class SweepRound(
    WakeUpIndex diary, JourneyStandings standings, JourneyProjections lists, LabInbox inbox, TextRounds texts, IWorklist worklist, PathwayPolicy policy,
    Metrics measures, TimeProvider time, ILogger<SweepRound> log)
{
    // After so many attempts, over hours, it will not mend itself.
    private const int AttemptsBeforeAPersonIsAsked = 20;

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
        measures.Swept();
    }

    private async Task JourneysAsync(DurableTaskClient client, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        await diary.TidyAsync(now, cancel);
        List<TableEntity> entries = [];
        await foreach (TableEntity entry in diary.UntilAsync(now, cancel))
        {
            entries.Add(entry);
        }

        IGrouping<string, TableEntity>[] journeys = [.. entries.GroupBy(WakeUpIndex.JourneyOf)];
        Seen[] seen = await Together.AskAsync(
            journeys,
            async (journey, token) => await LookAsync(client, JourneyId.Parse(journey.Key), journey.Any(WakeUpIndex.IsForEffects), now, token),
            cancel);
        await diary.RemoveAsync(journeys.Where((_, i) => seen[i].IsWell).SelectMany(journey => journey), cancel);
        log.Swept(journeys.Length, seen.Count(one => one.Repaired), seen.Count(one => !one.IsWell));
    }

    // A due time says nothing about the lists; a commit that nobody has seen to the end of does.
    private async Task<Seen> LookAsync(DurableTaskClient client, JourneyId id, bool committed, DateTimeOffset now, CancellationToken cancel)
    {
        if (await standings.OfAsync(id, cancel) is not { } standing)
        {
            // The commit that was announced never came.
            return new Seen(true, false);
        }

        bool repaired = committed && await lists.RepairAsync(standing.State, cancel);
        bool undone = standing.Pending.Any(effect => effect.NotBefore <= now);
        if (!undone && !(standing.WakeAt <= now))
        {
            return new Seen(true, repaired);
        }

        foreach (PendingEffect effect in standing.Pending.Where(effect => effect.Attempts >= AttemptsBeforeAPersonIsAsked))
        {
            await AskAsync(effect, standing.Journey.Practice, now, cancel);
        }

        if (await JourneyNudges.EnsureAsync(client, id, new JourneyNews(id.Value, !undone, standing.WakeAt), cancel))
        {
            log.OrchestrationStarted(id.Value);
        }

        // Looked at again next time, whatever becomes of the nudge.
        return new Seen(false, repaired);
    }

    private Task AskAsync(PendingEffect effect, OdsCode practice, DateTimeOffset now, CancellationToken cancel) => worklist.RaiseAsync(
        new WorkItem(
            "effect/" + effect.Id,
            effect.Journey,
            practice,
            $"Find out why this cannot be done: {effect.Effect.GetType().Name}. It is tried again until it succeeds.",
            Owner.Admin,
            ServiceCalendar.CloseOfWorkingDay(now, 0, policy.CloseOfBusiness),
            $"It has failed {effect.Attempts} times."),
        cancel);

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

    private readonly record struct Seen(bool IsWell, bool Repaired);
}
