using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Booking;

/// <summary>What became of a booking that the desk or another system asked for.</summary>
public abstract record BookingAnswer
{
    private BookingAnswer()
    {
    }

    /// <summary>It stands, now or already.</summary>
    /// <param name="Booking">The booking.</param>
    public sealed record Done(BookingRecord Booking) : BookingAnswer;

    /// <summary>It cannot be.</summary>
    /// <param name="Because">Why, as a sentence.</param>
    public sealed record Refused(string Because) : BookingAnswer;

    /// <summary>There is no such slot or booking.</summary>
    /// <param name="Because">Which.</param>
    public sealed record Unknown(string Because) : BookingAnswer;
}

/// <summary>
/// Books by hand: a patient into a slot, a booking into another slot. The pathway is asked before the slot is taken, so that what it
/// refuses leaves no line in the book. Should the journey move on between the two, the slot is given back and the line stands as
/// cancelled; a crash between is mended as a round's is.
/// </summary>
public sealed class Bookings(IJourneyStore journeys, ISlotBook slots, BookingPolicy policy, JourneyEngine engine, TimeProvider time)
{
    private const string NoSlot = "There is no such slot in the book; offer it first.";
    private const string Gone = "That slot is not free any more; choose another.";

    /// <summary>The id of a journey's next booking, named by its step: the same offer made twice is one booking, the next offer another.</summary>
    public static string IdFor(Journey journey) => $"b-{journey.Id.Value[2..]}-{journey.Step}";

    /// <summary>The id of the event that tells a journey of its booking.</summary>
    public static string EventOf(string bookingId) => "booking/" + bookingId;

    /// <summary>Books a patient into a free slot.</summary>
    /// <param name="journey">The patient's journey, as loaded.</param>
    /// <param name="slotId">The slot.</param>
    /// <param name="bookingId">The booking system's own id; null for ours.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<BookingAnswer> BookAsync(Journey journey, string slotId, string? bookingId, CancellationToken cancel)
    {
        string id = bookingId ?? IdFor(journey);
        return TakeAsync(journey, slotId, id, appointment => new PathwayEvent.SlotBooked(appointment, time.GetUtcNow()), cancel);
    }

    /// <summary>Moves a booking into another free slot.</summary>
    public async Task<BookingAnswer> MoveAsync(BookingRecord booking, string slotId, CancellationToken cancel)
    {
        if ((await journeys.LoadAsync(booking.Journey, null, cancel)).Stored?.Journey is not { } journey)
        {
            return new BookingAnswer.Unknown("There is no such journey.");
        }

        return booking.Slot.SlotId == slotId && booking.Status is BookingStatus.Booked
            ? new BookingAnswer.Done(booking)
            : await TakeAsync(
                journey, slotId, IdFor(journey), appointment => new PathwayEvent.AppointmentMoved(booking.BookingId, appointment, time.GetUtcNow()), cancel);
    }

    private async Task<BookingAnswer> TakeAsync(
        Journey journey, string slotId, string bookingId, Func<Appointment, PathwayEvent> telling, CancellationToken cancel)
    {
        if (journey.Appointment is { } standing && standing.SlotId == slotId && await slots.FindBookingAsync(standing.BookingId, cancel) is { } same)
        {
            return new BookingAnswer.Done(same);
        }

        if (await slots.FindBookingAsync(bookingId, cancel) is { } earlier && earlier.Journey == journey.Id && earlier.Slot.SlotId == slotId)
        {
            return earlier.Status is BookingStatus.Booked ? new BookingAnswer.Done(earlier) : new BookingAnswer.Refused("This booking has ended already.");
        }

        if (await FreeAsync(slotId, cancel) is not { } slot)
        {
            return await KnownAsync(slotId, cancel) ? new BookingAnswer.Refused(Gone) : new BookingAnswer.Unknown(NoSlot);
        }

        if (SlotFitness.WhyNot(journey, slot, time.GetUtcNow(), policy) is { } unfit)
        {
            return new BookingAnswer.Refused(unfit);
        }

        PathwayEvent told = telling(new Appointment(bookingId, slot.SlotId, slot.Site, slot.StartsAt));
        if (JourneyDecider.Decide(journey, told, engine.Policy) is Decision.Rejected refused)
        {
            return new BookingAnswer.Refused(refused.Because);
        }

        if (!await slots.TakeAsync(slotId, bookingId, journey.Id, cancel))
        {
            return new BookingAnswer.Refused(Gone);
        }

        ApplyResult applied = await engine.ApplyAsync(journey.Id, EventOf(bookingId), told, Actor.BookingDesk, null, cancel);
        if (applied is ApplyResult.Decided { Decision: Decision.Rejected rejected })
        {
            await slots.EndAsync(bookingId, BookingStatus.Cancelled, cancel);
            return new BookingAnswer.Refused(rejected.Because);
        }

        return new BookingAnswer.Done(new BookingRecord(bookingId, journey.Id, slot, BookingStatus.Booked));
    }

    private async Task<FreeSlot?> FreeAsync(string slotId, CancellationToken cancel) =>
        (await slots.FreeAsync(time.GetUtcNow(), cancel)).FirstOrDefault(slot => slot.SlotId == slotId);

    // A slot nobody offered yet could be offered now.
    private async Task<bool> KnownAsync(string slotId, CancellationToken cancel) =>
        await slots.CheckAsync(new FreeSlot(slotId, "", default, 0, default, false), cancel) is not SlotPut.Added;
}
