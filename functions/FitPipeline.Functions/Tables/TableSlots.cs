using Azure.Data.Tables;
using FitPipeline.Application.Booking;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// The book of slots. A slot's partition holds the slot and every booking ever made in it, so taking and ending are one
/// transaction. The free slots by day, and the bookings by day and by id, are written before it and believed only as far
/// as the slot agrees.
/// </summary>
public sealed class TableSlots(DataTables tables) : ISlotBook
{
    private const string Slot = "slot";
    private const string Free = "free";
    private const string All = "all";
    private const string Lookup = "booking";

    /// <inheritdoc/>
    public async Task<SlotPut> CheckAsync(FreeSlot slot, CancellationToken cancel) =>
        await FindAsync(slot.SlotId, cancel) is { } known ? Known(known, slot) : SlotPut.Added;

    /// <inheritdoc/>
    public async Task<SlotPut> PutAsync(FreeSlot slot, CancellationToken cancel)
    {
        if (await FindAsync(slot.SlotId, cancel) is { } known)
        {
            return Known(known, slot);
        }

        await EnterFreeAsync(slot, cancel);
        TableEntity row = new TableEntity(TableKeys.Of(slot.SlotId), Slot).With(slot, StoredJson.Default.FreeSlot);
        return await tables.Slots.TryAddAsync(row, cancel)
            ? SlotPut.Added
            : Known((await FindAsync(slot.SlotId, cancel))!, slot);
    }

    /// <inheritdoc/>
    public async Task<BookingRecord?> StandsInAsync(string slotId, CancellationToken cancel) =>
        await FindAsync(slotId, cancel) is { BookingId: { } id } slot && await BookingAsync(slot.Slot, id, cancel) is { Status: BookingStatus.Booked } booking
            ? booking
            : null;

    /// <inheritdoc/>
    public async Task<(bool Known, BookingRecord? Booking)> WithdrawAsync(string slotId, CancellationToken cancel)
    {
        while (await FindAsync(slotId, cancel) is { } slot)
        {
            TableEntity? booking = slot.BookingId is { } id ? await tables.Slots.FindAsync(slot.Row.PartitionKey, BookingKey(id), cancel) : null;
            bool stands = booking is not null && StatusOf(booking) is BookingStatus.Booked;
            if (!slot.Withdrawn || stands)
            {
                // The slot keeps naming the booking that fell with it, so whoever crashes before telling the journey
                // finds it again by withdrawing again.
                slot.Row["Withdrawn"] = true;
                List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, slot.Row, slot.Row.ETag)];
                if (stands)
                {
                    booking!["Status"] = BookingStatus.Cancelled.ToString();
                    actions.Add(new(TableTransactionActionType.UpdateReplace, booking, booking.ETag));
                }

                if (!await tables.Slots.TryTransactAsync(actions, cancel))
                {
                    continue;
                }
            }

