using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Effects;

namespace FitPipeline.Application.Booking;

/// <summary>Asks for slots.</summary>
public sealed class RequestBookings(IBookingRequests requests) : IEffectHandler
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.RequestBooking);

    /// <inheritdoc/>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel) => requests.AskAsync(pending.Journey, pending.Id, cancel);
}
