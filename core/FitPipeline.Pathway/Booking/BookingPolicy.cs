using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Booking;

/// <summary>Every number that booking turns on, versioned; the version is kept with each round. One point is one cancer in ten thousand waiting a day longer.</summary>
public sealed record BookingPolicy
{
    /// <summary>What each day beyond the target adds: one number for all, so that at equal waits a higher band never comes after a lower one.</summary>
    private const int Ageing = 105;

    /// <summary>The policy in force.</summary>
    public static BookingPolicy Current { get; } = new();

    /// <summary>Names this set of numbers.</summary>
    public string Version { get; init; } = "2026-11";

    /// <summary>How a wait counts at 150 µg/g or more.</summary>
    public UrgencyRule From150 { get; init; } = new(FhbBand.From150.RiskPerTenThousand(), TargetDays: 14, Ageing);

    /// <summary>How a wait counts at 10 to below 150 µg/g.</summary>
    public UrgencyRule From10 { get; init; } = new(FhbBand.From10.RiskPerTenThousand(), TargetDays: 14, Ageing);

    /// <summary>How a wait counts at 2 to below 10 µg/g.</summary>
    public UrgencyRule From2 { get; init; } = new(FhbBand.From2.RiskPerTenThousand(), TargetDays: 41, Ageing);

    /// <summary>How a wait counts below 2 µg/g.</summary>
    public UrgencyRule Below2 { get; init; } = new(FhbBand.Below2.RiskPerTenThousand(), TargetDays: 41, Ageing);

    /// <summary>How a wait counts when a clinician set priority 1.</summary>
    public UrgencyRule Priority1 { get; init; } = new(4_000, TargetDays: 7, Ageing);

    /// <summary>How a wait counts when a clinician set priority 2.</summary>
    public UrgencyRule Priority2 { get; init; } = new(1_400, TargetDays: 14, Ageing);

    /// <summary>How a wait counts when a clinician set priority 3.</summary>
    public UrgencyRule Priority3 { get; init; } = new(FhbBand.From10.RiskPerTenThousand(), TargetDays: 14, Ageing);

    /// <summary>How a wait counts when a clinician set priority 4.</summary>
    public UrgencyRule Priority4 { get; init; } = new(FhbBand.From2.RiskPerTenThousand(), TargetDays: 41, Ageing);

    /// <summary>The day of the wait by which a day counts as much for everyone as for a new patient of the highest band: nobody starves.</summary>
    public int EveryoneUrgentByDay { get; init; } = 70;

    /// <summary>Points for breaching Faster Diagnosis.</summary>
    public int FasterDiagnosisBreachPoints { get; init; } = 3_110;

    /// <summary>Points for breaching the 62-day standard.</summary>
    public int SixtyTwoDayBreachPoints { get; init; } = 6_220;

    /// <summary>Points for breaching the six-week standard.</summary>
    public int Dm01BreachPoints { get; init; } = 610;

    /// <summary>Days from the examination to the patient being told cancer or not.</summary>
    public int DaysToTell { get; init; } = 7;

    /// <summary>Days from the examination to first treatment.</summary>
    public int DaysToTreat { get; init; } = 31;

    /// <summary>Days of notice before an examination: bowel preparation has to reach the patient and be taken.</summary>
    public int NoticeDays { get; init; } = 3;

    /// <summary>Days of notice when transport must be arranged.</summary>
    public int TransportNoticeDays { get; init; } = 5;

    /// <summary>Minutes from which a slot is long.</summary>
    public int LongSlotMinutes { get; init; } = 60;

    /// <summary>Days after the last free slot at which whoever is left without one is taken to be examined.</summary>
    public int DaysToNextLists { get; init; } = 7;

    /// <summary>Days ahead over which places on the list are compared: a place is what this much more waiting would cost.</summary>
    public int RankingDays { get; init; } = 7;

    /// <summary>Weeks before today over which those who joined the list are counted, to say who is expected.</summary>
    public int ArrivalWeeks { get; init; } = 8;

    /// <summary>Weeks of the service's own counts before anyone is expected and a place kept: fewer say too little.</summary>
    public int LeastArrivalWeeks { get; init; } = 4;

