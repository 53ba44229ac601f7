using FitPipeline.Application.Booking;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Local.Tests;

/// <summary>A crash or a restart changes neither who is booked nor whom a round keeps places for.</summary>
public sealed class RoundAfterACrashTests
{
    private static readonly DateTimeOffset Morning = RunningHost.Morning;

    [Fact]
    public async Task Given_a_crash_between_the_withdrawal_of_a_slot_and_telling_its_patients_journey_then_the_daily_reconciliation_puts_the_patient_back_on_the_list()
    {
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        Journey listed = await ListedAsync(host, 1);
        FreeSlot slot = new("s-1", "Queen's Road", Morning.AddDays(8), 45, Procedure.Colonoscopy, false);
        await host.Get<ISlotBook>().PutAsync(slot, default);
        Assert.IsType<BookingAnswer.Done>(await host.Get<Bookings>().BookAsync(listed, slot.SlotId, null, default));

        // As after a crash between the two: the book has withdrawn it, the journey has not heard.
        await host.Get<ISlotBook>().WithdrawAsync(slot.SlotId, default);
        Assert.NotNull((await LoadAsync(host, listed.Id)).Appointment);

        Assert.Equal(1, await host.Get<RunBookingRound>().MendAsync(default));
        Journey mended = await LoadAsync(host, listed.Id);
        Assert.True(mended.WaitsForSlot);
        Assert.Equal(listed.ListedAt, mended.ListedAt);
        Assert.Equal(0, await host.Get<RunBookingRound>().MendAsync(default));
    }

    [Fact]
    public async Task Given_a_slot_withdrawn_before_a_crash_when_its_journey_hears_of_it_after_the_appointment_began_then_staff_are_asked_and_nobody_is_told_it_is_cancelled()
    {
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        Journey listed = await ListedAsync(host, 1);
        FreeSlot slot = new("s-1", "Queen's Road", Morning.AddDays(8), 45, Procedure.Colonoscopy, false);
        await host.Get<ISlotBook>().PutAsync(slot, default);
        await host.Get<Bookings>().BookAsync(listed, slot.SlotId, null, default);
        await host.MoveToAsync(slot.StartsAt.AddHours(1));
        await host.Get<ISlotBook>().WithdrawAsync(slot.SlotId, default);

        Assert.Equal(1, await host.Get<RunBookingRound>().MendAsync(default));
        Journey asked = await LoadAsync(host, listed.Id);
        Assert.Equal(slot.SlotId, asked.Appointment!.SlotId);
        Assert.Contains(asked.Beside, beside => beside.Reason is SideTaskReason.OutcomeAsked);
        Assert.Equal(0, await host.Get<RunBookingRound>().MendAsync(default));
    }

    [Fact]
    public async Task Given_a_day_on_which_journeys_move_when_the_expected_arrivals_are_counted_again_after_a_restart_then_they_are_the_same_all_day()
    {
        BookingPolicy weekly = BookingPolicy.Current with { ArrivalWeeks = 1, LeastArrivalWeeks = 1 };
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        Journey listed = await ListedAsync(host, 1);
        await host.MoveToAsync(Morning.AddDays(7));
        DateTimeOffset now = await host.NowAsync();
        async Task<IReadOnlyList<ExpectedArrivals>> countedAfterARestartAsync() =>
            await new TypicalArrivals(host.Get<IJourneyStore>(), weekly, new PolicyHistory(PathwayPolicy.Current)).ExpectedAsync(ServiceCalendar.DateOf(now), default);
        ExpectedArrivals[] inTheMorning = [new ExpectedArrivals(Procedure.Colonoscopy, FhbBand.From10, 1)];
        Assert.Equal(inTheMorning, await countedAfterARestartAsync());

        await ApplyAsync(host, listed.Id, "needs", new PathwayEvent.NeedsRecorded(Procedure.CtColonography, BookingNeeds.None, Actor.Triage, now));
        Assert.Equal(Procedure.CtColonography, (await LoadAsync(host, listed.Id)).Procedure);
        await ListedAsync(host, 2);
        Assert.Equal(inTheMorning, await countedAfterARestartAsync());
    }

    [Fact]
    public async Task Given_a_threshold_that_was_raised_meanwhile_when_a_journey_that_moved_today_is_lived_again_then_the_policy_that_decided_counts()
    {
        BookingPolicy weekly = BookingPolicy.Current with { ArrivalWeeks = 1, LeastArrivalWeeks = 1 };
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        Journey listed = await ListedAsync(host, 1);
        await host.MoveToAsync(Morning.AddDays(7));
        DateTimeOffset now = await host.NowAsync();
        await ApplyAsync(host, listed.Id, "needs", new PathwayEvent.NeedsRecorded(Procedure.CtColonography, BookingNeeds.None, Actor.Triage, now));

        PathwayPolicy raised = PathwayPolicy.Current with { Version = "raised", Threshold = 200m };
        TypicalArrivals counting = new(host.Get<IJourneyStore>(), weekly, new PolicyHistory(raised, PathwayPolicy.Current));
        Assert.Equal([new ExpectedArrivals(Procedure.Colonoscopy, FhbBand.From10, 1)], await counting.ExpectedAsync(ServiceCalendar.DateOf(now), default));
    }

    private static async Task<Journey> ListedAsync(RunningHost host, int patient)
    {
        JourneyId id = JourneyId.Parse(await host.ReferAsync(patient));
        KitId kit = KitId.Parse(RunningHost.KitName(patient));
        DateTimeOffset now = await host.NowAsync();
        Assert.True(FaecalHaemoglobin.TryCreate(Comparator.Exactly, 120, HaemoglobinUnit.MicrogramsPerGram, Analysers.HmJackarc, out FaecalHaemoglobin? value, out _));
        await ApplyAsync(host, id, "posted", new PathwayEvent.KitPosted(kit, "L1", new DateOnly(2028, 1, 1), now));
        await ApplyAsync(host, id, "received", new PathwayEvent.KitReceived(kit, ServiceCalendar.DateOf(now), now));
        await ApplyAsync(host, id, "reported", new PathwayEvent.ResultReported(kit, "L-1", value!, ServiceCalendar.DateOf(now), ServiceCalendar.DateOf(now), now));
        await ApplyAsync(host, id, "acknowledged", new PathwayEvent.ResultAcknowledged(Actor.Triage, now));
        Journey journey = await LoadAsync(host, id);
        Assert.True(journey.WaitsForSlot);
        return journey;
    }

    private static async Task ApplyAsync(RunningHost host, JourneyId id, string eventId, PathwayEvent @event) => Assert.IsType<Decision.Accepted>(
        Assert.IsType<ApplyResult.Decided>(await host.Get<JourneyEngine>().ApplyAsync(id, eventId, @event, Actor.Triage, null, default)).Decision);

    private static async Task<Journey> LoadAsync(RunningHost host, JourneyId id) => (await host.Get<IJourneyStore>().LoadAsync(id, null, default)).Stored!.Journey;
}