            await LeaveFreeAsync(slot.Slot, cancel);
            return (true, booking is not null && StatusOf(booking) is BookingStatus.Cancelled ? BookingOf(slot.Slot, slot.BookingId!, booking) : null);
        }

        return (false, null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FreeSlot>> FreeAsync(DateTimeOffset from, CancellationToken cancel)
    {
        List<FreeSlot> free = [];
        await foreach (TableEntity entry in TimeOrderedIndex.ReadAsync(tables.Slots, Free, TimeOrderedIndex.Before(from), null, null, 1000, cancel))
        {
            free.Add(entry.Read(StoredJson.Default.FreeSlot));
        }

        return free;
    }

    /// <inheritdoc/>
    public async Task<bool> TakeAsync(string slotId, string bookingId, JourneyId journey, CancellationToken cancel)
    {
        while (await FindAsync(slotId, cancel) is { } slot)
        {
            if (slot.BookingId != bookingId && (await FindBookingAsync(bookingId, cancel)) is not null)
            {
                // That booking is in another slot, or was made here and has ended: its id is spent.
                return false;
            }

            if (slot.Withdrawn || slot.BookingId is not null)
            {
                await LeaveFreeAsync(slot.Slot, cancel);
                return slot.BookingId == bookingId && await BookingAsync(slot.Slot, bookingId, cancel) is { Status: BookingStatus.Booked };
            }

            await EnterBookingAsync(slot.Slot, bookingId, cancel);
            slot.Row["Booking"] = bookingId;
            TableEntity booking = new(slot.Row.PartitionKey, BookingKey(bookingId))
            {
                ["Journey"] = journey.Value,
                ["Status"] = BookingStatus.Booked.ToString(),
            };
            if (await tables.Slots.TryTransactAsync(
                [new(TableTransactionActionType.UpdateReplace, slot.Row, slot.Row.ETag), new(TableTransactionActionType.Add, booking)], cancel))
            {
                await LeaveFreeAsync(slot.Slot, cancel);
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public async Task EndAsync(string bookingId, BookingStatus status, CancellationToken cancel)
    {
        while (await SlotOfAsync(bookingId, cancel) is { } slot)
        {
            TableEntity? booking = await tables.Slots.FindAsync(slot.Row.PartitionKey, BookingKey(bookingId), cancel);
            if (booking is null || StatusOf(booking) is not BookingStatus.Booked)
            {
                return;
            }

            booking["Status"] = status.ToString();
            List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, booking, booking.ETag)];
            if (status is BookingStatus.Cancelled && slot.BookingId == bookingId)
            {
                if (!slot.Withdrawn)
                {
                    await EnterFreeAsync(slot.Slot, cancel);
                }

                slot.Row.Remove("Booking");
                actions.Add(new(TableTransactionActionType.UpdateReplace, slot.Row, slot.Row.ETag));
            }

            if (await tables.Slots.TryTransactAsync(actions, cancel))
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<BookingRecord?> FindBookingAsync(string bookingId, CancellationToken cancel) =>
        await SlotOfAsync(bookingId, cancel) is { } slot ? await BookingAsync(slot.Slot, bookingId, cancel) : null;

    /// <inheritdoc/>
    public Task<Page<BookingRecord>> ListAsync(DateOnly from, DateOnly to, string? after, int limit, CancellationToken cancel)
    {
        DateTimeOffset first = ServiceCalendar.At(from, TimeOnly.MinValue);
        DateTimeOffset end = ServiceCalendar.At(to.AddDays(1), TimeOnly.MinValue);
        return TimeOrderedIndex.PageAsync(
            TimeOrderedIndex.ReadAsync(tables.Bookings, All, TimeOrderedIndex.After(after) ?? TimeOrderedIndex.Before(first), end, null, Page<BookingRecord>.Size + 1, cancel),
            limit,
            async entry => await FindBookingAsync(entry.GetString("Booking"), cancel));
    }

    private static SlotPut Known(SlotRow known, FreeSlot slot) =>
        known.Withdrawn ? SlotPut.Withdrawn : known.Slot == slot ? SlotPut.Same : SlotPut.Different;

    private static string BookingKey(string bookingId) => "booking-" + TableKeys.Of(bookingId);

    private static BookingStatus StatusOf(TableEntity booking) => Enum.Parse<BookingStatus>(booking.GetString("Status"));

    private async Task<SlotRow?> FindAsync(string slotId, CancellationToken cancel) =>
        await tables.Slots.FindAsync(TableKeys.Of(slotId), Slot, cancel) is { } row ? new SlotRow(row) : null;

    private async Task<SlotRow?> SlotOfAsync(string bookingId, CancellationToken cancel) =>
        await tables.Bookings.FindAsync("id-" + TableKeys.Of(bookingId), Lookup, cancel) is { } lookup
            ? await FindAsync(lookup.GetString("Slot"), cancel)
            : null;

    private async Task<BookingRecord?> BookingAsync(FreeSlot slot, string bookingId, CancellationToken cancel) =>
        await tables.Slots.FindAsync(TableKeys.Of(slot.SlotId), BookingKey(bookingId), cancel) is { } booking
            ? BookingOf(slot, bookingId, booking)
            : null;

    private static BookingRecord BookingOf(FreeSlot slot, string bookingId, TableEntity booking) =>
        new(bookingId, JourneyId.Parse(booking.GetString("Journey")), slot, StatusOf(booking));

    private async Task EnterFreeAsync(FreeSlot slot, CancellationToken cancel) => await tables.Slots.UpsertEntityAsync(
        TimeOrderedIndex.Entry(Free, slot.StartsAt, slot.SlotId).With(slot, StoredJson.Default.FreeSlot), TableUpdateMode.Replace, cancel);

    private async Task LeaveFreeAsync(FreeSlot slot, CancellationToken cancel)
    {
        TableEntity entry = TimeOrderedIndex.Entry(Free, slot.StartsAt, slot.SlotId);
        await tables.Slots.DeleteEntityAsync(entry.PartitionKey, entry.RowKey, cancellationToken: cancel);
    }

    private async Task EnterBookingAsync(FreeSlot slot, string bookingId, CancellationToken cancel)
    {
        TableEntity lookup = new("id-" + TableKeys.Of(bookingId), Lookup) { ["Slot"] = slot.SlotId };
        TableEntity entry = TimeOrderedIndex.Entry(All, slot.StartsAt, bookingId);
        entry["Booking"] = bookingId;
        await tables.Bookings.UpsertEntityAsync(lookup, TableUpdateMode.Replace, cancel);
        await tables.Bookings.UpsertEntityAsync(entry, TableUpdateMode.Replace, cancel);
    }

    private sealed record SlotRow(TableEntity Row)
    {
        internal FreeSlot Slot { get; } = Row.Read(StoredJson.Default.FreeSlot);

        internal bool Withdrawn => Row.GetBoolean("Withdrawn") is true;

        internal string? BookingId => Row.GetString("Booking");
    }
}