    /// <summary>Every number's source; a test fails when one is missing.</summary>
    public static IReadOnlyList<PolicySource> Sources { get; } =
    [
        new(nameof(From150), "Points: NICE FIT study, 31.1 % (232 of 746), derived. Target: 28-day timed pathway, colonoscopy by day 14; general knowledge. Ageing: as the lowest band, so that it stays ahead at equal waits.", true),
        new(nameof(From10), "Points: NICE FIT study, 6.1 % (68 of 1,120), derived. Target and ageing as above.", true),
        new(nameof(From2), "Points: NICE FIT study, 1.0 % (18 of 1,788), derived. Target: DM01, less than six weeks: day 41. Ageing as above.", true),
        new(nameof(Below2), "Points: NICE FIT study, 0.18 % (11 of 6,168), derived. Target: DM01, day 41. Ageing 105: the least that counts as a new patient of the highest band by day 70.", true),
        new(nameof(Priority1), "Named after EP1 of Frontline Gastroenterology's endoscopy categories (imaging, mass, FIT above 60); counts more than any band. The number is the service's choice.", true),
        new(nameof(Priority2), "Named after EP2; between the two highest bands (their geometric mean). The number is the service's choice.", true),
        new(nameof(Priority3), "Named after EP3 (standard risk, FIT 11 to 59): as 10 to below 150 µg/g. The service's choice.", true),
        new(nameof(Priority4), "Named after EP4 (FIT below 10): as 2 to below 10 µg/g. The service's choice.", true),
        new(nameof(EveryoneUrgentByDay), "EP1 includes anyone more than 10 weeks on the pathway (Frontline Gastroenterology, tables 143848 and 143867).", false),
        new(nameof(FasterDiagnosisBreachPoints), "The service's choice: one day of the highest band's waiting, so that no target holds such a patient back for longer.", true),
        new(nameof(SixtyTwoDayBreachPoints), "The service's choice: two days of the highest band's waiting.", true),
        new(nameof(Dm01BreachPoints), "The service's choice: one day of waiting at 10 to below 150 µg/g.", true),
        new(nameof(DaysToTell), "Timed pathway: examined by day 14, team meeting by day 21, told by day 28; histology about a week; general knowledge.", true),
        new(nameof(DaysToTreat), "31-day standard, decision to treatment; the decision is taken at the examination; general knowledge.", true),
        new(nameof(NoticeDays), "The service's choice.", true),
        new(nameof(TransportNoticeDays), "The service's choice.", true),
        new(nameof(LongSlotMinutes), "The service's choice.", true),
        new(nameof(DaysToNextLists), "The service's choice: lists are published weekly.", true),
        new(nameof(RankingDays), "The service's choice: lists are published weekly.", true),
        new(nameof(ArrivalWeeks), "The service's choice: long enough to be steady, short enough to follow a season.", true),
        new(nameof(LeastArrivalWeeks), "The service's choice.", true),
    ];

    /// <summary>How a wait counts in a band.</summary>
    /// <param name="band">The band.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band.</exception>
    public UrgencyRule RuleOf(FhbBand band) => band switch
    {
        FhbBand.From150 => From150,
        FhbBand.From10 => From10,
        FhbBand.From2 => From2,
        FhbBand.Below2 => Below2,
        _ => throw new ArgumentOutOfRangeException(nameof(band)),
    };

    /// <summary>How a wait counts at a clinician's priority.</summary>
    /// <param name="level">1 (most urgent) to 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such priority.</exception>
    public UrgencyRule RuleOfPriority(int level) => level switch
    {
        1 => Priority1,
        2 => Priority2,
        3 => Priority3,
        4 => Priority4,
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    /// <summary>
    /// What is wrong with this policy, one sentence a fault; empty when it can be used. A host refuses to start on any:
    /// a senseless number must never order patients.
    /// </summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        UrgencyRule[] bands = [From150, From10, From2, Below2];
        UrgencyRule[] priorities = [Priority1, Priority2, Priority3, Priority4];
        UrgencyRule[] all = [.. bands, .. priorities];
        Require(!string.IsNullOrWhiteSpace(Version), "The booking policy has no version.");
        Require(all.All(rule => rule is { PointsPerDay: > 0, TargetDays: > 0, AgeingPerDay: >= 0 }), "Every day of waiting must count, and none less than the day before.");
        Require(Descends(bands) && Descends(priorities), "A higher f-Hb or priority must not count less than a lower one, however long both have waited.");
        Require(all.All(rule => rule.PointsOfDay(EveryoneUrgentByDay) >= From150.PointsPerDay), $"By day {EveryoneUrgentByDay} everyone must count as much as a new patient of the highest band, or a band starves.");
        Require(FasterDiagnosisBreachPoints >= 0 && SixtyTwoDayBreachPoints >= 0 && Dm01BreachPoints >= 0, "A breach must not be rewarded.");
        Require(DaysToTell is >= 0 and <= JourneyClocks.FasterDiagnosisDays && DaysToTreat is >= 0 and <= JourneyClocks.TreatmentDays, "Telling and treating must fit into their standards.");
        Require(NoticeDays >= 0 && TransportNoticeDays >= NoticeDays && LongSlotMinutes > 0, "Notice and slot lengths must make sense.");
        Require(DaysToNextLists > 0 && RankingDays > 0, "The next lists and the comparison need at least a day.");
        Require(ArrivalWeeks >= LeastArrivalWeeks && LeastArrivalWeeks > 0, "Arrivals are counted over some weeks, and needed for at least one.");
        return faults;

        void Require(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }

        // Both are straight lines once both targets are past: ahead there and no flatter is ahead for ever.
        static bool Descends(UrgencyRule[] rules) => rules.Zip(rules.Skip(1)).All(pair =>
            pair.First.AgeingPerDay >= pair.Second.AgeingPerDay
            && Enumerable.Range(0, 1 + Math.Max(pair.First.TargetDays, pair.Second.TargetDays))
                .All(day => pair.First.PointsOfDay(day) >= pair.Second.PointsOfDay(day)));
    }
}
