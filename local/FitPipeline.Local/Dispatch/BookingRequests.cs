using FitPipeline.Application.Booking;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Local.Dispatch;

/// <summary>
/// Keeps no list of requests: a journey that waits for a slot is one, and the next booking round, at most a quarter of an
/// hour away, sees them all together, so that the slots go where they find cancer soonest and not to who asked first.
/// </summary>
public sealed class BookingRequests : IBookingRequests
{
    /// <inheritdoc/>
    public Task AskAsync(JourneyId journey, string requestId, CancellationToken cancel) => Task.CompletedTask;
}
