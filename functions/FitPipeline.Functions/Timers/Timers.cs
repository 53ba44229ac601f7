using FitPipeline.Application.Booking;
using FitPipeline.Functions.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Timers;

/// <summary>Every quarter of an hour: gives free slots to waiting patients.</summary>
public sealed class AllocateSlots(RunBookingRound round, JourneyNotifier notifier, ILogger<AllocateSlots> log)
{
    /// <summary>Runs a round.</summary>
    [Function(nameof(AllocateSlots))]
    public async Task RunAsync(
        [TimerTrigger("0 */15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        notifier.Use(durable);
        BookingRoundReport report = await round.RunAsync(cancel);
        log.Allocated(report.Assigned, report.Waiting);
    }
}

/// <summary>Every five minutes: makes good what was left undone.</summary>
public sealed class Sweep(SweepRound round, JourneyNotifier notifier)
{
    /// <summary>Sweeps.</summary>
    [Function(nameof(Sweep))]
    public async Task RunAsync(
        [TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        notifier.Use(durable);
        await round.RunAsync(durable, cancel);
    }
}

/// <summary>
/// Proves that nobody is left behind: daily at six in London, and whenever it is started by hand. The platform's schedules know
/// no summer time here, so it runs at both hours that can be six: a run more changes nothing that is in order.
/// </summary>
public sealed class Reconcile(Reconciliation reconciliation, JourneyNotifier notifier)
{
    /// <summary>Reconciles, whatever the hour: a task hub that is lost at noon is rebuilt at noon.</summary>
    [Function(nameof(Reconcile))]
    public async Task RunAsync(
        [TimerTrigger("0 0 5,6 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        notifier.Use(durable);
        await reconciliation.RunAsync(durable, cancel);
    }
}

/// <summary>Daily: forgets orchestrations that ended a month ago. The journeys themselves are in the tables.</summary>
public sealed class PurgeHistory(JourneyNotifier notifier, TimeProvider time, ILogger<PurgeHistory> log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // Before the first orchestration there can be.
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Purges.</summary>
    [Function(nameof(PurgeHistory))]
    public async Task RunAsync(
        [TimerTrigger("0 30 2 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        notifier.Use(durable);
        PurgeResult purged = await durable.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(
                CreatedFrom: Beginning,
                CreatedTo: time.GetUtcNow() - Kept,
                Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Terminated]),
            cancel);
        log.Purged(purged.PurgedInstanceCount);
    }
}
