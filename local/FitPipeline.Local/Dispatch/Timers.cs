using FitPipeline.Application.Booking;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Local.Dispatch;

/// <summary>What the host does by the clock: booking rounds every quarter of an hour, the reconciliation at six.</summary>
public sealed class Timers(ITimerLog log, RunBookingRound round, Reconcile reconcile, TimeProvider time)
{
    private const string Daily = "Reconcile";
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeOnly Six = new(6, 0);

    // Not written down: a round too many gives nothing twice, and a host that starts runs one first.
    private DateTimeOffset? _lastRound;

    /// <summary>Runs what is due.</summary>
    /// <returns>How many timers ran.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        int ran = 0;
        DateTimeOffset now = time.GetUtcNow();
        if (now >= NextRound)
        {
            await round.RunAsync(cancel);
            _lastRound = now;
            ran++;
        }

        if (now >= await NextDailyAsync(cancel))
        {
            await reconcile.RunAsync(cancel);
            await log.RanAsync(Daily, now, cancel);
            ran++;
        }

        return ran;
    }

    /// <summary>When the next timer is due.</summary>
    public async Task<DateTimeOffset> NextAsync(CancellationToken cancel)
    {
        DateTimeOffset daily = await NextDailyAsync(cancel);
        return NextRound < daily ? NextRound : daily;
    }

    // By the clock's quarters and not from when the host began: the same things arriving give the same rounds again.
    private DateTimeOffset NextRound => _lastRound is { } last
        ? new DateTimeOffset(last.UtcTicks - (last.UtcTicks % Quarter.Ticks) + Quarter.Ticks, TimeSpan.Zero)
        : time.GetUtcNow();

    private async Task<DateTimeOffset> NextDailyAsync(CancellationToken cancel)
    {
        if (await log.LastRunAsync(Daily, cancel) is not { } last)
        {
            return time.GetUtcNow();
        }

        DateTimeOffset six = ServiceCalendar.At(ServiceCalendar.DateOf(last), Six);
        return six > last ? six : ServiceCalendar.At(ServiceCalendar.DateOf(last).AddDays(1), Six);
    }
}
