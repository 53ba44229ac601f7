using System.Diagnostics.CodeAnalysis;

namespace FitPipeline.Pathway.Booking;

/// <summary>
/// A patient's place on the waiting list: how much another week of waiting would cost (<see cref="Score"/>), then the longer wait, then the journey's id,
/// so that only one journey equals itself. Smaller comes first.
/// </summary>
/// <remarks>An ordering by published band, wait and clock, which a clinician confirms or overrides; not a patient's own risk.</remarks>
[SuppressMessage(
    "Design",
    "CA1036:Override methods on comparable types",
    Justification = "Less than would read as less urgent, and the first place is the smallest; the order only sorts.")]
public sealed record BookingPriority : IComparable<BookingPriority>
{
    private BookingPriority(WaitingPatient patient, DateOnly today, BookingPolicy policy)
    {
        Patient = patient;
        Today = today;
        Policy = policy;
        Urgency = PatientUrgency.Of(patient, today, policy);
        Score = Urgency.PointsUntil(today.AddDays(policy.RankingDays));
    }

    /// <summary>The patient.</summary>
    public WaitingPatient Patient { get; }

    /// <summary>The London date the place is for.</summary>
    public DateOnly Today { get; }

    /// <summary>The numbers it was reckoned with.</summary>
    public BookingPolicy Policy { get; }

    /// <summary>Points that waiting another <see cref="BookingPolicy.RankingDays"/> days would cost.</summary>
    public long Score { get; }

    /// <summary>Why, line by line, as sentences for a desk, a practice or a patient's advocate to read.</summary>
    public IReadOnlyList<string> Because => [.. Lines.Select(line => line.Words), $"Together: another {Policy.RankingDays} days of waiting would count {PriorityWords.Points(Score)}."];

    /// <summary>The lines of the explanation with the points each explains; their points add up to <see cref="Score"/>.</summary>
    public IReadOnlyList<PriorityLine> Lines => PriorityWords.For(this);

    internal PatientUrgency Urgency { get; }

    /// <summary>A patient's place on a day.</summary>
    /// <param name="patient">The patient.</param>
    /// <param name="today">The London date.</param>
    /// <param name="policy">The numbers.</param>
    public static BookingPriority Of(WaitingPatient patient, DateOnly today, BookingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(patient);
        ArgumentNullException.ThrowIfNull(policy);
        return new(patient, today, policy);
    }

    /// <summary>The list in order, the first place first; the order they are given in does not matter.</summary>
    /// <param name="patients">The waiting patients.</param>
    /// <param name="today">The London date.</param>
    /// <param name="policy">The numbers.</param>
    public static IReadOnlyList<BookingPriority> Ranked(IEnumerable<WaitingPatient> patients, DateOnly today, BookingPolicy policy)
    {
        List<BookingPriority> places = [.. patients.Select(patient => Of(patient, today, policy))];
        places.Sort();
        return places;
    }

    /// <summary>Compares two places of the same day and policy: below 0 when this patient comes first.</summary>
    /// <param name="other">The other place.</param>
    public int CompareTo(BookingPriority? other)
    {
        if (other is null)
        {
            return -1;
        }

        int order = other.Score.CompareTo(Score);
        order = order != 0 ? order : Patient.ListedAt.CompareTo(other.Patient.ListedAt);
        return order != 0 ? order : string.CompareOrdinal(Patient.Id.Value, other.Patient.Id.Value);
    }
}

/// <summary>One line of an explanation.</summary>
/// <param name="Words">The line, as a sentence.</param>
/// <param name="Points">Its part of the score; 0 for a line that only informs.</param>
public readonly record struct PriorityLine(string Words, long Points);
