namespace FitPipeline.Pathway;

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
        JourneyClocks clocks = JourneyClocks.Of(journey);
        DateOnly? ended = journey.State is JourneyState.Closed closed ? London.DateOf(closed.At) : null;
        if (WaitingPatient.IsOnCancerPathway(journey))
        {
            yield return new(journey.Id, WaitingStandard.FasterDiagnosis, clocks.FasterDiagnosisBreachOn, clocks.ToldOn ?? ended);
            if (journey.State is not JourneyState.Closed { Finding: ExaminationFinding.Cancer })
            {
                yield return new(journey.Id, WaitingStandard.SixtyTwoDay, clocks.SixtyTwoDayBreachOn, ended);
            }
        }

        if (clocks.Dm01BreachOn is { } sixWeeks)
        {
            DateOnly? examined = journey.State is JourneyState.Closed { Outcome: Outcome.Investigated } && journey.Appointment is { } appointment
                ? London.DateOf(appointment.StartsAt)
                : ended;
            yield return new(journey.Id, WaitingStandard.Dm01, sixWeeks.AddDays(-1), examined);
        }
    }

    /// <summary>Whether it stopped too late, or runs too long already.</summary>
    /// <param name="today">The London date.</param>
    public bool Missed(DateOnly today) => (StoppedOn ?? today) > LastDay;
}
