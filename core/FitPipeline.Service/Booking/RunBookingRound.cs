using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>What a booking round did.</summary>
/// <param name="Assigned">Slots given in this round.</param>
/// <param name="Waiting">Patients still without a slot.</param>
/// <param name="BreachesForecast">How many national standards those booked or waiting will miss, not counting those missed already.</param>
/// <param name="Milliseconds">How long the allocation itself took.</param>
public sealed record BookingRoundReport(int Assigned, int Waiting, int BreachesForecast, long Milliseconds);

/// <summary>Gives free slots to waiting patients. Two rounds at once, or one after the other, give no slot twice.</summary>
public sealed class RunBookingRound(IJourneyStore journeys, ISlotBook slots, WaitingList list, BookingPolicy policy, JourneyEngine engine, TimeProvider time)
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
            return new BookingRoundReport(0, 0, 0, 0);
        }

        IReadOnlyList<FreeSlot> free = await slots.FreeAsync(now, cancel);
        long started = time.GetTimestamp();
        BookingRound round = BookingRound.Allocate(list.PatientsOf(waiting), free, now, policy);
        long milliseconds = (long)time.GetElapsedTime(started).TotalMilliseconds;

        Dictionary<JourneyId, Journey> byId = waiting.ToDictionary(journey => journey.Id);
        int has = 0;
        int assigned = 0;
        foreach (GivenSlot given in round.Given)
        {
            (bool booked, bool byThisRound) = await BookAsync(byId[given.Patient], given.Slot, now, cancel);
            has += booked ? 1 : 0;
            assigned += byThisRound ? 1 : 0;
        }

        return new BookingRoundReport(assigned, waiting.Count - has, round.BreachesForecast, milliseconds);
    }

    /// <summary>
    /// Finishes what a crash cut in half: a slot was taken and its patient's journey never told. The journey is told now,
    /// or, where it no longer waits, the slot is given back. Nothing changes for bookings that journeys know of.
    /// </summary>
    /// <returns>How many bookings were finished or given back.</returns>
    public async Task<int> MendAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateOnly today = London.DateOf(now);
        int mended = 0;
        string? after = null;
        do
        {
            Page<Booking> page = await slots.ListAsync(today, today.AddYears(FurthestYears), after, Page<Booking>.Size, cancel);
            foreach (Booking booking in page.Items.Where(booking => booking.Status is BookingStatus.Booked))
            {
                string eventId = EventOf(booking.BookingId);
                JourneyLoad load = await journeys.LoadAsync(booking.Journey, eventId, cancel);
                if (load.Earlier is null)
                {
                    await TellAsync(booking.Journey, booking.BookingId, booking.Slot, now, cancel);
                    mended++;
                }
            }

            after = page.Next;
        }
        while (after is not null);
        return mended;
    }

    private static string EventOf(string bookingId) => "booking/" + bookingId;

    // Another round at the same time may make the same offer: the patient has the slot, but that round gave it.
    private async Task<(bool Has, bool ByThisRound)> BookAsync(Journey journey, FreeSlot slot, DateTimeOffset now, CancellationToken cancel)
    {
        // Named by the journey's step: the same offer made twice is one booking, the next offer another.
        string bookingId = $"b-{journey.Id.Value[2..]}-{journey.Step}";
        return await slots.TakeAsync(slot.SlotId, bookingId, journey.Id, cancel)
            ? await TellAsync(journey.Id, bookingId, slot, now, cancel)
            : (false, false);
    }

    private async Task<(bool Has, bool ByThisRound)> TellAsync(JourneyId journey, string bookingId, FreeSlot slot, DateTimeOffset now, CancellationToken cancel)
    {
        Appointment appointment = new(bookingId, slot.SlotId, slot.Site, slot.StartsAt);
        Applied applied = await engine.ApplyAsync(
            journey, EventOf(bookingId), new PathwayEvent.SlotBooked(appointment, now), Actor.BookingDesk, null, cancel);
        if (applied is Applied.Decided { Decision: not Decision.Rejected } or Applied.Repeated)
        {
            return (true, applied is Applied.Decided { Decision: Decision.Accepted });
        }

        await slots.EndAsync(bookingId, BookingStatus.Cancelled, cancel);
        return (false, false);
    }
}
