using System.Text.Json.Serialization;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Application.Booking;

/// <summary>What is booked into a slot, and how it went.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BookingStatus>))]
public enum BookingStatus
{
    /// <summary>Booked.</summary>
    Booked,

    /// <summary>The patient attended.</summary>
    Attended,

    /// <summary>The patient did not attend.</summary>
    DidNotAttend,

    /// <summary>Cancelled by either side, or the slot was withdrawn.</summary>
    Cancelled,
}

/// <summary>A booking.</summary>
/// <param name="BookingId">Its id.</param>
/// <param name="Journey">Whose.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Status">How it stands.</param>
public sealed record BookingRecord(string BookingId, JourneyId Journey, FreeSlot Slot, BookingStatus Status);

/// <summary>What became of a slot that was offered.</summary>
public enum SlotPut
{
    /// <summary>New, and free.</summary>
    Added,

    /// <summary>Known already, with the same content.</summary>
    Same,

    /// <summary>Known already with other content; nothing was changed.</summary>
    Different,

    /// <summary>Withdrawn before, and for good; nothing was changed.</summary>
    Withdrawn,
}

/// <summary>The book of slots and bookings. A slot holds one booking at a time, whoever tries at once.</summary>
public interface ISlotBook
{
    /// <summary>What <see cref="PutAsync"/> would answer now; changes nothing.</summary>
    Task<SlotPut> CheckAsync(FreeSlot slot, CancellationToken cancel);

    /// <summary>Offers a slot.</summary>
    Task<SlotPut> PutAsync(FreeSlot slot, CancellationToken cancel);

    /// <summary>The booking that stands in a slot; null when it is free, ended or unknown.</summary>
    Task<BookingRecord?> StandsInAsync(string slotId, CancellationToken cancel);

    /// <summary>Withdraws a slot for ever.</summary>
    /// <returns>Whether it was known, and the booking that stood in it; null when it was free.</returns>
    Task<(bool Known, BookingRecord? Booking)> WithdrawAsync(string slotId, CancellationToken cancel);

    /// <summary>Free slots that start at or after this time, by start.</summary>
    Task<IReadOnlyList<FreeSlot>> FreeAsync(DateTimeOffset from, CancellationToken cancel);

    /// <summary>Takes a slot for a journey. False when it is gone. Taking it again under the same booking id is true.</summary>
    Task<bool> TakeAsync(string slotId, string bookingId, JourneyId journey, CancellationToken cancel);

    /// <summary>Ends a booking: the slot is free again unless it was used or withdrawn. Doing so twice is doing so once.</summary>
    Task EndAsync(string bookingId, BookingStatus status, CancellationToken cancel);

    /// <summary>A booking; null when there is none.</summary>
    Task<BookingRecord?> FindBookingAsync(string bookingId, CancellationToken cancel);

    /// <summary>Bookings whose slot starts within the London dates, by start.</summary>
    Task<Page<BookingRecord>> ListAsync(DateOnly from, DateOnly to, string? after, int limit, CancellationToken cancel);
}
