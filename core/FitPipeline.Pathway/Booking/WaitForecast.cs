using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Booking;

/// <summary>When a waiting patient is likely to be examined.</summary>
/// <param name="Patient">The journey.</param>
/// <param name="Rank">The place on the whole list; 1 is first.</param>
/// <param name="WeekBeginning">The Monday of the week; null when more urgent patients are expected to take every slot until ageing brings this one forward.</param>
/// <param name="Misses">The standards that such a week would miss and that can still be met today.</param>
public sealed record ExpectedWeek(JourneyId Patient, int Rank, DateOnly? WeekBeginning, IReadOnlyList<WaitingStandard> Misses);

/// <summary>
/// The outlook of the whole list at the usual number of slots a week: a sum simple enough to check by hand, not a promise and not a booking round.
/// </summary>
/// <remarks>
/// For each examination the list is taken in order. A patient's share of a week is its slots less those that expected arrivals with more points
/// a day would take; with k patients in front, on the list or booked already,
/// the week is the k ÷ share -th from the first that gives notice. Sites and the patients' own days
/// are left out. A standard counts as missed when the Friday of that week is too late.
/// </remarks>
/// <param name="Patients">Everyone, the list's first place first.</param>
public sealed record WaitForecast(IReadOnlyList<ExpectedWeek> Patients)
{
    private const int DaysFromMondayToFriday = 4;

    /// <summary>How many patients are expected to miss a standard they could still meet.</summary>
    public int PatientsMissing => Patients.Count(patient => patient.Misses.Count > 0);

    /// <summary>The outlook of a list.</summary>
    /// <param name="patients">Everyone waiting without a booking.</param>
    /// <param name="usual">The usual week of each examination; no slots for one that is not named.</param>
    /// <param name="expected">Who is expected to join.</param>
    /// <param name="today">The London date.</param>
    /// <param name="policy">The numbers.</param>
    public static WaitForecast Of(
        IEnumerable<WaitingPatient> patients,
        TypicalWeek usual,
        IReadOnlyCollection<ExpectedArrivals> expected,
        DateOnly today,
        BookingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(patients);
        ArgumentNullException.ThrowIfNull(usual);
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(policy);
        DateOnly firstMonday = MondayOnOrBefore(today.AddDays(policy.NoticeDays));
        var inFront = new Dictionary<Procedure, int>(usual.Taken);
        List<ExpectedWeek> weeks = [];
        foreach (BookingPriority place in BookingPriority.Ranked(patients, today, policy))
        {
            Procedure procedure = place.Patient.Procedure;
            long countsToday = place.Urgency.Rule.PointsOfDay(place.Urgency.Waited);
            int moreUrgent = expected
                .Where(arrivals => arrivals.Procedure == procedure && policy.RuleOf(arrivals.Band).PointsPerDay > countsToday)
                .Sum(arrivals => arrivals.PerWeek);
            int share = usual.SlotsPerWeek.GetValueOrDefault(procedure) - moreUrgent;
            int before = inFront.GetValueOrDefault(procedure);
            inFront[procedure] = before + 1;
            DateOnly? week = share > 0 ? firstMonday.AddDays(7 * (before / share)) : null;
            weeks.Add(new(place.Patient.Id, weeks.Count + 1, week, Misses(place, week)));
        }

        return new(weeks);
    }

    private static List<WaitingStandard> Misses(BookingPriority place, DateOnly? week) =>
    [
        .. place.Urgency.Deadlines
            .Where(deadline => deadline.LastExaminationOn >= place.Today
                && (week is null || deadline.LastExaminationOn < week.Value.AddDays(DaysFromMondayToFriday)))
            .Select(deadline => deadline.Standard),
    ];

    private static DateOnly MondayOnOrBefore(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
