using FitPipeline.Pathway.Effects;

namespace FitPipeline.Application.Journeys;

/// <summary>Announces to other systems that journeys moved.</summary>
public sealed class PublishAnnouncements(IPathwayAnnouncements announcements, TimeProvider time) : IEffectHandler
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.Publish);

    /// <inheritdoc/>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel) =>
        announcements.PublishAsync(
            new PathwayAnnouncement(pending.Id, pending.Journey, ((Effect.Publish)pending.Effect).Type, time.GetUtcNow()), cancel);
}
