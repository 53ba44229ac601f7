using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>Asks for slots.</summary>
public sealed class RequestBookings(IBookingRequests requests) : IEffectDoer
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.RequestBooking);

    /// <inheritdoc/>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel) => requests.AskAsync(pending.Journey, pending.Id, cancel);
}
