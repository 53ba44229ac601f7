using System.Text.Json.Serialization;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Application.Reports;

/// <summary>What has happened on a journey, for counting.</summary>
[Flags]
public enum JourneyMarks
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>A kit was posted.</summary>
    KitPosted = 1,

    /// <summary>A kit came back from the patient, or a result of one.</summary>
    Returned = 2,

    /// <summary>A value was reported.</summary>
    Resulted = 4,

    /// <summary>It has ended.</summary>
    Ended = 8,

    /// <summary>It has ended with an examination.</summary>
    Investigated = 16,

    /// <summary>The result reassured: it has ended so, or is under review.</summary>
    Reassured = 32,

    /// <summary>The kit was not returned, and the practice is asked.</summary>
    NotReturned = 64,

    /// <summary>The cancer standards bind it.</summary>
    OnCancerPathway = 128,

    /// <summary>It has ended with a cancer found.</summary>
    CancerFound = 256,
}

/// <summary>The few facts of a journey that reports count. Nothing here names anybody.</summary>
public sealed record JourneyFigures
{
    /// <summary>The journey.</summary>
    public required JourneyId Id { get; init; }

    /// <summary>The referring practice.</summary>
    public required OdsCode Practice { get; init; }

    /// <summary>The sex recorded at referral.</summary>
    public required Sex Sex { get; init; }

    /// <summary>The age at referral, in years.</summary>
    public required int AgeInYears { get; init; }

    /// <summary>What has happened.</summary>
    public required JourneyMarks Marks { get; init; }

    /// <summary>The least, in µg/g, that the journey's f-Hb can be; null without one, or when its sign leaves that open.</summary>
    public decimal? AtLeastMicrogramsPerGram { get; init; }

    /// <summary>When the referral was received.</summary>
    public required DateTimeOffset ReferredAt { get; init; }

    /// <summary>When the first kit was posted; null before.</summary>
    public DateTimeOffset? FirstPostedAt { get; init; }

    /// <summary>When the first kit was received; null before.</summary>
    public DateTimeOffset? FirstReceivedAt { get; init; }

    /// <summary>When the first kit's first value was reported; null before.</summary>
    public DateTimeOffset? FirstReportedAt { get; init; }

    /// <summary>When the first value that counts was reported; null before.</summary>
    public DateTimeOffset? CountedReportedAt { get; init; }

    /// <summary>When a clinician took the patient on; null before.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>When the patient joined the waiting list; null before.</summary>
    public DateTimeOffset? ListedAt { get; init; }

    /// <summary>When the appointment was booked; null without one.</summary>
    public DateTimeOffset? BookedAt { get; init; }

    /// <summary>When the patient was examined; null before.</summary>
    public DateTimeOffset? ExaminedAt { get; init; }

    /// <summary>When the patient was told; null before.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>When another appointment was agreed after the first was missed, which moves the 28-day clock; null otherwise.</summary>
    public DateTimeOffset? RebookedAfterMissAt { get; init; }

    /// <summary>The date of the test the patient missed or cancelled, which moves the six-week clock; null otherwise.</summary>
    public DateOnly? TestMissedOn { get; init; }

    /// <summary>When it ended; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The London date on which the referral was received.</summary>
    [JsonIgnore]
    public DateOnly ReceivedOn => ServiceCalendar.DateOf(ReferredAt);

    /// <summary>The figures of a journey.</summary>
    public static JourneyFigures Of(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        Kit? first = journey.Kits.Count > 0 ? journey.Kits[0] : null;
        bool investigated = journey.State is JourneyState.Closed { Outcome: Outcome.Investigated };
        return new JourneyFigures
        {
            Id = journey.Id,
            Practice = journey.Practice,
            Sex = journey.Picture.Sex,
            AgeInYears = journey.Picture.AgeInYears,
            Marks = MarksOf(journey),
            AtLeastMicrogramsPerGram = journey.HighestResult?.AtLeastMicrogramsPerGram,
            ReferredAt = journey.ReferredAt,
            FirstPostedAt = first?.PostedAt,
            FirstReceivedAt = first?.ReceivedAt,
            FirstReportedAt = first is null ? null : journey.Results.FirstOrDefault(result => result.Kit == first.Id)?.ReportedAt,
            CountedReportedAt = journey.Results.FirstOrDefault(result => result.Counts)?.ReportedAt,
            AcknowledgedAt = journey.AcknowledgedAt,
            ListedAt = journey.ListedAt,
            BookedAt = journey.Appointment?.BookedAt,
            ExaminedAt = investigated ? journey.Appointment?.StartsAt : null,
            ToldAt = journey.ToldAt,
            RebookedAfterMissAt = journey.RebookedAfterMissAt,
            TestMissedOn = journey.TestMissedOn,
            EndedAt = journey.State is JourneyState.Closed closed ? closed.At : null,
        };
    }

    /// <summary>Whether something has happened.</summary>
    public bool Has(JourneyMarks mark) => (Marks & mark) == mark;

    /// <summary>Whether the patient was told too late, or is still untold too late.</summary>
    /// <param name="today">The London date.</param>
    public bool FasterDiagnosisBreached(DateOnly today) => Clocks.FasterDiagnosisBreached(today);

    /// <summary>The waiting-time standards that bind the journey: what <see cref="StandardClock.Of(Journey)"/> says of it.</summary>
    public IEnumerable<StandardClock> Standards() => StandardClock.Of(
        Id, Clocks, Has(JourneyMarks.OnCancerPathway), Has(JourneyMarks.CancerFound), DateOf(EndedAt), DateOf(ExaminedAt));

    private JourneyClocks Clocks => JourneyClocks.Of(ReferredAt, ListedAt, ToldAt) with
    {
        RebookedAfterMissOn = DateOf(RebookedAfterMissAt),
        TestMissedOn = TestMissedOn,
    };

    private static DateOnly? DateOf(DateTimeOffset? at) => at is { } known ? ServiceCalendar.DateOf(known) : null;

    private static JourneyMarks MarksOf(Journey journey) =>
        (journey.Kits.Count > 0 ? JourneyMarks.KitPosted : JourneyMarks.None)
        | (journey.Kits.Any(kit => kit.ReceivedAt is not null || kit.State is KitState.Resulted or KitState.Rejected) ? JourneyMarks.Returned : JourneyMarks.None)
        | (journey.Results.Count > 0 ? JourneyMarks.Resulted : JourneyMarks.None)
        | (WaitingPatient.IsOnCancerPathway(journey) ? JourneyMarks.OnCancerPathway : JourneyMarks.None)
        | (journey.State is JourneyState.Closed { Finding: ExaminationFinding.Cancer } ? JourneyMarks.CancerFound : JourneyMarks.None)
        | journey.State switch
        {
            JourneyState.Closed { Outcome: Outcome.Investigated } => JourneyMarks.Ended | JourneyMarks.Investigated,
            JourneyState.Closed { Outcome: Outcome.Reassured } => JourneyMarks.Ended | JourneyMarks.Reassured,
            JourneyState.Closed => JourneyMarks.Ended,
            JourneyState.SafetyNet => JourneyMarks.Reassured,
            JourneyState.PracticeReview { Question: PracticeQuestion.NotReturned } => JourneyMarks.NotReturned,
            _ => JourneyMarks.None,
        };
}
