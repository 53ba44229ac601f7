using FitPipeline.Pathway;
using FitPipeline.Service;

namespace FitPipeline.Local;

/// <summary>Asks for a booking round soon. Forgotten when the host stops: the next quarter's round makes it good.</summary>
public sealed class BookingRequests : IBookingRequests
{
    private int _asked;

    /// <inheritdoc/>
    public Task AskAsync(JourneyId journey, string requestId, CancellationToken cancel)
    {
        Interlocked.Exchange(ref _asked, 1);
        return Task.CompletedTask;
    }

    /// <summary>True when a round was asked for since this was last called.</summary>
    public bool Take() => Interlocked.Exchange(ref _asked, 0) == 1;
}
