using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>Puts kits on the list to be posted.</summary>
public sealed class PostKits(IKitDispatchList kits, TimeProvider time) : IEffectDoer
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.PostKit);

    /// <inheritdoc/>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel) =>
        kits.AddAsync(new KitDispatch(pending.Id, pending.Journey, ((Effect.PostKit)pending.Effect).KitNumber, time.GetUtcNow()), cancel);
}
