using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Booking;

/// <summary>What became of a slot that was to be withdrawn.</summary>
/// <param name="Known">Whether there is such a slot.</param>
/// <param name="Fell">The booking that fell with it; null when there was none.</param>
/// <param name="Refused">Why it stays, as a sentence; null when it was withdrawn or is unknown.</param>
public sealed record SlotWithdrawal(bool Known, BookingRecord? Fell, string? Refused);

/// <summary>Takes slots off the lists, one by one or a whole site's; whoever was booked goes back on the list in the old place.</summary>
public sealed class WithdrawSlots(ISlotBook slots, JourneyEngine engine, TimeProvider time)
{
    /// <summary>The id of the event that tells a journey that its slot was withdrawn.</summary>
    internal static string EventOf(string bookingId) => "withdrawn/" + bookingId;

    /// <summary>Withdraws a slot for ever, unless a patient's appointment in it has begun.</summary>
    public async Task<SlotWithdrawal> OneAsync(string slotId, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (await slots.StandsInAsync(slotId, cancel) is { } standing && SlotFitness.WhyNotWithdrawn(standing.Slot, now) is { } because)
        {
            return new SlotWithdrawal(true, null, because);
        }

        (bool known, BookingRecord? booking) = await slots.WithdrawAsync(slotId, cancel);
        if (booking is not null)
        {
            await engine.ApplyAsync(booking.Journey, EventOf(booking.BookingId), new PathwayEvent.SlotWithdrawn(slotId, now), Actor.BookingDesk, null, cancel);
        }

        return new SlotWithdrawal(known, booking, null);
    }

    /// <summary>Withdraws every slot of a site that has not begun, between two London dates, both inclusive.</summary>
    /// <returns>How many slots were withdrawn, and how many bookings fell with them.</returns>
    public async Task<(int Withdrawn, int Fell)> SiteAsync(string site, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        int withdrawn = 0;
        int fell = 0;

        // A round may take a slot while this goes on: then its booking falls with it, and a slot freed meanwhile is found again.
        while (await OpenAtAsync(site, from, to, cancel) is { Count: > 0 } open)
        {
            foreach (string slotId in open)
            {
                SlotWithdrawal one = await OneAsync(slotId, cancel);
                withdrawn += one.Refused is null ? 1 : 0;
                fell += one.Fell is null ? 0 : 1;
            }
        }

        return (withdrawn, fell);
    }

    private async Task<List<string>> OpenAtAsync(string site, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        bool there(FreeSlot slot) => string.Equals(slot.Site, site, StringComparison.OrdinalIgnoreCase)
            && slot.StartsAt > now && ServiceCalendar.DateOf(slot.StartsAt) >= from && ServiceCalendar.DateOf(slot.StartsAt) <= to;
        List<string> open = [.. (await slots.FreeAsync(now, cancel)).Where(there).Select(slot => slot.SlotId)];
        string? after = null;
        do
        {
            Page<BookingRecord> page = await slots.ListAsync(from, to, after, Page<BookingRecord>.Size, cancel);
            open.AddRange(page.Items.Where(booking => booking.Status is BookingStatus.Booked && there(booking.Slot)).Select(booking => booking.Slot.SlotId));
            after = page.Next;
        }
        while (after is not null);
        return open;
    }
}
