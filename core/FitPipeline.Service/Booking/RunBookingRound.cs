using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>What a booking round did.</summary>
/// <param name="Assigned">Slots given in this round.</param>
/// <param name="Waiting">Patients still without a slot.</param>
/// <param name="BreachesForecast">Of those, how many are past a national standard by the last day their slot could now be told.</param>
/// <param name="Milliseconds">How long the allocation itself took.</param>
public sealed record BookingRoundReport(int Assigned, int Waiting, int BreachesForecast, long Milliseconds);

/// <summary>Gives free slots to waiting patients. Two rounds at once, or one after the other, give no slot twice.</summary>
public sealed class RunBookingRound(IJourneyStore journeys, ISlotBook slots, IBookingRound round, JourneyEngine engine, TimeProvider time)
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

        Dictionary<string, FreeSlot> free = (await slots.FreeAsync(now, cancel)).ToDictionary(slot => slot.SlotId);
        long started = time.GetTimestamp();
        IReadOnlyList<SlotOffer> offers = round.Allocate([.. waiting.Select(WaitingPatient.Of)], [.. free.Values], now);
        long milliseconds = (long)time.GetElapsedTime(started).TotalMilliseconds;

        Dictionary<JourneyId, Journey> byId = waiting.ToDictionary(journey => journey.Id);
        HashSet<JourneyId> booked = [];
        int assigned = 0;
        foreach (SlotOffer offer in offers)
        {
            (bool has, bool byThisRound) = await BookAsync(byId[offer.Journey], free[offer.SlotId], now, cancel);
            if (has)
            {
                booked.Add(offer.Journey);
                assigned += byThisRound ? 1 : 0;
            }
        }

        DateOnly today = London.DateOf(now);
        int breaches = waiting.Count(journey => !booked.Contains(journey.Id) && Breaches(JourneyClocks.Of(journey), today));
        return new BookingRoundReport(assigned, waiting.Count - booked.Count, breaches, milliseconds);
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

    // Without a slot today, the earliest telling is tomorrow's.
    private static bool Breaches(JourneyClocks clocks, DateOnly today) =>
        clocks.FasterDiagnosisBreachOn <= today.AddDays(1) || clocks.Dm01BreachOn <= today.AddDays(1);
}
