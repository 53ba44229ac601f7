using FitPipeline.Application.Journeys;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Practices;

/// <summary>
/// Tells practices about their patients: in the list of notices, on the practice's worklist, and by an announcement that leads
/// to the notice and holds nothing of it.
/// </summary>
public sealed class NotifyPractices(
    IPracticeNotices notices, IJourneyStore journeys, IWorklist worklist, IPathwayAnnouncements announcements, PathwayPolicy policy, TimeProvider time)
    : IEffectHandler
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.NotifyPractice);

    /// <inheritdoc/>
    public async Task DoAsync(PendingEffect pending, CancellationToken cancel)
    {
        Journey journey = await journeys.OfEffectAsync(pending, cancel);
        DateTimeOffset now = time.GetUtcNow();
        PracticeNotification notice = new(pending.Id, pending.Journey, journey.Practice, ((Effect.NotifyPractice)pending.Effect).Notice, now);
        await notices.TellAsync(notice, cancel);
        if (NoticeDescriptions.IsToRead(notice.Notice))
        {
            await worklist.RaiseAsync(
                new WorkItem(
                    "notice/" + pending.Id, pending.Journey, journey.Practice, "Read: " + NoticeDescriptions.Of(notice.Notice), Owner.Practice,
                    ServiceCalendar.CloseOfWorkingDay(now, policy.WorkingDaysToDecide, policy.CloseOfBusiness), "The practice is told every outcome."),
                cancel);
        }

        await announcements.PublishAsync(
            new PathwayAnnouncement(pending.Id, pending.Journey, "practice-notified", now, ReadPracticeNoticesEndpoint.PathOf(notice)), cancel);
    }
}
