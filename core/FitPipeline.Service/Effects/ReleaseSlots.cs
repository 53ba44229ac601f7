using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>Gives slots back.</summary>
public sealed class ReleaseSlots(ISlotBook slots) : IEffectDoer
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.ReleaseSlot);

    /// <inheritdoc/>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel) =>
        slots.EndAsync(((Effect.ReleaseSlot)pending.Effect).BookingId, BookingStatus.Cancelled, cancel);
}
