using FitPipeline.Application.Booking;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.PortContracts;

/// <summary>A slot holds one booking at a time, whoever tries at once.</summary>
public abstract class SlotBookContract
{
    private static readonly JourneyId Mine = JourneyId.For(Walk.Practice, "GP-1");
    private static readonly JourneyId Other = JourneyId.For(Walk.Practice, "GP-2");

    protected abstract ISlotBook Slots { get; }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_a_slot_when_it_is_offered_again_then_it_is_told_apart_from_another_of_its_id()
    {
        FreeSlot slot = Slot("s-1");
        Assert.Equal(SlotPut.Added, await Slots.CheckAsync(slot, None));
        Assert.Empty(await Slots.FreeAsync(Walk.Begins, None));
        Assert.Equal(SlotPut.Added, await Slots.PutAsync(slot, None));
        foreach (Func<FreeSlot, CancellationToken, Task<SlotPut>> ask in new[] { Slots.CheckAsync, Slots.PutAsync })
        {
            Assert.Equal(SlotPut.Same, await ask(slot, None));
            Assert.Equal(SlotPut.Different, await ask(slot with { Minutes = 45 }, None));
            Assert.Equal(SlotPut.Different, await ask(slot with { StartsAt = slot.StartsAt.AddMinutes(1) }, None));
            Assert.Equal(SlotPut.Different, await ask(slot with { Community = !slot.Community }, None));
        }

        Assert.Equal([slot], await Slots.FreeAsync(Walk.Begins, None));
    }

    [Fact]
    public async Task Given_slots_when_the_free_ones_are_asked_for_then_they_come_by_start_and_none_that_has_begun()
    {
        await Slots.PutAsync(Slot("s-3", Walk.Begins.AddHours(3)), None);
        await Slots.PutAsync(Slot("s-1", Walk.Begins.AddHours(1)), None);
        await Slots.PutAsync(Slot("s-2", Walk.Begins.AddHours(2)), None);
        Assert.Equal(["s-2", "s-3"], (await Slots.FreeAsync(Walk.Begins.AddHours(2), None)).Select(slot => slot.SlotId));
    }

    [Fact]
    public async Task Given_a_slot_taken_when_others_try_then_they_are_refused_and_its_own_booking_is_told_yes_again()
    {
        await Slots.PutAsync(Slot("s-1"), None);
        Assert.True(await Slots.TakeAsync("s-1", "b-1", Mine, None));
        Assert.True(await Slots.TakeAsync("s-1", "b-1", Mine, None));
        Assert.False(await Slots.TakeAsync("s-1", "b-2", Other, None));
        Assert.False(await Slots.TakeAsync("s-2", "b-3", Other, None));
        Assert.Empty(await Slots.FreeAsync(Walk.Begins, None));
        Assert.Equal(new BookingRecord("b-1", Mine, Slot("s-1"), BookingStatus.Booked), await Slots.FindBookingAsync("b-1", None));
        Assert.Null(await Slots.FindBookingAsync("b-2", None));
        Assert.Null(await Slots.FindBookingAsync("b-3", None));
    }

