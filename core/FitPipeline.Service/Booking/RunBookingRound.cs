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
        int assigned = 0;
        int booked = 0;
        foreach (GivenSlot given in round.Given)
        {
            (bool has, bool byThisRound) = await BookAsync(byId[given.Patient], given.Slot, now, cancel);
            booked += has ? 1 : 0;
            assigned += byThisRound ? 1 : 0;
        }

        return new BookingRoundReport(assigned, waiting.Count - booked, round.BreachesForecast, milliseconds);
    }

    // Another round at the same time may make the same offer: the patient has the slot, but that round gave it.
    private async Task<(bool Has, bool ByThisRound)> BookAsync(Journey journey, FreeSlot slot, DateTimeOffset now, CancellationToken cancel)
    {
        // Named by the journey's step: the same offer made twice is one booking, the next offer another.
        string bookingId = $"b-{journey.Id.Value[2..]}-{journey.Step}";
        if (!await slots.TakeAsync(slot.SlotId, bookingId, journey.Id, cancel))
        {
            return (false, false);
        }

        Appointment appointment = new(bookingId, slot.SlotId, slot.Site, slot.StartsAt);
        Applied applied = await engine.ApplyAsync(
            journey.Id, "booking/" + bookingId, new PathwayEvent.SlotBooked(appointment, now), Actor.BookingDesk, null, cancel);
        if (applied is Applied.Decided { Decision: not Decision.Rejected } or Applied.Repeated)
        {
            return (true, applied is Applied.Decided { Decision: Decision.Accepted });
        }

        await slots.EndAsync(bookingId, BookingStatus.Cancelled, cancel);
        return (false, false);
    }
}
