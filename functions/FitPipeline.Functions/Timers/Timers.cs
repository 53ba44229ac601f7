using FitPipeline.Application.Booking;
using FitPipeline.Functions.Durable;
using FitPipeline.Pathway.Calendar;
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
/// Daily at six in London: proves that nobody is left behind, and makes a lost task hub anew. The platform's schedules know
/// no summer time here, so it is woken at both hours that can be six, and in the minute of the wrong one does nothing.
/// Started by hand it reconciles at any other time: only those two minutes are the schedule's.
/// </summary>
public sealed class Reconcile(Reconciliation reconciliation, JourneyNotifier notifier, TimeProvider time)
{
    // In winter the first of the schedule's two times is five in London, in summer the second is seven.
    private static bool IsTheWrongHourOfTheSchedule(DateTimeOffset now) => ServiceCalendar.TimeOf(now) is { Minute: 0, Hour: 5 or 7 };

    /// <summary>Reconciles.</summary>
    [Function(nameof(Reconcile))]
    public async Task RunAsync(
        [TimerTrigger("0 0 5,6 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        notifier.Use(durable);
        if (timer.IsPastDue || !IsTheWrongHourOfTheSchedule(time.GetUtcNow()))
        {
            await reconciliation.RunAsync(durable, cancel);
        }
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
