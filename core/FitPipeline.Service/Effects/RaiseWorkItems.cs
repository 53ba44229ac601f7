using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>Puts work beside a journey's next action on a worklist.</summary>
public sealed class RaiseWorkItems(IWorklist worklist, IJourneyStore journeys) : IEffectDoer
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.RaiseWorkItem);

    /// <inheritdoc/>
    public async Task DoAsync(PendingEffect pending, CancellationToken cancel)
    {
        Journey journey = await journeys.OfEffectAsync(pending, cancel);
        Effect.RaiseWorkItem item = (Effect.RaiseWorkItem)pending.Effect;
        await worklist.RaiseAsync(
            new WorkItem(pending.Id, pending.Journey, journey.Practice, item.What, item.Owner, item.Due, item.What), cancel);
    }
}
