using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Effects;

namespace FitPipeline.Application.Kits;

/// <summary>Puts kits on the list to be posted.</summary>
public sealed class PostKits(IKitDispatchList kits, TimeProvider time) : IEffectHandler
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.PostKit);

    /// <inheritdoc/>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel)
    {
        // A kit asked for, overtaken by one that turned up, and asked for again before it was posted is one kit.
        int number = ((Effect.PostKit)pending.Effect).KitNumber;
        return kits.AddAsync(new KitDispatch($"{pending.Journey}.kit{number}", pending.Journey, number, time.GetUtcNow()), cancel);
    }
}
