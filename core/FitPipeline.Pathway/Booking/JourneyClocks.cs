namespace FitPipeline.Pathway;

/// <summary>
/// The national waiting-time clocks of a journey, from stored events, on London dates: recomputable at any time.
/// Sources: NHS England cancer waiting times from 1 October 2023 (28-day Faster Diagnosis, 62 days); DM01 (six weeks).
/// </summary>
/// <param name="ReferralReceivedOn">Day 0 of the Faster Diagnosis and 62-day clocks.</param>
/// <param name="ExaminationRequestedOn">Day 0 of DM01; null before an examination was asked for.</param>
/// <param name="ToldOn">When the patient was told cancer or not; null before.</param>
public sealed record JourneyClocks(DateOnly ReferralReceivedOn, DateOnly? ExaminationRequestedOn, DateOnly? ToldOn)
{
    /// <summary>Days within which the patient is told.</summary>
    public const int FasterDiagnosisDays = 28;

    /// <summary>Days within which a first treatment starts.</summary>
    public const int TreatmentDays = 62;

    /// <summary>Days within which a diagnostic test is done.</summary>
    public const int DiagnosticDays = 42;

    /// <summary>The clocks of a journey.</summary>
    public static JourneyClocks Of(Journey journey) => new(
        London.DateOf(journey.ReferredAt),
        journey.ListedAt is { } listed ? London.DateOf(listed) : null,
        journey.ToldAt is { } told ? London.DateOf(told) : null);

    /// <summary>The first day on which the 28-day standard is breached: told on day 28 is in time.</summary>
    public DateOnly FasterDiagnosisBreachOn => ReferralReceivedOn.AddDays(FasterDiagnosisDays + 1);

    /// <summary>The first day on which the 62-day standard is breached.</summary>
    public DateOnly TreatmentBreachOn => ReferralReceivedOn.AddDays(TreatmentDays + 1);

    /// <summary>The first day on which the six-week standard is breached; null before an examination was asked for.</summary>
    public DateOnly? Dm01BreachOn => ExaminationRequestedOn?.AddDays(DiagnosticDays + 1);

    /// <summary>The day of the Faster Diagnosis clock: 0 on the day of receipt; it stops when the patient is told.</summary>
    public int FasterDiagnosisDay(DateOnly today) => (ToldOn ?? today).DayNumber - ReferralReceivedOn.DayNumber;
}
