using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>
/// Tells practices about their patients: in the list of notices, on the practice's worklist, and by an announcement that leads
/// to the notice and holds nothing of it.
/// </summary>
public sealed class NotifyPractices(
    IPracticeNotices notices, IJourneyStore journeys, IWorklist worklist, IPathwayAnnouncements announcements, PathwayPolicy policy, TimeProvider time)
    : IEffectDoer
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
        if (NoticeWords.IsToRead(notice.Notice))
        {
            await worklist.RaiseAsync(
                new WorkItem(
                    "notice/" + pending.Id, pending.Journey, journey.Practice, "Read: " + NoticeWords.Of(notice.Notice), Owner.Practice,
                    London.CloseOfWorkingDay(now, policy.WorkingDaysToDecide, policy.CloseOfBusiness), "The practice is told every outcome."),
                cancel);
        }

        await announcements.PublishAsync(
            new PathwayAnnouncement(pending.Id, pending.Journey, "practice-notified", now, ReadPracticeNoticesEndpoint.PathOf(notice)), cancel);
    }
}
