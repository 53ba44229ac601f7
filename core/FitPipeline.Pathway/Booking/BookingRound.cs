using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Booking;

/// <summary>A slot given to a patient.</summary>
/// <param name="Patient">The journey.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Rank">The patient's place on the list; 1 is first.</param>
/// <param name="Because">Why this slot, as a sentence.</param>
public sealed record AssignedSlot(JourneyId Patient, FreeSlot Slot, int Rank, string Because);

/// <summary>A patient who goes on waiting.</summary>
/// <param name="Patient">The journey.</param>
/// <param name="Rank">The patient's place on the list; 1 is first.</param>
/// <param name="Because">Why no slot was given, as a sentence.</param>
public sealed record StillWaiting(JourneyId Patient, int Rank, string Because);

/// <summary>
/// One round of booking: waiting patients to free slots, solved exactly. It gives out free slots only; what is booked stays booked.
/// The same patients and slots give the same round, in whatever order they come, and a second round over what is left gives nothing more.
/// </summary>
public sealed record BookingRound
{
    private BookingRound()
    {
    }

    /// <summary>The numbers it was reckoned with.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>The slots given, the list's first place first.</summary>
    public required IReadOnlyList<AssignedSlot> Given { get; init; }

    /// <summary>Who goes on waiting, the list's first place first.</summary>
    public required IReadOnlyList<StillWaiting> Waiting { get; init; }

    /// <summary>Every standard that will be missed, or has been, with why: for those given a slot and for those still waiting.</summary>
    public required IReadOnlyList<BreachForecast> Breaches { get; init; }

    /// <summary>How many of <see cref="Breaches"/> lie ahead.</summary>
    public int BreachesForecast => Breaches.Count(breach => !breach.Past);

    /// <summary>Slots kept free for patients expected to join before them.</summary>
    public required IReadOnlyList<FreeSlot> Kept { get; init; }

    /// <summary>Slots that cannot be booked, with why.</summary>
    public required IReadOnlyList<RefusedSlot> RefusedSlots { get; init; }

    /// <summary>Journeys given more than once; the most urgent entry of each was used.</summary>
    public required IReadOnlyList<JourneyId> RepeatedPatients { get; init; }

    /// <summary>Gives out the free slots.</summary>
    /// <param name="patients">Everyone waiting without a booking.</param>
    /// <param name="slots">Every slot without a booking.</param>
    /// <param name="at">When the round is held.</param>
    /// <param name="policy">The numbers; one without <see cref="BookingPolicy.Faults"/>.</param>
    /// <param name="expected">Who is expected to join the list; none keeps no slot free.</param>
    public static BookingRound Allocate(
        IEnumerable<WaitingPatient> patients,
        IEnumerable<FreeSlot> slots,
        DateTimeOffset at,
        BookingPolicy policy,
        IEnumerable<ExpectedArrivals>? expected = null)
    {
        ArgumentNullException.ThrowIfNull(patients);
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(policy);
        DateOnly today = ServiceCalendar.DateOf(at);
        (IReadOnlyList<OpenSlot> open, IReadOnlyList<RefusedSlot> refused) = SlotCheck.Check(slots, at);
        (List<BookingPriority> queue, List<JourneyId> repeated) = Queue(patients, today, policy);
        RoundPlan plan = RoundPlan.Make(queue, open, [.. expected ?? []], today, policy);
        var telling = new RoundTelling(queue, open, plan, today);
        return new BookingRound
        {
            PolicyVersion = policy.Version,
            Given = telling.Given(),
            Waiting = telling.Waiting(),
            Breaches = telling.Breaches(),
            Kept = [.. open.Where((_, column) => plan.IsKept(column)).Select(slot => slot.Slot)],
            RefusedSlots = refused,
            RepeatedPatients = repeated,
        };
    }

    private static (List<BookingPriority> Queue, List<JourneyId> Repeated) Queue(IEnumerable<WaitingPatient> patients, DateOnly today, BookingPolicy policy)
    {
        var seen = new HashSet<JourneyId>();
        List<BookingPriority> queue = [];
        List<JourneyId> repeated = [];
        foreach (BookingPriority place in BookingPriority.Ranked(patients, today, policy))
        {
            if (seen.Add(place.Patient.Id))
            {
                queue.Add(place);
            }
            else
            {
                repeated.Add(place.Patient.Id);
            }
        }

        return (queue, repeated);
    }
}
