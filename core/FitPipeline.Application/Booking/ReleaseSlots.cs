using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Effects;

namespace FitPipeline.Application.Booking;

/// <summary>Gives slots back.</summary>
public sealed class ReleaseSlots(ISlotBook slots) : IEffectHandler
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.ReleaseSlot);

    /// <inheritdoc/>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel) =>
        slots.EndAsync(((Effect.ReleaseSlot)pending.Effect).BookingId, BookingStatus.Cancelled, cancel);
}
