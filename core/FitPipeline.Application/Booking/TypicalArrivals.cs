using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Booking;

/// <summary>
/// Who usually joins the waiting list in a week, from the journeys as they stood when the London day began: whoever asks, and
/// whenever in the day, also after a restart, is given the same answer. Counted once a day, for it reads every journey.
/// </summary>
public sealed class TypicalArrivals(IJourneyStore journeys, BookingPolicy policy, PolicyHistory policies)
{
    private volatile Counted? _counted;

    /// <summary>Who is expected to join, in a usual week.</summary>
    public async Task<IReadOnlyList<ExpectedArrivals>> ExpectedAsync(DateOnly today, CancellationToken cancel)
    {
        if (_counted is { } counted && counted.On == today)
        {
            return counted.PerWeek;
        }

        DateTimeOffset begins = ServiceCalendar.At(today, TimeOnly.MinValue);
        ArrivalCount count = new(today, policy);
        await foreach (JourneyListing listing in journeys.AllAsync(cancel))
        {
            Journey? journey = listing.UpdatedAt < begins
                ? listing.Journey
                : await AsOfAsync(listing.Journey.Id, begins, cancel);
            if (journey is not null)
            {
                count.Add(journey);
            }
        }

        _counted = new Counted(today, count.PerWeek());
        return _counted.PerWeek;
    }

    // What moved today is lived again up to today, each event under the policy that decided it; null when it began today.
    private async Task<Journey?> AsOfAsync(JourneyId id, DateTimeOffset begins, CancellationToken cancel)
    {
        Journey? journey = null;
        foreach (RecordedEvent line in await journeys.EventsAsync(id, cancel))
        {
            if (line.RecordedAt >= begins)
            {
                break;
            }

            PathwayPolicy pathway = policies.Of(line.PolicyVersion);
            Decision? decision = journey is not null ? JourneyDecider.Decide(journey, line.Event, pathway)
                : line.Event is PathwayEvent.ReferralReceived referral ? JourneyDecider.Start(referral, pathway)
                : null;
            journey = decision is Decision.Accepted accepted ? accepted.Next : journey;
        }

        return journey;
    }

    private sealed record Counted(DateOnly On, IReadOnlyList<ExpectedArrivals> PerWeek);
}
