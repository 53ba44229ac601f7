using System.Globalization;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Functions.Timers;

/// <summary>
/// Tells whoever runs the service that a store was set back: a region that was lost and came up in another with what had
/// been copied by then, or tables brought back from an earlier time. Nothing here can know what was lost; the archive can
/// (docs/deploy.md, "After a loss").
/// </summary>
public sealed class RestoreDetector(IWorklist worklist, PathwayPolicy policy, TimeProvider time)
{
    /// <summary>So many lost journeys are named at once; by then the archive has to be gone through whole.</summary>
    public const int MostNamed = 200;

    private const string Again = "Send again what arrived for it, from the archive (see After a loss in docs/deploy.md).";

    /// <summary>A journey's record is older than what the lists showed of it.</summary>
    internal Task OfJourneyAsync(Journey journey, int shownStep, string shownState, CancellationToken cancel) => RaiseAsync(
        string.Create(CultureInfo.InvariantCulture, $"set-back/{journey.Id.Value}/{shownStep}"),
        journey.Id,
        journey.Practice,
        $"This journey's record went back in time. {Again}",
        $"The lists showed it in {shownState}, step {shownStep}; the record says {journey.State.Name}, step {journey.Step}.",
        cancel);

    /// <summary>A journey is on the lists and has no record any more.</summary>
    internal Task OfLostJourneyAsync(JourneyId journey, OdsCode practice, string shownState, CancellationToken cancel) => RaiseAsync(
        $"lost/{journey.Value}",
        null,
        practice,
        $"The record of journey {journey.Value} is lost. {Again}",
        $"The lists show it in {shownState}, and there is nothing behind them.",
        cancel);

    /// <summary>The audit trail no longer runs through where it ended on a day.</summary>
    internal Task OfAuditAsync(DateTimeOffset ended, CancellationToken cancel) => RaiseAsync(
        $"audit/{ServiceCalendar.DateOf(ended):yyyy-MM-dd}",
        null,
        null,
        "The audit trail was changed or set back. Find out by whom and since when, before anything else.",
        string.Create(CultureInfo.InvariantCulture, $"It no longer runs through where it ended on {ServiceCalendar.DateOf(ended):d MMMM yyyy}, as the container audit has it."),
        cancel);

    private Task RaiseAsync(string item, JourneyId? journey, OdsCode? practice, string what, string because, CancellationToken cancel) =>
        worklist.RaiseAsync(
            new WorkItem(item, journey, practice, what, Owner.Admin, ServiceCalendar.CloseOfWorkingDay(time.GetUtcNow(), 0, policy.CloseOfBusiness), because), cancel);
}
