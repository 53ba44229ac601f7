using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Pathway.Booking;

/// <summary>
/// How many patients are expected to join the list for one examination, in a usual week, from the service's own counts.
/// A round keeps places for them as if they were waiting already, so that today's low-risk patients do not fill next week's lists.
/// </summary>
/// <param name="Procedure">The examination.</param>
/// <param name="Band">The f-Hb band.</param>
/// <param name="PerWeek">How many a week; 0 or more.</param>
public readonly record struct ExpectedArrivals(Procedure Procedure, FhbBand Band, int PerWeek)
{
    /// <summary>
    /// The London dates on which they are taken to join: evenly spread, and on working days, when clinicians acknowledge results. A place kept for
    /// someone who cannot come before Monday would only go to waste.
    /// </summary>
    /// <param name="after">The last day already known; nobody is expected on it.</param>
    /// <param name="until">The last day of interest.</param>
    public IEnumerable<DateOnly> JoiningDays(DateOnly after, DateOnly until)
    {
        for (long number = 1; PerWeek > 0 && until > after; number++)
        {
            // The first whole day by which this many are expected.
            DateOnly day = after.AddDays((int)Math.Min(until.DayNumber - after.DayNumber + 1, ((number * 7) + PerWeek - 1) / PerWeek));
            while (day <= until && !ServiceCalendar.IsWorkingDay(day))
            {
                day = day.AddDays(1);
            }

            if (day > until)
            {
                yield break;
            }

            yield return day;
        }
    }
}
