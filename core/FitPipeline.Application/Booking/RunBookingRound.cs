using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Booking;

/// <summary>What a booking round did.</summary>
/// <param name="Assigned">Slots given in this round.</param>
/// <param name="Waiting">Patients still without a slot.</param>
/// <param name="BreachesForecast">How many national standards those booked or waiting will miss, not counting those missed already.</param>
/// <param name="Milliseconds">How long the allocation itself took.</param>
/// <param name="PolicyVersion">The version of the booking rule.</param>
/// <param name="Kept">Slots kept free for patients expected to join before them.</param>
/// <param name="Breaches">The misses foreseen, with who was in front; the first 200.</param>
/// <param name="RefusedSlots">Slots that cannot be booked, with why.</param>
public sealed record BookingRoundReport(
    int Assigned, int Waiting, int BreachesForecast, long Milliseconds, string PolicyVersion, int Kept,
    IReadOnlyList<BreachView> Breaches, IReadOnlyList<RefusedSlot> RefusedSlots)
{
    /// <summary>How many misses a report names.</summary>
    public const int MostBreaches = 200;
}

/// <summary>A standard that a patient will miss.</summary>
/// <param name="JourneyId">Whose.</param>
/// <param name="Standard">Which.</param>
/// <param name="NeededBy">The last date on which the examination would have met it.</param>
/// <param name="BreachOn">The standard's own breach date.</param>
/// <param name="ExaminedOn">The date of the slot given; null while the patient waits.</param>
/// <param name="Because">Why.</param>
/// <param name="InFront">Journeys that have the slots which would have met it; the first few.</param>
public sealed record BreachView(
    JourneyId JourneyId, WaitingStandard Standard, DateOnly NeededBy, DateOnly BreachOn, DateOnly? ExaminedOn, string Because, IReadOnlyList<JourneyId> InFront);

