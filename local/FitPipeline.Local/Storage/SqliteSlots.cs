using FitPipeline.Application.Booking;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Local.Storage;

/// <summary>The book of slots and bookings.</summary>
public sealed class SqliteSlots(Database database) : ISlotBook
{
    private const string SlotColumns = "s.id, s.site, s.starts, s.minutes, s.procedure, s.community, s.room";
    private const string Bookings = $"SELECT {SlotColumns}, b.no, b.id, b.journey, b.status FROM bookings b JOIN slots s ON s.id = b.slot";

    /// <inheritdoc/>
    public async Task<SlotPut> CheckAsync(FreeSlot slot, CancellationToken cancel) =>
        await database.ReadAsync(session => Known(session, slot) ?? SlotPut.Added, cancel);

    /// <inheritdoc/>
    public Task<SlotPut> PutAsync(FreeSlot slot, CancellationToken cancel) => database.WriteAsync(
        session =>
        {
            if (Known(session, slot) is { } known)
            {
                return known;
            }

            session.Run(
                "INSERT INTO slots VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, NULL, ?7)",
                slot.SlotId, slot.Site, slot.StartsAt, slot.Minutes, slot.Procedure.ToString(), slot.Community, slot.Room);
            return SlotPut.Added;
        },
        cancel);

    /// <inheritdoc/>
    public async Task<BookingRecord?> StandsInAsync(string slotId, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            using Rows rows = session.Query($"{Bookings} WHERE s.id = ?1 AND b.id = s.booking AND b.status = 'Booked'", slotId);
            return rows.Read() ? BookingOf(rows) : null;
        },
        cancel);

    /// <inheritdoc/>
    public Task<(bool Known, BookingRecord? Booking)> WithdrawAsync(string slotId, CancellationToken cancel) => database.WriteAsync(
        session =>
        {
            // The slot keeps naming the booking that fell with it: whoever crashes before telling the journey finds it
            // again by withdrawing again.
            bool known = session.Run("UPDATE slots SET withdrawn = 1 WHERE id = ?1", slotId) == 1;
            session.Run(
                "UPDATE bookings SET status = 'Cancelled' WHERE id = (SELECT booking FROM slots WHERE id = ?1) AND status = 'Booked'", slotId);
            using Rows rows = session.Query($"{Bookings} WHERE s.id = ?1 AND b.id = s.booking AND b.status = 'Cancelled'", slotId);
            return (known, rows.Read() ? BookingOf(rows) : null);
        },
        cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FreeSlot>> FreeAsync(DateTimeOffset from, CancellationToken cancel) => await database.ReadAsync(
        session =>
        {
            List<FreeSlot> free = [];
            using Rows rows = session.Query(
                $"SELECT {SlotColumns} FROM slots s WHERE NOT withdrawn AND booking IS NULL AND starts >= ?1 ORDER BY starts, id", from);
            while (rows.Read())
            {
                free.Add(Slot(rows));
            }

            return free;
        },
        cancel);

    /// <inheritdoc/>
    public Task<bool> TakeAsync(string slotId, string bookingId, JourneyId journey, CancellationToken cancel) => database.WriteAsync(
        session =>
        {
            if (Find(session, bookingId) is { } earlier)
            {
                return earlier.Slot.SlotId == slotId && earlier.Status is BookingStatus.Booked;
            }

            if (session.Run("UPDATE slots SET booking = ?2 WHERE id = ?1 AND NOT withdrawn AND booking IS NULL", slotId, bookingId) == 0)
            {
                return false;
            }

            session.Run(
                "INSERT INTO bookings (id, journey, slot, starts, status) SELECT ?2, ?3, id, starts, 'Booked' FROM slots WHERE id = ?1",
                slotId, bookingId, journey.Value);
            return true;
        },
        cancel);

    /// <inheritdoc/>
    public Task EndAsync(string bookingId, BookingStatus status, CancellationToken cancel) => database.WriteAsync(
        session =>
        {
            bool ended = session.Run("UPDATE bookings SET status = ?2 WHERE id = ?1 AND status = 'Booked'", bookingId, status.ToString()) == 1;

            // A cancelled slot can be given again; one whose time was used, or lost by not attending, cannot.
            if (ended && status is BookingStatus.Cancelled)
            {
                session.Run("UPDATE slots SET booking = NULL WHERE booking = ?1 AND id = (SELECT slot FROM bookings WHERE id = ?1)", bookingId);
            }
        },
        cancel);

    /// <inheritdoc/>
    public async Task<BookingRecord?> FindBookingAsync(string bookingId, CancellationToken cancel) =>
        await database.ReadAsync(session => Find(session, bookingId), cancel);

    /// <inheritdoc/>
    public async Task<Page<BookingRecord>> ListAsync(DateOnly from, DateOnly to, string? after, int limit, CancellationToken cancel)
    {
        long[] last = Cursor.Read(after, 2);
        return await database.ReadAsync(
            session => Pages.Of(
                session.Query(
                    $"""
                    {Bookings} WHERE b.starts >= ?1 AND b.starts < ?2 AND (b.starts > ?3 OR (b.starts = ?3 AND b.no > ?4))
                    ORDER BY b.starts, b.no LIMIT ?5
                    """,
                    ServiceCalendar.At(from, TimeOnly.MinValue), ServiceCalendar.At(to.AddDays(1), TimeOnly.MinValue), last[0], last[1], Pages.OneMore(limit)),
                limit,
                rows => (BookingOf(rows), Cursor.Of(rows.Number(2), rows.Number(7)))),
            cancel);
    }

    private static SlotPut? Known(Session session, FreeSlot slot)
    {
        using Rows rows = session.Query($"SELECT {SlotColumns}, s.withdrawn FROM slots s WHERE s.id = ?1", slot.SlotId);
        return !rows.Read() ? null
            : rows.Truth(7) ? SlotPut.Withdrawn
            : Slot(rows) == slot with { StartsAt = slot.StartsAt.ToUniversalTime() } ? SlotPut.Same
            : SlotPut.Different;
    }

    private static BookingRecord? Find(Session session, string bookingId)
    {
        using Rows rows = session.Query($"{Bookings} WHERE b.id = ?1", bookingId);
        return rows.Read() ? BookingOf(rows) : null;
    }

    private static FreeSlot Slot(Rows rows) =>
        new(rows.Text(0), rows.Text(1), rows.Time(2), rows.Count(3), Enum.Parse<Procedure>(rows.Text(4)), rows.Truth(5), rows.TextOrNull(6));

    private static BookingRecord BookingOf(Rows rows) =>
        new(rows.Text(8), JourneyId.Parse(rows.Text(9)), Slot(rows), Enum.Parse<BookingStatus>(rows.Text(10)));
}
