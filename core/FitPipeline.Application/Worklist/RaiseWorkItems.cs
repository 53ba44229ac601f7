using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Worklist;

/// <summary>Puts work beside a journey's next action on a worklist.</summary>
public sealed class RaiseWorkItems(IWorklist worklist, IJourneyStore journeys) : IEffectHandler
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.RaiseWorkItem);

    /// <inheritdoc/>
    public async Task DoAsync(PendingEffect pending, CancellationToken cancel)
    {
        Journey journey = await journeys.OfEffectAsync(pending, cancel);
        Effect.RaiseWorkItem item = (Effect.RaiseWorkItem)pending.Effect;

        // Put off by a fault, it may come after the event that answered it: then there is nothing left to do.
        if (item.Key is not null && !journey.Beside.Any(beside => beside.Key == item.Key))
        {
            return;
        }

        string id = item.Key is null ? pending.Id : FinishWorkItems.IdOf(pending.Journey, item.Key);
        await worklist.RaiseAsync(new WorkItem(id, pending.Journey, journey.Practice, item.What, item.Owner, item.Due, item.What), cancel);
    }
}
