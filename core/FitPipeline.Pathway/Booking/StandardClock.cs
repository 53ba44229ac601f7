using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Booking;

/// <summary>One waiting-time standard of one journey, running or stopped: what a report of breaches counts.</summary>
/// <param name="Journey">Whose.</param>
/// <param name="Standard">Which.</param>
/// <param name="LastDay">The last London date on which stopping meets it.</param>
/// <param name="StoppedOn">When it stopped; null while it runs.</param>
public sealed record StandardClock(JourneyId Journey, WaitingStandard Standard, DateOnly LastDay, DateOnly? StoppedOn)
{
    /// <summary>The standards that bind a journey.</summary>
    /// <remarks>
    /// The cancer standards bind whoever was referred on the suspected-cancer pathway or has a result at or above 10 µg/g, as on the waiting list.
    /// The 28-day clock stops when the patient is told, the six-week clock at the examination, and each with the journey. First treatment lies
    /// beyond this service: the 62-day clock of a cancer found goes on in the hospital's own records, and is none of these.
    /// </remarks>
    /// <param name="journey">The journey.</param>
    public static IEnumerable<StandardClock> Of(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        JourneyState.Closed? closed = journey.State as JourneyState.Closed;
        return Of(
            journey.Id,
            JourneyClocks.Of(journey),
            WaitingPatient.IsOnCancerPathway(journey),
            closed?.Finding is ExaminationFinding.Cancer,
            closed is null ? null : ServiceCalendar.DateOf(closed.At),
            closed is { Outcome: Outcome.Investigated } && journey.Appointment is { } appointment ? ServiceCalendar.DateOf(appointment.StartsAt) : null);
    }

    /// <summary>The same of the few facts it turns on.</summary>
    /// <param name="journey">Whose.</param>
    /// <param name="clocks">The journey's clocks.</param>
    /// <param name="onCancerPathway">Whether the cancer standards bind it.</param>
    /// <param name="cancerFound">Whether the examination found a cancer.</param>
    /// <param name="endedOn">The London date on which it ended; null while it is open.</param>
    /// <param name="examinedOn">The London date of the examination; null without one.</param>
    public static IEnumerable<StandardClock> Of(
        JourneyId journey, JourneyClocks clocks, bool onCancerPathway, bool cancerFound, DateOnly? endedOn, DateOnly? examinedOn)
    {
        ArgumentNullException.ThrowIfNull(clocks);
        if (onCancerPathway)
        {
            yield return new(journey, WaitingStandard.FasterDiagnosis, clocks.FasterDiagnosisBreachOn, clocks.ToldOn ?? endedOn);
            if (!cancerFound)
            {
                yield return new(journey, WaitingStandard.SixtyTwoDay, clocks.SixtyTwoDayBreachOn, endedOn);
            }
        }

        if (clocks.Dm01BreachOn is { } sixWeeks)
        {
            yield return new(journey, WaitingStandard.Dm01, sixWeeks.AddDays(-1), examinedOn ?? endedOn);
        }
    }

    /// <summary>Whether it stopped too late, or runs too long already.</summary>
    /// <param name="today">The London date.</param>
    public bool Missed(DateOnly today) => (StoppedOn ?? today) > LastDay;
}