    [Fact]
    public async Task Given_many_who_want_one_slot_at_once_when_it_is_over_then_one_has_it()
    {
        await Slots.PutAsync(Slot("s-1"), None);
        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => Task.Run(() => Slots.TakeAsync("s-1", $"b-{i}", JourneyId.For(Walk.Practice, $"GP-{i}"), None))));
        Assert.Single(taken, true);
    }

    [Fact]
    public async Task Given_a_booking_that_holds_a_slot_when_it_would_take_another_then_it_keeps_the_first()
    {
        await Slots.PutAsync(Slot("s-1"), None);
        await Slots.PutAsync(Slot("s-2"), None);
        await Slots.TakeAsync("s-1", "b-1", Mine, None);
        Assert.False(await Slots.TakeAsync("s-2", "b-1", Mine, None));
        Assert.Equal("s-1", (await Slots.FindBookingAsync("b-1", None))!.Slot.SlotId);
        Assert.Equal(["s-2"], (await Slots.FreeAsync(Walk.Begins, None)).Select(slot => slot.SlotId));
    }

    [Fact]
    public async Task Given_a_booking_when_it_is_cancelled_then_the_slot_is_free_once_and_the_booking_cannot_be_taken_up_again()
    {
        await Slots.PutAsync(Slot("s-1"), None);
        await Slots.TakeAsync("s-1", "b-1", Mine, None);
        await Slots.EndAsync("b-1", BookingStatus.Cancelled, None);
        Assert.Single(await Slots.FreeAsync(Walk.Begins, None));
        Assert.False(await Slots.TakeAsync("s-1", "b-1", Mine, None));

        Assert.True(await Slots.TakeAsync("s-1", "b-2", Other, None));
        await Slots.EndAsync("b-1", BookingStatus.Cancelled, None);
        Assert.Empty(await Slots.FreeAsync(Walk.Begins, None));
        Assert.Equal(BookingStatus.Booked, (await Slots.FindBookingAsync("b-2", None))!.Status);
        Assert.Equal(BookingStatus.Cancelled, (await Slots.FindBookingAsync("b-1", None))!.Status);
    }

    [Theory]
    [InlineData(BookingStatus.Attended)]
    [InlineData(BookingStatus.DidNotAttend)]
    public async Task Given_a_slot_whose_time_was_used_when_the_booking_ends_then_it_is_not_offered_again(BookingStatus status)
    {
        await Slots.PutAsync(Slot("s-1"), None);
        await Slots.TakeAsync("s-1", "b-1", Mine, None);
        await Slots.EndAsync("b-1", status, None);
        await Slots.EndAsync("b-1", BookingStatus.Cancelled, None);
        Assert.Empty(await Slots.FreeAsync(Walk.Begins, None));
        Assert.Equal(status, (await Slots.FindBookingAsync("b-1", None))!.Status);
        Assert.Equal((true, null), await Slots.WithdrawAsync("s-1", None));
    }

    [Fact]
    public async Task Given_a_slot_withdrawn_when_anything_is_tried_with_it_then_it_stays_withdrawn()
    {
        Assert.Equal((false, null), await Slots.WithdrawAsync("s-1", None));
        await Slots.PutAsync(Slot("s-1"), None);
        Assert.Equal((true, null), await Slots.WithdrawAsync("s-1", None));
        Assert.Equal(SlotPut.Withdrawn, await Slots.CheckAsync(Slot("s-1"), None));
        Assert.Equal(SlotPut.Withdrawn, await Slots.PutAsync(Slot("s-1"), None));
        Assert.Empty(await Slots.FreeAsync(Walk.Begins, None));
        Assert.False(await Slots.TakeAsync("s-1", "b-1", Mine, None));
    }

    [Fact]
    public async Task Given_a_slot_when_asked_who_stands_in_it_then_only_a_booking_that_has_not_ended_is_named()
    {
        Assert.Null(await Slots.StandsInAsync("s-1", None));
        await Slots.PutAsync(Slot("s-1"), None);
        Assert.Null(await Slots.StandsInAsync("s-1", None));
        await Slots.TakeAsync("s-1", "b-1", Mine, None);
        Assert.Equal(new BookingRecord("b-1", Mine, Slot("s-1"), BookingStatus.Booked), await Slots.StandsInAsync("s-1", None));
        await Slots.EndAsync("b-1", BookingStatus.Cancelled, None);
        Assert.Null(await Slots.StandsInAsync("s-1", None));
        await Slots.TakeAsync("s-1", "b-2", Mine, None);
        await Slots.EndAsync("b-2", BookingStatus.Attended, None);
        Assert.Null(await Slots.StandsInAsync("s-1", None));
    }

    [Fact]
    public async Task Given_a_booked_slot_when_it_is_withdrawn_twice_then_the_booking_that_fell_is_named_both_times()
    {
        await Slots.PutAsync(Slot("s-1"), None);
        await Slots.TakeAsync("s-1", "b-1", Mine, None);
        for (int i = 0; i < 2; i++)
        {
            (bool known, BookingRecord? booking) = await Slots.WithdrawAsync("s-1", None);
            Assert.True(known);
            Assert.Equal(("b-1", Mine), (booking!.BookingId, booking.Journey));
        }

        Assert.Equal(BookingStatus.Cancelled, (await Slots.FindBookingAsync("b-1", None))!.Status);
        await Slots.EndAsync("b-1", BookingStatus.Cancelled, None);
        Assert.Empty(await Slots.FreeAsync(Walk.Begins, None));
    }

    [Fact]
    public async Task Given_bookings_around_midnight_in_summer_when_a_London_day_is_listed_then_it_has_its_own_by_start()
    {
        // 1 June in London begins at 23:00 UTC on 31 May.
        DateTimeOffset midnight = new(2026, 5, 31, 23, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] starts = [midnight.AddTicks(-1), midnight, midnight.AddHours(5), midnight.AddHours(5), midnight.AddHours(24).AddTicks(-1), midnight.AddHours(24)];
        for (int i = starts.Length - 1; i >= 0; i--)
        {
            await Slots.PutAsync(Slot($"s-{i}", starts[i]), None);
            await Slots.TakeAsync($"s-{i}", $"b-{i}", Mine, None);
        }

        List<BookingRecord> listed = await Paging.AllAsync(after => Slots.ListAsync(new(2026, 6, 1), new(2026, 6, 1), after, 2, None), 2);
        Assert.Equal(starts[1..5], listed.Select(booking => booking.Slot.StartsAt));
        Assert.Equal(4, listed.Select(booking => booking.BookingId).Distinct().Count());
    }

    private static FreeSlot Slot(string id, DateTimeOffset? starts = null) =>
        new(id, "Gateshead", starts ?? Walk.Begins.AddDays(7), 30, Procedure.Colonoscopy, true, "Room 2");
}
