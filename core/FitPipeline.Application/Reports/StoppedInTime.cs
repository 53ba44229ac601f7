using FitPipeline.Pathway.Booking;

namespace FitPipeline.Application.Reports;

/// <summary>How one waiting-time standard was kept: the clocks that stopped in time or too late, and those that run still.</summary>
public static class StoppedInTime
{
    /// <summary>What a report must say that counts the 62-day clock.</summary>
    internal static readonly string TreatmentElsewhere =
        $"Treatment is not recorded here: the {JourneyClocks.TreatmentDays}-day clock of a cancer found goes on in the hospital's records and is not counted.";

    /// <summary>The names of the figures.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["clocks", "stoppedInTime", "stoppedLate", "runningInTime", "runningLate", "stoppedInTimePercent"];

    /// <summary>The figures of a set of journeys.</summary>
    /// <param name="journeys">The journeys; those the standard does not bind are not counted.</param>
    /// <param name="standard">The standard.</param>
    /// <param name="today">The London date.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<JourneyFigures> journeys, WaitingStandard standard, DateOnly today)
    {
        int stoppedInTime = 0;
        int stoppedLate = 0;
        int running = 0;
        int over = 0;
        foreach (StandardClock clock in journeys.SelectMany(journey => journey.Standards()).Where(clock => clock.Standard == standard))
        {
            bool late = clock.Missed(today);
            if (clock.StoppedOn is not null)
            {
                stoppedInTime += late ? 0 : 1;
                stoppedLate += late ? 1 : 0;
            }
            else
            {
                running += late ? 0 : 1;
                over += late ? 1 : 0;
            }
        }

        int stopped = stoppedInTime + stoppedLate;
        return
        [
            Figures.Count(stopped + running + over), Figures.Count(stoppedInTime), Figures.Count(stoppedLate), Figures.Count(running), Figures.Count(over),
            Figures.Share(stoppedInTime, stopped),
        ];
    }
}