/// <summary>Gives free slots to waiting patients. Two rounds at once, or one after the other, give no slot twice.</summary>
public sealed class RunBookingRound(
    IJourneyStore journeys, ISlotBook slots, WaitingList list, TypicalArrivals arrivals, BookingPolicy policy, JourneyEngine engine, TimeProvider time)
{
    // Lists are not published further ahead than this.
    private const int FurthestYears = 2;

    /// <summary>Runs a round.</summary>
    public async Task<BookingRoundReport> RunAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<Journey> waiting = await journeys.WaitingForSlotAsync(cancel);
        if (waiting.Count == 0)
        {
            return new BookingRoundReport(0, 0, 0, 0, policy.Version, 0, [], []);
        }

        IReadOnlyList<FreeSlot> free = await slots.FreeAsync(now, cancel);
        IReadOnlyList<ExpectedArrivals> expected = await arrivals.ExpectedAsync(ServiceCalendar.DateOf(now), cancel);
        Dictionary<JourneyId, WaitingPatient> patients = list.PatientsOf(waiting).ToDictionary(patient => patient.Id);
        long started = time.GetTimestamp();
        BookingRound round = BookingRound.Allocate(patients.Values, free, now, policy, expected);
        long milliseconds = (long)time.GetElapsedTime(started).TotalMilliseconds;

        Dictionary<JourneyId, Journey> byId = waiting.ToDictionary(journey => journey.Id);
        List<BreachForecast> ahead = [.. round.Breaches.Where(breach => !breach.Past)];

        // Before the slots are given: only the round knows who was in front.
        await SayAsync(ahead, byId, now, cancel);
        int has = 0;
        int assigned = 0;
        foreach (AssignedSlot given in round.Given)
        {
            BookingPriority place = BookingPriority.Of(patients[given.Patient], ServiceCalendar.DateOf(now), policy);
            BookingBasis basis = new(policy.Version, given.Rank, patients.Count, string.Join('\n', place.Because));
            (bool booked, bool byThisRound) = await BookAsync(byId[given.Patient], given.Slot, basis, now, cancel);
            has += booked ? 1 : 0;
            assigned += byThisRound ? 1 : 0;
        }

        return new BookingRoundReport(
            assigned, waiting.Count - has, round.BreachesForecast, milliseconds, policy.Version, round.Kept.Count,
            [.. ahead.Take(BookingRoundReport.MostBreaches).Select(ViewOf)], round.RefusedSlots);
    }

    /// <summary>
    /// Finishes what a crash cut in half: a slot was taken and its patient's journey never told. The journey is told now,
    /// or, where it no longer waits, the slot is given back. Or a slot was withdrawn and its patient's journey never told: it is
    /// told too, so that nobody comes to a list that is not held. Nothing changes for bookings that journeys know of.
    /// </summary>
    /// <returns>How many bookings were finished or given back.</returns>
    public async Task<int> MendAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateOnly today = ServiceCalendar.DateOf(now);
        int mended = 0;
        string? after = null;
        do
        {
            Page<BookingRecord> page = await slots.ListAsync(today, today.AddYears(FurthestYears), after, Page<BookingRecord>.Size, cancel);
            foreach (BookingRecord booking in page.Items.Where(booking => booking.Status is BookingStatus.Cancelled))
            {
                if ((await journeys.LoadAsync(booking.Journey, null, cancel)).Stored?.Journey.Appointment?.BookingId == booking.BookingId)
                {
                    ApplyResult told = await engine.ApplyAsync(
                        booking.Journey, WithdrawSlots.EventOf(booking.BookingId), new PathwayEvent.SlotWithdrawn(booking.Slot.SlotId, now),
                        Actor.BookingDesk, null, cancel);
                    mended += told is ApplyResult.Decided { Decision: Decision.Accepted } ? 1 : 0;
                }
            }

            foreach (BookingRecord booking in page.Items.Where(booking => booking.Status is BookingStatus.Booked))
            {
                JourneyLoad load = await journeys.LoadAsync(booking.Journey, Bookings.EventOf(booking.BookingId), cancel);
                if (load.Earlier is null)
                {
                    await TellAsync(booking.Journey, booking.BookingId, booking.Slot, null, now, cancel);
                    mended++;
                }
            }

            after = page.Next;
        }
        while (after is not null);
        return mended;
    }

    private static BreachView ViewOf(BreachForecast breach) => new(
        breach.Patient, breach.Standard, breach.LastExaminationOn, breach.BreachOn, breach.ExaminedOn, breach.Because, breach.InFront);

    // Nobody is pushed past a standard silently: it stands in the patient's own story, once, with work for the desk.
    private async Task SayAsync(List<BreachForecast> ahead, Dictionary<JourneyId, Journey> byId, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (BreachForecast breach in ahead)
        {
            if (!byId[breach.Patient].HasForeseen(breach.Standard, breach.LastExaminationOn))
            {
                await engine.ApplyAsync(
                    breach.Patient,
                    $"breach/{breach.Standard}/{breach.LastExaminationOn:yyyy-MM-dd}/{byId[breach.Patient].Step}",
                    new PathwayEvent.BreachForeseen(breach.Standard, breach.LastExaminationOn, breach.Because, now),
                    Actor.Pathway,
                    null,
                    cancel);
            }
        }
    }

    // Another round at the same time may make the same offer: the patient has the slot, but that round gave it.
    private async Task<(bool Has, bool ByThisRound)> BookAsync(
        Journey journey, FreeSlot slot, BookingBasis basis, DateTimeOffset now, CancellationToken cancel)
    {
        string bookingId = Bookings.IdFor(journey);
        return await slots.TakeAsync(slot.SlotId, bookingId, journey.Id, cancel)
            ? await TellAsync(journey.Id, bookingId, slot, basis, now, cancel)
            : (false, false);
    }

    private async Task<(bool Has, bool ByThisRound)> TellAsync(
        JourneyId journey, string bookingId, FreeSlot slot, BookingBasis? basis, DateTimeOffset now, CancellationToken cancel)
    {
        Appointment appointment = new(bookingId, slot.SlotId, slot.Site, slot.StartsAt);
        ApplyResult applied = await engine.ApplyAsync(
            journey, Bookings.EventOf(bookingId), new PathwayEvent.SlotBooked(appointment, now, basis), Actor.BookingDesk, null, cancel);

        // Told before, if perhaps with another place on the list: the booking is known to its journey, which alone may end it.
        if (applied is ApplyResult.Decided { Decision: not Decision.Rejected } or ApplyResult.Repeated or ApplyResult.IdReused)
        {
            return (true, applied is ApplyResult.Decided { Decision: Decision.Accepted });
        }

        await slots.EndAsync(bookingId, BookingStatus.Cancelled, cancel);
        return (false, false);
    }
}
