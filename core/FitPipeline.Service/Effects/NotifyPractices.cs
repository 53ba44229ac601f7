using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>Tells practices about their patients.</summary>
public sealed class NotifyPractices(IPracticeNotices notices, IJourneyStore journeys, TimeProvider time) : IEffectDoer
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.NotifyPractice);

    /// <inheritdoc/>
    public async Task DoAsync(PendingEffect pending, CancellationToken cancel)
    {
        Journey journey = await journeys.OfEffectAsync(pending, cancel);
        PracticeNotice notice = ((Effect.NotifyPractice)pending.Effect).Notice;
        await notices.TellAsync(new PracticeNotification(pending.Id, pending.Journey, journey.Practice, notice, time.GetUtcNow()), cancel);
    }
}
