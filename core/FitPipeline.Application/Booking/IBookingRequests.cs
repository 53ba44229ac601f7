using FitPipeline.Pathway.Identity;

namespace FitPipeline.Application.Booking;

/// <summary>Asks for a slot: the next booking round, or a booking system outside, sees to it.</summary>
public interface IBookingRequests
{
    /// <summary>Asks. The same id again is the same request.</summary>
    Task AskAsync(JourneyId journey, string requestId, CancellationToken cancel);
}
