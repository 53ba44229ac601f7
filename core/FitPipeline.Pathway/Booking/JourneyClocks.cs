using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Booking;

/// <summary>The national clocks of one journey, reckoned afresh each time from the dates of its events: nothing counts up or is stored.</summary>
/// <remarks>
/// All dates are London's, so neither midnight in UTC nor a change of the clocks moves a day. The standards are England's since 1 October 2023
/// (nelcanceralliance.nhs.uk; DM01: NHS England). When the rules let a clock restart, only the clock does: the wait that priority is reckoned
/// from goes on, for a tumour does not restart.
/// </remarks>
/// <param name="ReferralReceivedOn">Day 0 of the 28-day and 62-day clocks.</param>
/// <param name="TestRequestedOn">Day 0 of the six-week clock: joining the waiting list; null before.</param>
/// <param name="ToldOn">When the patient was told cancer or not, which stops the 28-day clock; filing a result does not. Null before.</param>
public sealed record JourneyClocks(DateOnly ReferralReceivedOn, DateOnly? TestRequestedOn, DateOnly? ToldOn)
{
    /// <summary>Days of the Faster Diagnosis Standard: told on day 28 meets it, told on day 29 does not.</summary>
    public const int FasterDiagnosisDays = 28;

    /// <summary>Days of the referral-to-treatment standard: treated on day 62 meets it, on day 63 does not.</summary>
    public const int TreatmentDays = 62;

    /// <summary>Days of six weeks: tested on day 41 meets DM01, on day 42 the wait is six weeks and no longer less.</summary>
    public const int DiagnosticTestDays = 42;

    /// <summary>
    /// When the patient, having missed the first appointment, agreed another; null otherwise. The cancer clocks then run from here.
    /// Needs clinical sign-off: Cancer Waiting Times guidance as generally known, not read; no other delay by the patient moves them.
    /// </summary>
    public DateOnly? RebookedAfterMissOn { get; init; }

    /// <summary>
    /// The date of the test the patient missed or cancelled; null otherwise. The six-week clock then runs from here.
    /// Needs clinical sign-off: DM01 guidance as generally known, not read.
    /// </summary>
    public DateOnly? TestMissedOn { get; init; }

    /// <summary>
    /// The breach date of Faster Diagnosis, as waiting-list offices use the word: the last day on which being told meets the standard
    /// (day 28). Not told when it ends, the journey is in breach from the day after.
    /// </summary>
    public DateOnly FasterDiagnosisBreachOn => CancerClockFrom.AddDays(FasterDiagnosisDays);

    /// <summary>The breach date of the 62-day standard: the last day on which first treatment meets it.</summary>
    public DateOnly SixtyTwoDayBreachOn => CancerClockFrom.AddDays(TreatmentDays);

    /// <summary>
    /// The day on which the wait for the test reaches six weeks; null before a test was asked for. Unlike the cancer standards this one says
    /// "less than": the day before is the last that meets it.
    /// </summary>
    public DateOnly? Dm01BreachOn => (TestMissedOn ?? TestRequestedOn)?.AddDays(DiagnosticTestDays);

    private DateOnly CancerClockFrom => RebookedAfterMissOn ?? ReferralReceivedOn;

    /// <summary>The clocks of a journey, which is itself rebuilt from its events.</summary>
    /// <param name="journey">The journey.</param>
    public static JourneyClocks Of(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return Of(journey.ReferredAt, journey.ListedAt, journey.ToldAt) with
        {
            RebookedAfterMissOn = journey.RebookedAfterMissAt is { } rebooked ? ServiceCalendar.DateOf(rebooked) : null,
            TestMissedOn = journey.TestMissedOn,
        };
    }

    /// <summary>The breach date of Faster Diagnosis of a patient who is still to be told; null once told, or when the journey has ended.</summary>
    /// <param name="journey">The journey.</param>
    public static DateOnly? TellBy(Journey journey) =>
        journey.State is JourneyState.Open && journey.ToldAt is null ? Of(journey).FasterDiagnosisBreachOn : null;

    /// <summary>The clocks that run from these moments.</summary>
    /// <param name="referralReceivedAt">When the service received the referral.</param>
    /// <param name="testRequestedAt">When the examination was asked for; null before.</param>
    /// <param name="toldAt">When the patient was told; null before.</param>
    public static JourneyClocks Of(DateTimeOffset referralReceivedAt, DateTimeOffset? testRequestedAt, DateTimeOffset? toldAt) => new(
        ServiceCalendar.DateOf(referralReceivedAt),
        testRequestedAt is { } requested ? ServiceCalendar.DateOf(requested) : null,
        toldAt is { } told ? ServiceCalendar.DateOf(told) : null);

    /// <summary>The day of the Faster Diagnosis clock: 0 on the day it starts. It stops on the day the patient is told.</summary>
    /// <param name="today">The London date asked about.</param>
    public int FasterDiagnosisDay(DateOnly today) => (ToldOn ?? today).DayNumber - CancerClockFrom.DayNumber;

    /// <summary>Whether the patient was told too late, or is still untold too late.</summary>
    /// <param name="today">The London date asked about.</param>
    public bool FasterDiagnosisBreached(DateOnly today) => FasterDiagnosisDay(today) > FasterDiagnosisDays;
}
