using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Booking;

/// <summary>The last day on which an examination still lets a waiting-time standard be met.</summary>
/// <param name="Standard">Which standard.</param>
/// <param name="LastExaminationOn">That day, in London.</param>
/// <param name="BreachOn">The standard's own breach date, as <see cref="JourneyClocks"/> defines it.</param>
/// <param name="BreachPoints">What missing it counts.</param>
public readonly record struct ExaminationDeadline(WaitingStandard Standard, DateOnly LastExaminationOn, DateOnly BreachOn, int BreachPoints)
{
    /// <summary>The deadlines that bind a patient, in the order of <see cref="WaitingStandard"/>.</summary>
    /// <param name="patient">The patient.</param>
    /// <param name="policy">How long telling and treating take.</param>
    public static IReadOnlyList<ExaminationDeadline> Of(WaitingPatient patient, BookingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(patient);
        ArgumentNullException.ThrowIfNull(policy);
        return Of(patient.Clocks, patient.OnCancerPathway, policy);
    }

    /// <summary>The deadlines that bind a journey, whether its patient waits or is booked.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="policy">How long telling and treating take.</param>
    public static IReadOnlyList<ExaminationDeadline> Of(Journey journey, BookingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(policy);
        return Of(JourneyClocks.Of(journey), WaitingPatient.IsOnCancerPathway(journey), policy);
    }

    private static List<ExaminationDeadline> Of(JourneyClocks clocks, bool onCancerPathway, BookingPolicy policy)
    {
        var deadlines = new List<ExaminationDeadline>(3);
        if (onCancerPathway)
        {
            if (clocks.ToldOn is null)
            {
                deadlines.Add(new(WaitingStandard.FasterDiagnosis, clocks.FasterDiagnosisBreachOn.AddDays(-policy.DaysToTell), clocks.FasterDiagnosisBreachOn, policy.FasterDiagnosisBreachPoints));
            }

            deadlines.Add(new(WaitingStandard.SixtyTwoDay, clocks.SixtyTwoDayBreachOn.AddDays(-policy.DaysToTreat), clocks.SixtyTwoDayBreachOn, policy.SixtyTwoDayBreachPoints));
        }

        if (clocks.Dm01BreachOn is { } breachOn)
        {
            deadlines.Add(new(WaitingStandard.Dm01, breachOn.AddDays(-1), breachOn, policy.Dm01BreachPoints));
        }

        return deadlines;
    }

    /// <summary>Points for waiting from one day to another: those of missing this deadline, when it falls between. A deadline already missed adds nothing.</summary>
    /// <param name="from">Where the wait stands.</param>
    /// <param name="examinedOn">The day of the examination.</param>
    public long PointsBetween(DateOnly from, DateOnly examinedOn) =>
        LastExaminationOn >= from && LastExaminationOn < examinedOn ? BreachPoints : 0;
}
