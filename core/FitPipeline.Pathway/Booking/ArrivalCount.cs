using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Booking;

/// <summary>Counts who joined the waiting list in the weeks before a day, to say who may be expected after it.</summary>
/// <param name="today">The London date; whoever joined on it is not counted, so that a day's answer is the same all day.</param>
/// <param name="policy">Over how many weeks, and how many are enough.</param>
public sealed class ArrivalCount(DateOnly today, BookingPolicy policy)
{
    private readonly Dictionary<(Procedure Procedure, FhbBand Band), int[]> _byWeeksAgo = [];
    private int _longestAgo;

    /// <summary>Takes a journey into the count; one that never joined the list, or joined it today, counts for nothing.</summary>
    /// <param name="journey">The journey.</param>
    public void Add(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        if (journey.ListedAt is not { } listedAt || WaitingPatient.BandOf(journey) is not { } band)
        {
            return;
        }

        int daysAgo = today.DayNumber - ServiceCalendar.DateOf(listedAt).DayNumber;
        if (daysAgo < 1)
        {
            return;
        }

        _longestAgo = Math.Max(_longestAgo, daysAgo);
        int weeksAgo = (daysAgo - 1) / 7;
        if (weeksAgo < policy.ArrivalWeeks)
        {
            if (!_byWeeksAgo.TryGetValue((journey.Procedure, band), out int[]? weeks))
            {
                _byWeeksAgo[(journey.Procedure, band)] = weeks = new int[policy.ArrivalWeeks];
            }

            weeks[weeksAgo]++;
        }
    }

    /// <summary>Who joins in a usual week, rounded down: a place is not kept for part of a patient. Nobody while the counts are too few weeks old.</summary>
    public IReadOnlyList<ExpectedArrivals> PerWeek()
    {
        int weeks = Math.Min(policy.ArrivalWeeks, _longestAgo / 7);
        return weeks < policy.LeastArrivalWeeks
            ? []
            :
            [
                .. _byWeeksAgo
                    .Select(pair => new ExpectedArrivals(pair.Key.Procedure, pair.Key.Band, pair.Value.Take(weeks).Sum() / weeks))
                    .Where(arrivals => arrivals.PerWeek > 0)
                    .OrderBy(arrivals => arrivals.Procedure)
                    .ThenByDescending(arrivals => arrivals.Band),
            ];
    }
}
