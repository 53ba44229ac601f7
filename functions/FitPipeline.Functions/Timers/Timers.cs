using FitPipeline.Application.Booking;
using FitPipeline.Functions.Durable;
using FitPipeline.Pathway.Calendar;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Timers;

/// <summary>Every quarter of an hour: gives free slots to waiting patients.</summary>
public sealed class AllocateSlots(FitPipeline.Application.Booking.RunBookingRound round, JourneyNudges nudges, ILogger<AllocateSlots> log)
{
    /// <summary>Runs a round.</summary>
    [Function(nameof(AllocateSlots))]
    public async Task RunAsync(
        [TimerTrigger("0 */15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        using IDisposable line = nudges.Through(durable);
        BookingRoundReport report = await round.RunAsync(cancel);
        log.Allocated(report.Assigned, report.Waiting);
    }
}

/// <summary>Every five minutes: makes good what was left undone.</summary>
public sealed class Sweep(SweepRound round, JourneyNudges nudges)
{
    /// <summary>Sweeps.</summary>
    [Function(nameof(Sweep))]
    public async Task RunAsync(
        [TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        using IDisposable line = nudges.Through(durable);
        await round.RunAsync(durable, cancel);
    }
}

/// <summary>
/// Daily at six in London: proves that nobody is left behind. The platform's schedules know no summer time here, so it
/// is woken at both hours that can be six, and at the wrong one does nothing.
/// </summary>
public sealed class Reconcile(Reconciliation reconciliation, JourneyNudges nudges, TimeProvider time)
{
    private const int Six = 6;

    /// <summary>Reconciles, if it is six; or past six, when the host was away then.</summary>
    [Function(nameof(Reconcile))]
    public async Task RunAsync(
        [TimerTrigger("0 0 5,6 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        int hour = ServiceCalendar.TimeOf(time.GetUtcNow()).Hour;
        if (hour == Six || (timer.IsPastDue && hour > Six))
        {
            using IDisposable line = nudges.Through(durable);
            await reconciliation.RunAsync(durable, cancel);
        }
    }
}

/// <summary>Daily: forgets orchestrations that ended a month ago. The journeys themselves are in the tables.</summary>
public sealed class PurgeHistory(TimeProvider time, ILogger<PurgeHistory> log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // Before the first orchestration there can be.
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Purges.</summary>
    [Function(nameof(PurgeHistory))]
    public async Task RunAsync(
        [TimerTrigger("0 30 2 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        PurgeResult purged = await durable.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(
                CreatedFrom: Beginning,
                CreatedTo: time.GetUtcNow() - Kept,
                Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Terminated]),
            cancel);
        log.Purged(purged.PurgedInstanceCount);
    }
}
