using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.PortContracts;

/// <summary>The truth: what is committed is there, whole, and what is refused has left nothing behind.</summary>
public abstract class JourneyStoreContract
{
    protected abstract IJourneyStore Journeys { get; }

    protected abstract IEffectOutbox Effects { get; }

    protected abstract IWorklist Worklist { get; }

    /// <summary>How many journeys a test of lists makes; an implementation that reads in batches needs more than one batch.</summary>
    protected virtual int Many => 230;

    private Walk Walk => new(Journeys);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Given_no_journey_when_it_is_loaded_then_there_is_none()
    {
        JourneyLoad load = await Journeys.LoadAsync(JourneyId.For(Walk.Practice, "GP-1"), "referral", None);
        Assert.Null(load.Stored);
        Assert.Null(load.Earlier);
    }

    [Fact]
    public async Task Given_a_journey_with_a_result_when_it_is_loaded_then_it_is_whole()
    {
        Journey journey = await Walk.WaitingAsync("GP-1", 1);
        StoredJourney stored = Assert.IsType<StoredJourney>((await Journeys.LoadAsync(journey.Id, null, None)).Stored);
        Assert.Equal(Stored.Json(journey), Stored.Json(stored.Journey));
    }

    [Fact]
    public async Task Given_an_accepted_event_when_it_is_looked_for_then_it_is_found_in_its_own_journey_only()
    {
        Journey mine = await Walk.PostedAsync(await Walk.ReferredAsync("GP-1"), 1, Walk.Begins.AddDays(1));
        Journey other = await Walk.ReferredAsync("GP-2");

        JourneyLoad load = await Journeys.LoadAsync(mine.Id, "scan/posted/1", None);
        RecordedEvent earlier = Assert.IsType<RecordedEvent>(load.Earlier);
        Assert.Equal(2, earlier.Step);
        Assert.Equal(Actor.KitDesk, earlier.By);
        Assert.Equal(new PathwayEvent.KitPosted(Walk.Kit(1), "LOT-A", null, Walk.Begins.AddDays(1)), earlier.Event);
        Assert.Null((await Journeys.LoadAsync(other.Id, "scan/posted/1", None)).Earlier);
        Assert.Null((await Journeys.LoadAsync(mine.Id, "scan/posted/2", None)).Earlier);
        Assert.Null((await Journeys.LoadAsync(mine.Id, null, None)).Earlier);
    }

    [Fact]
    public async Task Given_events_with_and_without_a_note_when_they_are_read_then_all_come_oldest_first()
    {
        Journey journey = await Walk.ReferredAsync("GP-1");
        journey = await Walk.PostedAsync(journey, 1, Walk.Begins.AddDays(1));
        await Walk.ThenAsync(
            journey, "withdrawn", new PathwayEvent.DecisionMade(ClinicalDecision.Withdraw, Actor.Gp, Walk.Begins.AddDays(2)), Actor.Gp, "Moved away – nach Köln 🚆");

        IReadOnlyList<RecordedEvent> events = await Journeys.EventsAsync(journey.Id, None);
        Assert.Equal(["referral", "scan/posted/1", "withdrawn"], events.Select(recorded => recorded.EventId));
        Assert.Equal([1, 2, 3], events.Select(recorded => recorded.Step));
        Assert.Equal([null, null, "Moved away – nach Köln 🚆"], events.Select(recorded => recorded.Note));
        Assert.All(events, recorded => Assert.Equal(Walk.Begins, recorded.RecordedAt));
        Assert.All(events, recorded => Assert.Equal(PathwayPolicy.Current.Version, recorded.PolicyVersion));
        Assert.All(events, recorded => Assert.NotEmpty(recorded.Because));
        Assert.Empty(await Journeys.EventsAsync(JourneyId.For(Walk.Practice, "nobody"), None));
    }

    [Fact]
    public async Task Given_a_journey_that_moved_when_a_commit_names_the_old_version_then_nothing_of_it_is_kept()
    {
        Journey journey = await Walk.ReferredAsync("GP-1");
        JourneyLoad old = await Journeys.LoadAsync(journey.Id, null, None);
        Journey moved = await Walk.PostedAsync(journey, 1, Walk.Begins.AddDays(1));
        int effects = (await Effects.OfJourneyAsync(journey.Id, None)).Count;

        Assert.False(await Journeys.CommitAsync(LostScan(old.Stored!), None));
        Assert.Equal(Stored.Json(moved), Stored.Json((await Journeys.LoadAsync(journey.Id, null, None)).Stored!.Journey));
        Assert.Equal(2, (await Journeys.EventsAsync(journey.Id, None)).Count);
        Assert.Equal(effects, (await Effects.OfJourneyAsync(journey.Id, None)).Count);
        Assert.Equal(moved.NextAction!.Value.What, (await Worklist.FindAsync(journey.Id.Value, None))!.What);
    }

