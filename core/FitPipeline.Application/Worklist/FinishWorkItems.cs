using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Worklist;

/// <summary>Marks work done that an event has answered.</summary>
public sealed class FinishWorkItems(IWorklist worklist, TimeProvider time) : IEffectHandler
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.FinishWorkItem);

    /// <summary>The id of work that an event finishes.</summary>
    public static string IdOf(JourneyId journey, string key) => $"{journey.Value}.{key}";

    /// <summary>The name within its journey of work with this id; the id itself where it has none.</summary>
    internal static string KeyOf(JourneyId journey, string itemId) =>
        itemId.StartsWith(journey.Value + ".", StringComparison.Ordinal) ? itemId[(journey.Value.Length + 1)..] : itemId;

    /// <inheritdoc/>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel) => worklist.DoneAsync(
        IdOf(pending.Journey, ((Effect.FinishWorkItem)pending.Effect).Key), Actor.Pathway, null, time.GetUtcNow(), cancel);
}
