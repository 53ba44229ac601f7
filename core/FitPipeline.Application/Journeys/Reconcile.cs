using FitPipeline.Application.Booking;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Journeys;

/// <summary>What a reconciliation found.</summary>
/// <param name="Counts">Where the journeys are.</param>
/// <param name="EffectsLate">Effects that should have been done and are not.</param>
/// <param name="AuditBroken">True when the audit trail does not fit its hashes.</param>
public sealed record ReconcileReport(JourneyCounts Counts, int EffectsLate, bool AuditBroken)
{
    /// <summary>True when the promise is kept.</summary>
    public bool Sound => Counts.OpenWithoutNextAction == 0 && EffectsLate == 0 && !AuditBroken
        && Counts.ByState.Values.Sum() == Counts.Started;
}

/// <summary>
/// Proves once a day that every journey ever started is somewhere, that every open one has a next action, that nothing
/// asked for was left undone, and that nobody has changed the audit trail; raises what does not hold. A booking that a
/// crash left unknown to its journey is finished first.
/// </summary>
public sealed class Reconcile(
    IJourneyStore journeys, IEffectOutbox effects, IAuditTrail audit, IWorklist worklist, RunBookingRound bookings, PathwayPolicy policy, TimeProvider time)
{
    private const int MostLate = 1000;
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>Reconciles.</summary>
    public async Task<ReconcileReport> RunAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        await bookings.MendAsync(cancel);
        ReconcileReport report = new(
            await journeys.CountsAsync(cancel),
            (await effects.PendingAsync(now - Late, MostLate, cancel)).Count(effect => effect.Attempts > 0),
            await audit.FirstBreakAsync(cancel) is not null);
        if (!report.Sound)
        {
            await worklist.RaiseAsync(
                new WorkItem(
                    $"reconcile/{ServiceCalendar.DateOf(now):yyyy-MM-dd}",
                    null,
                    null,
                    "The daily reconciliation does not add up. Find out why before anything else.",
                    Owner.Admin,
                    ServiceCalendar.CloseOfWorkingDay(now, 0, policy.CloseOfBusiness),
                    $"Open without a next action: {report.Counts.OpenWithoutNextAction}. Effects left undone: {report.EffectsLate}. Audit trail broken: {(report.AuditBroken ? "yes" : "no")}."),
                cancel);
        }

        return report;
    }
}