    [Fact]
    public async Task Given_a_journey_when_it_is_committed_as_new_again_then_nothing_of_it_is_kept()
    {
        Journey journey = await Walk.PostedAsync(await Walk.ReferredAsync("GP-1"), 1, Walk.Begins.AddDays(1));
        PathwayEvent.ReferralReceived again = new(journey.Id, Walk.Practice, Walk.Plain, true, Walk.Begins);
        Decision.Accepted started = Assert.IsType<Decision.Accepted>(JourneyDecider.Start(again, PathwayPolicy.Current));
        JourneyCommit commit = new(
            started.Next, null, new RecordedEvent("referral-2", 1, again, Actor.Gp, started.Because, null, "p", Walk.Begins), []);

        Assert.False(await Journeys.CommitAsync(commit, None));
        Assert.Equal(Stored.Json(journey), Stored.Json((await Journeys.LoadAsync(journey.Id, null, None)).Stored!.Journey));
        Assert.Equal(2, (await Journeys.EventsAsync(journey.Id, None)).Count);
    }

    [Fact]
    public async Task Given_many_commits_of_one_version_at_once_when_they_are_over_then_exactly_one_was_kept()
    {
        Journey journey = await Walk.ReferredAsync("GP-1");
        StoredJourney stored = (await Journeys.LoadAsync(journey.Id, null, None)).Stored!;
        bool[] kept = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Journeys.CommitAsync(LostScan(stored), None))));
        Assert.Single(kept, true);
        Assert.Equal(2, (await Journeys.EventsAsync(journey.Id, None)).Count);
    }

    [Fact]
    public async Task Given_journeys_with_wake_times_when_asked_what_is_due_then_the_most_overdue_come_first_and_closed_ones_never()
    {
        Journey late = await Walk.ReferredAsync("GP-late", at: Walk.Begins.AddDays(3));
        Journey early = await Walk.ReferredAsync("GP-early");
        await Walk.ReferredAsync("GP-mass", picture: Walk.Mass);
        DateTimeOffset earlyWake = ((JourneyState.Open)early.State).WakeAt;
        DateTimeOffset lateWake = ((JourneyState.Open)late.State).WakeAt;

        Assert.Equal(earlyWake, await Journeys.NextWakeAsync(None));
        Assert.Empty(await Journeys.DueAsync(earlyWake.AddTicks(-1), 10, None));
        Assert.Equal([early.Id], await Journeys.DueAsync(earlyWake, 10, None));
        Assert.Equal([early.Id, late.Id], await Journeys.DueAsync(lateWake.AddDays(1), 10, None));
        Assert.Equal([early.Id], await Journeys.DueAsync(lateWake.AddDays(1), 1, None));

        await Walk.PostedAsync(early, 1, Walk.Begins.AddDays(1));
        Assert.Equal([late.Id], await Journeys.DueAsync(lateWake, 10, None));
    }

    [Fact]
    public async Task Given_no_open_journey_when_asked_for_the_next_wake_time_then_there_is_none()
    {
        Assert.Null(await Journeys.NextWakeAsync(None));
        await Walk.ReferredAsync("GP-mass", picture: Walk.Mass);
        Assert.Null(await Journeys.NextWakeAsync(None));
    }

    [Fact]
    public async Task Given_many_journeys_of_a_practice_when_paged_while_others_start_then_each_comes_once_and_the_newest_first()
    {
        List<JourneyId> started = [];
        for (int i = 0; i < 25; i++)
        {
            started.Add((await Walk.ReferredAsync($"GP-{i}", at: Walk.Begins.AddMinutes(i))).Id);
        }

        await Walk.ReferredAsync("GP-other", Walk.OtherPractice);
        List<JourneyListing> listed = await Paging.AllAsync(
            after => Journeys.OfPracticeAsync(Walk.Practice, after, 10, None), 10, () => Walk.ReferredAsync("GP-meanwhile"));
        Assert.Equal(Enumerable.Reverse(started), listed.Select(listing => listing.Journey.Id));
        Assert.All(listed, listing => Assert.Equal(Walk.Begins, listing.UpdatedAt));
    }

    [Fact]
    public async Task Given_a_page_larger_than_the_most_when_asked_for_then_it_holds_the_most()
    {
        await Task.WhenAll(Enumerable.Range(0, Page<int>.Size + 5).Select(i => Walk.ReferredAsync($"GP-{i}")));
        Page<JourneyListing> page = await Journeys.OfPracticeAsync(Walk.Practice, null, 100_000, None);
        Assert.Equal(Page<int>.Size, page.Items.Count);
        Assert.Equal(5, (await Journeys.OfPracticeAsync(Walk.Practice, page.Next, 100_000, None)).Items.Count);
    }

    [Fact]
    public async Task Given_patients_at_every_stage_when_asked_who_waits_for_a_slot_then_only_those_on_the_list_are_named()
    {
        await Walk.ReferredAsync("GP-1");
        Journey waiting = await Walk.WaitingAsync("GP-2", 2);
        Journey booked = await Walk.WaitingAsync("GP-3", 3);
        Appointment appointment = new("b-1", "s-1", "Gateshead", Walk.Begins.AddDays(20));
        booked = await Walk.ThenAsync(booked, "booking/b-1", new PathwayEvent.SlotBooked(appointment, Walk.Begins.AddDays(10)), Actor.BookingDesk);
        Assert.Equal([waiting.Id], (await Journeys.WaitingForSlotAsync(None)).Select(journey => journey.Id));

        await Walk.ThenAsync(booked, "cancelled", new PathwayEvent.AppointmentCancelled("b-1", true, Walk.Begins.AddDays(11)), Actor.BookingDesk);
        Assert.Equal(
            new[] { waiting.Id.Value, booked.Id.Value }.Order(StringComparer.Ordinal),
            (await Journeys.WaitingForSlotAsync(None)).Select(journey => journey.Id.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Given_many_journeys_when_all_are_read_then_each_comes_once()
    {
        Journey[] started = await Task.WhenAll(Enumerable.Range(0, Many).Select(i => Walk.ReferredAsync($"GP-{i}")));
        List<string> read = [];
        await foreach (JourneyListing listing in Journeys.AllAsync(None))
        {
            read.Add(listing.Journey.Id.Value);
        }

        Assert.Equal(started.Select(journey => journey.Id.Value).Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Given_journeys_in_several_states_when_they_are_counted_then_the_figures_add_up()
    {
        JourneyCounts none = await Journeys.CountsAsync(None);
        Assert.Equal((0, 0), (none.Started, none.Open));
        Assert.Null(none.OldestDue);

        Journey first = await Walk.ReferredAsync("GP-1");
        Journey second = await Walk.ReferredAsync("GP-2", at: Walk.Begins.AddDays(2));
        await Walk.ReferredAsync("GP-mass", picture: Walk.Mass);
        await Walk.PostedAsync(first, 1, Walk.Begins.AddDays(1));
        await Walk.WaitingAsync("GP-4", 4);

        JourneyCounts counts = await Journeys.CountsAsync(None);
        Assert.Equal(4, counts.Started);
        Assert.Equal(3, counts.Open);
        Assert.Equal(0, counts.OpenWithoutNextAction);
        Assert.Equal(second.NextAction!.Value.Due, counts.OldestDue);
        Assert.Equal(
            new SortedDictionary<string, long> { ["AwaitingBooking"] = 1, ["Closed"] = 1, ["KitPosted"] = 1, ["Referred"] = 1 },
            new SortedDictionary<string, long>(counts.ByState.ToDictionary()));
    }

    // A commit that would be right if nobody had moved the journey since it was loaded.
    private static JourneyCommit LostScan(StoredJourney stored)
    {
        PathwayEvent posted = new PathwayEvent.KitPosted(Walk.Kit(77), null, null, Walk.Begins.AddHours(3));
        Decision.Accepted accepted = Assert.IsType<Decision.Accepted>(JourneyDecider.Decide(stored.Journey, posted, PathwayPolicy.Current));
        int step = accepted.Next.Step;
        PendingEffect effect = new($"{accepted.Next.Id.Value}.{step}.99", accepted.Next.Id, accepted.Effects[0], DateTimeOffset.MinValue);
        return new JourneyCommit(
            accepted.Next,
            stored.Version,
            new RecordedEvent("scan/posted/77", step, posted, Actor.KitDesk, accepted.Because, null, "p", Walk.Begins),
            [effect]);
    }
}
