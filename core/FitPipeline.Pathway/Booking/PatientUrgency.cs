namespace FitPipeline.Pathway.Booking;

/// <summary>What a patient's waiting counts from a day on: the rule that applies, the days waited and the deadlines ahead.</summary>
internal sealed class PatientUrgency
{
    private PatientUrgency(UrgencyRule rule, DateOnly today, int waited, IReadOnlyList<ExaminationDeadline> deadlines)
    {
        Rule = rule;
        Today = today;
        Waited = waited;
        Deadlines = deadlines;
    }

    public UrgencyRule Rule { get; }

    public DateOnly Today { get; }

    public int Waited { get; }

    public IReadOnlyList<ExaminationDeadline> Deadlines { get; }

    public static PatientUrgency Of(WaitingPatient patient, DateOnly today, BookingPolicy policy)
    {
        UrgencyRule rule = patient.Override is { } priority && today <= priority.Until
            ? policy.RuleOfPriority(priority.Level)
            : policy.RuleOf(RankedBand(patient));
        return new(rule, today, patient.DaysWaited(today), ExaminationDeadline.Of(patient, policy));
    }

    /// <summary>Someone who is expected to join the list on a later day: no clock is known of them yet.</summary>
    public static PatientUrgency OfExpected(FhbBand band, DateOnly joinsOn, BookingPolicy policy) => new(policy.RuleOf(band), joinsOn, 0, []);

    /// <summary>
    /// Iron-deficiency anaemia below 2 µg/g counts as 2 to below 10: advanced neoplasia was found in 1.2 % of such patients below 10 µg/g
    /// (Glasgow, frontiersin 10.3389/fmed.2021.700753, n = 575), and they are excluded from step-down. It raises, never lowers.
    /// </summary>
    public static FhbBand RankedBand(WaitingPatient patient) =>
        patient is { IronDeficiencyAnaemia: true, Band: FhbBand.Below2 } ? FhbBand.From2 : patient.Band;

    /// <summary>What waiting from today to an examination counts; 0 for a day not after today.</summary>
    public long PointsUntil(DateOnly examinedOn)
    {
        int days = Math.Max(0, examinedOn.DayNumber - Today.DayNumber);
        long points = Rule.PointsBetween(Waited, Waited + days);
        foreach (ExaminationDeadline deadline in Deadlines)
        {
            points += deadline.PointsBetween(Today, examinedOn);
        }

        return points;
    }
}
