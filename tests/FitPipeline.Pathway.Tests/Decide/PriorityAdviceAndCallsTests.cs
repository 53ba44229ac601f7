using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

/// <summary>A clinician's priority, the advice thread, and the calls the kit desk makes.</summary>
public sealed class PriorityAdviceAndCallsTests
{
    private static PathwayEvent.PrioritySet Priority(Story story, int level = 1, string reason = "Weight loss since.", Actor by = Actor.Triage) =>
        new(level, reason, by, story.Now);

    [Fact]
    public void Given_a_patient_on_the_list_when_triage_sets_the_priority_then_it_holds_with_its_reason_and_booking_looks_again()
    {
        Story story = Situations.OnTheList();
        story.When(Priority(story));

        Assert.Equal(new PriorityOverride(1, "Weight loss since.", Actor.Triage, story.Now, story.Today.AddDays(28)), story.Journey.PriorityOverride);
        Assert.Contains(story.Effects, effect => effect is Effect.RequestBooking);
        Assert.Contains(story.Effects, effect => effect is Effect.Audit { By: Actor.Triage });
    }

    [Fact]
    public void Given_a_booked_patient_when_the_priority_changes_then_no_second_slot_is_asked_for()
    {
        Story story = Situations.WithAppointment();
        story.When(Priority(story));

        Assert.DoesNotContain(story.Effects, effect => effect is Effect.RequestBooking);
        Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.BookingDesk });
    }

    [Fact]
    public void Given_a_listed_patient_under_review_then_the_priority_can_be_set_too() =>
        Assert.NotNull(Situations.CorrectedOnTheList() is var story ? story.When(Priority(story)).Journey.PriorityOverride : null);

    [Theory]
    [InlineData(5, 5)]
    [InlineData(9, 7)]
    public void Given_a_priority_when_its_last_working_day_begins_then_triage_is_asked_to_renew_it_by_its_close_and_the_journey_waits_as_before(int days, int told)
    {
        // Set on a Friday: to a Wednesday, or to a Sunday, of which the Friday before is the last day anyone works.
        Story story = Situations.OnTheList();
        Assert.Equal(DayOfWeek.Friday, story.Today.DayOfWeek);
        DateOnly last = story.Today.AddDays(told);
        JourneyState before = story.State;
        story.When(Priority(story) with { Until = story.Today.AddDays(days) }).Woken();

        Assert.Equal(ServiceCalendar.At(last, TimeOnly.MinValue), story.Now);
        Assert.Contains("ends on", story.Because, StringComparison.Ordinal);
        Effect.RaiseWorkItem item = Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>(), item => item.Owner is Owner.Triage);
        Assert.Equal(ServiceCalendar.At(last, new TimeOnly(17, 0)), item.Due);
        Assert.Equal(before.Name, story.State.Name);
        Assert.Equal(Owner.BookingDesk, story.Journey.NextAction!.Value.Owner);
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.DeadlineElapsed(story.Now)));

        story.Hours(10).When(Priority(story));
        Assert.Contains(new Effect.FinishWorkItem(item.Key!), story.Effects);
        Assert.Empty(story.Journey.Beside);
        Assert.False(story.Journey.PriorityOverride!.EndTold);
    }

    [Fact]
    public void Given_a_priority_for_today_alone_when_the_day_is_over_then_triage_is_told_that_it_ended_once()
    {
        Story story = Situations.OnTheList();
        DateOnly day = story.Today;
        story.When(Priority(story) with { Until = day }).Woken();

        Assert.Equal(ServiceCalendar.At(day.AddDays(1), TimeOnly.MinValue), story.Now);
        Assert.Contains("ended on 16 January 2026", story.Because, StringComparison.Ordinal);
        Assert.Equal(SideTaskReason.PriorityEnds, Assert.Single(story.Journey.Beside).Reason);
        story.Woken();
        Assert.DoesNotContain("priority", story.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_priority_that_ends_when_the_patient_leaves_the_list_then_nobody_is_asked_about_it_any_more()
    {
        Story story = Situations.PriorityEnding();
        story.Decided(ClinicalDecision.Discharge);

        Assert.Empty(story.Journey.Beside);
        Assert.Contains(story.Effects, effect => effect is Effect.FinishWorkItem);
    }

    [Fact]
    public void Given_a_priority_that_ends_at_the_moment_the_target_day_passes_then_one_waking_does_both()
    {
        Story story = Situations.OnTheList();
        story.When(Priority(story) with { Until = story.Today.AddDays(5) }).Days(40);
        story.When(new PathwayEvent.DeadlineElapsed(story.Now));

        Assert.Contains("by the target day", story.Because, StringComparison.Ordinal);
        Assert.Contains("priority ended on", story.Because, StringComparison.Ordinal);
        Assert.Equal([Owner.Admin, Owner.Triage], story.Effects.OfType<Effect.RaiseWorkItem>().Select(item => item.Owner));
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.DeadlineElapsed(story.Now)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-1)]
    public void Given_a_level_that_does_not_exist_then_it_is_rejected(int level)
    {
        Story story = Situations.OnTheList();

        Assert.IsType<Decision.Rejected>(story.Try(Priority(story, level)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Given_no_reason_then_the_priority_is_rejected(string reason)
    {
        Story story = Situations.OnTheList();

        Assert.IsType<Decision.Rejected>(story.Try(Priority(story, reason: reason)));
    }

    [Fact]
    public void Given_a_patient_not_on_the_list_or_another_role_then_the_priority_is_rejected()
    {
        Story waiting = Situations.Positive();
        Assert.IsType<Decision.Rejected>(waiting.Try(Priority(waiting)));

        Story listed = Situations.OnTheList();
        foreach (Actor actor in Enum.GetValues<Actor>().Where(actor => actor is not Actor.Triage))
        {
            Assert.IsType<Decision.Rejected>(listed.Try(Priority(listed, by: actor)));
        }
    }

    [Theory]
    [InlineData(Actor.Gp, Owner.Triage)]
    [InlineData(Actor.Triage, Owner.Practice)]
    public void Given_a_message_on_the_advice_thread_then_the_other_side_has_three_working_days_and_the_journey_waits_as_before(Actor by, Owner owner)
    {
        Story story = Situations.BelowWithConcern();
        JourneyState before = story.State;
        story.When(new PathwayEvent.AdviceAsked(by, story.Now));

        Assert.Equal(before, story.State);
        Effect.RaiseWorkItem item = Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>());
        Assert.Equal(owner, item.Owner);
        Assert.Equal(ServiceCalendar.CloseOfWorkingDay(story.Now, 3, new TimeOnly(17, 0)), item.Due);
    }

    [Fact]
    public void Given_the_call_about_an_overdue_kit_is_made_then_the_kit_is_awaited_until_day_28()
    {
        Story story = Situations.OnCallList();
        DateTimeOffset posted = story.Journey.Kits[0].PostedAt;
        story.When(new PathwayEvent.ActionDone(Actor.KitDesk, story.Now));

        Assert.Equal(posted.AddDays(28), story.Is<JourneyState.KitPosted>().Due);
        story.Woken().Is<JourneyState.PracticeReview>();
    }

    [Theory]
    [InlineData("bad address")]
    [InlineData("unusable kits")]
    public void Given_the_call_about_the_address_or_unusable_kits_is_made_then_another_kit_is_posted(string why)
    {
        Story story = why == "bad address" ? Situations.BadAddress() : Situations.RepeatedlyUnusable();
        int kits = story.Journey.Kits.Count;
        story.When(new PathwayEvent.ActionDone(Actor.KitDesk, story.Now));

        Assert.Contains(new Effect.PostKit(kits + 1), story.Effects);
        story.Is<JourneyState.Referred>();
    }

    [Fact]
    public void Given_another_role_ticks_the_call_off_then_it_is_rejected()
    {
        Story story = Situations.OnCallList();
        foreach (Actor actor in Enum.GetValues<Actor>().Where(actor => actor is not (Actor.KitDesk or Actor.Admin)))
        {
            Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.ActionDone(actor, story.Now)));
        }
    }

    [Fact]
    public void Given_an_action_that_only_its_event_can_finish_when_it_is_ticked_off_then_the_desk_is_told_what_to_do_instead()
    {
        foreach ((string _, Func<Story> tell) in Situations.All)
        {
            Story story = tell();
            if (story.State is JourneyState.Open and not JourneyState.AssistanceNeeded)
            {
                Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.ActionDone(Actor.KitDesk, story.Now)));
            }
        }
    }
}
