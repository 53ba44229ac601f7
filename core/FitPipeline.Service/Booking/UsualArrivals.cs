using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>
/// Who usually joins the waiting list in a week, from the journeys themselves. Counted once a London day, for it reads them
/// all; whoever asks in between is given the same answer.
/// </summary>
public sealed class UsualArrivals(IJourneyStore journeys, BookingPolicy policy)
{
    private volatile Counted? _counted;

    /// <summary>Who is expected to join, in a usual week.</summary>
    public async Task<IReadOnlyList<ExpectedArrivals>> ExpectedAsync(DateOnly today, CancellationToken cancel)
    {
        if (_counted is { } counted && counted.On == today)
        {
            return counted.PerWeek;
        }

        ArrivalCount count = new(today, policy);
        await foreach (JourneyListing listing in journeys.AllAsync(cancel))
        {
            count.Add(listing.Journey);
        }

        _counted = new Counted(today, count.PerWeek());
        return _counted.PerWeek;
    }

    private sealed record Counted(DateOnly On, IReadOnlyList<ExpectedArrivals> PerWeek);
}
