using FitPipeline.Pathway;
using FitPipeline.Service;

namespace FitPipeline.Local;

/// <summary>What the host does by the clock: booking rounds every quarter of an hour, the reconciliation at six.</summary>
public sealed class Timers(ITimerLog log, RunBookingRound round, Reconcile reconcile, BookingRequests requests, TimeProvider time)
{
    private const string Round = "AllocateSlots";
    private const string Daily = "Reconcile";
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeOnly Six = new(6, 0);

    /// <summary>Runs what is due.</summary>
    /// <returns>How many timers ran.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        int ran = 0;
        DateTimeOffset now = time.GetUtcNow();
        if (requests.Take() || now >= await NextRoundAsync(cancel))
        {
            await round.RunAsync(cancel);
            await log.RanAsync(Round, now, cancel);
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
        DateTimeOffset round = await NextRoundAsync(cancel);
        DateTimeOffset daily = await NextDailyAsync(cancel);
        return round < daily ? round : daily;
    }

    private async Task<DateTimeOffset> NextRoundAsync(CancellationToken cancel) =>
        await log.LastRunAsync(Round, cancel) is { } last ? last + Quarter : time.GetUtcNow();

    private async Task<DateTimeOffset> NextDailyAsync(CancellationToken cancel)
    {
        if (await log.LastRunAsync(Daily, cancel) is not { } last)
        {
            return time.GetUtcNow();
        }

        DateTimeOffset six = London.At(London.DateOf(last), Six);
        return six > last ? six : London.At(London.DateOf(last).AddDays(1), Six);
    }
}
