using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

/// <summary>What one side asks, the other's answer finishes: advice, another priority, a breach foreseen.</summary>
public sealed class AnsweredWorkTests
{
    [Fact]
    public void Given_a_patient_who_left_the_list_and_comes_back_when_the_same_standard_will_be_missed_then_it_is_said_again()
    {
        Story story = Situations.WithAppointment().Missed();
        PathwayEvent.BreachForeseen said = new(WaitingStandard.SixtyTwoDay, story.Today.AddDays(30), "No slot in time.", story.Now);
        story.When(said).Booked().Missed();
        story.Is<JourneyState.PracticeReview>();
        Assert.Empty(story.Journey.Beside);

        story.When(new PathwayEvent.DecisionMade(ClinicalDecision.ReferDirectly, Actor.Gp, story.Now)).When(said with { At = story.Now });
        Assert.Equal(SideTaskReason.BreachForeseen, Assert.Single(story.Journey.Beside).Reason);
        Assert.IsType<Decision.Ignored>(story.Try(said with { At = story.Now }));
    }

    [Fact]
    public void Given_a_question_that_waits_for_an_answer_when_it_would_be_ticked_off_then_the_rule_says_what_to_do_instead()
    {
        Story story = Situations.OnTheList();
        story.When(new PathwayEvent.AdviceAsked(Actor.Gp, story.Now));
        SideTask question = Assert.Single(story.Journey.Beside);
        Assert.Contains("advice thread", JourneyDecider.AnsweredBy(story.Journey, question.Key), StringComparison.Ordinal);
        Assert.Null(JourneyDecider.AnsweredBy(story.Journey, "advice-of-another"));

        story.When(new PathwayEvent.PriorityChangeAsked(Actor.Gp, story.Now));
        SideTask asked = Assert.Single(story.Journey.Beside, beside => beside.Reason is SideTaskReason.PriorityChange);
        Assert.Contains("priority", JourneyDecider.AnsweredBy(story.Journey, asked.Key), StringComparison.Ordinal);

        // A message that is only to be read may be ticked off when it is read; the question it answered is gone.
        story.When(new PathwayEvent.AdviceAsked(Actor.Triage, story.Now));
        Assert.Null(JourneyDecider.AnsweredBy(story.Journey, question.Key));
        string message = Assert.Single(story.Journey.Beside, beside => beside.Owner is Owner.Practice).Key;
        Assert.Null(JourneyDecider.AnsweredBy(story.Journey, message));
        Assert.Equal("Message on the advice thread read, and ticked off", SideTaskKeys.WhatWasDone(message));
    }

    [Fact]
    public void Given_a_call_a_miss_or_a_priority_that_ends_when_it_is_marked_done_then_what_came_of_it_is_asked_for_and_the_journey_keeps_it()
    {
        Story late = Situations.OnTheList().Booked(20);
        foreach ((Story story, string asked, string kept, string told) in new[]
        {
            (Situations.RungAboutAppointment(), "what the patient said", "Someone rang the patient", "Call about the appointment made, and ticked off"),
            (Situations.TwoDeclined(), "which date was agreed", "Someone rang the patient", "Call to agree a date made, and ticked off"),
            (late, "no earlier examination", "has seen to the standard", "Earlier examination looked for, and ticked off"),
            (Situations.PriorityEnding(), "why the priority may end", "lets the priority end", "End of the priority seen to, and ticked off"),
        })
        {
            string key = Assert.Single(story.Journey.Beside).Key;
            Assert.Contains(asked, JourneyDecider.OutcomeAskedOf(story.Journey, key), StringComparison.Ordinal);
            Assert.Null(JourneyDecider.OutcomeAskedOf(story.Journey, "another"));
            Assert.Equal(told, SideTaskKeys.WhatWasDone(key));

            PathwayEvent.BesideDone done = new(key, Actor.BookingDesk, story.Now);
            JourneyState before = story.State;
            story.When(done);
            Assert.Contains(kept, story.Because, StringComparison.Ordinal);
            Assert.Contains(new Effect.FinishWorkItem(key), story.Effects);
            Assert.Equal(before, story.State);
            Assert.Empty(story.Journey.Beside);
            Assert.IsType<Decision.Ignored>(story.Try(done));
        }
    }

    [Fact]
    public void Given_a_call_that_the_journey_waits_for_then_what_came_of_it_is_asked_for_and_for_nothing_else_is()
    {
        foreach ((string name, Func<Story> tell) in Situations.All)
        {
            Assert.True(JourneyDecider.OutcomeAskedOf(tell().Journey) is not null == name.StartsWith("AssistanceNeeded", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public void Given_offers_declined_when_the_patient_accepts_one_then_nobody_need_ring()
    {
        Story story = Situations.TwoDeclined();
        string key = Assert.Single(story.Journey.Beside).Key;
        story.Booked().When(new PathwayEvent.AppointmentAccepted(story.Journey.Appointment!.BookingId, story.Now));

        Assert.Contains(new Effect.FinishWorkItem(key), story.Effects);
        Assert.Empty(story.Journey.Beside);
    }

    [Fact]
    public void Given_the_practice_asks_when_triage_answers_then_the_question_is_done_and_the_answer_is_the_practice_s_to_read()
    {
        Story story = Situations.OnTheList();
        story.When(new PathwayEvent.AdviceAsked(Actor.Gp, story.Now));
        Effect.RaiseWorkItem question = Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>());
        Assert.Equal(Owner.Triage, question.Owner);
        Assert.Equal(ServiceCalendar.CloseOfWorkingDay(story.Now, 3, new TimeOnly(17, 0)), question.Due);

        story.When(new PathwayEvent.AdviceAsked(Actor.Triage, story.Now));
        Assert.Contains(new Effect.FinishWorkItem(question.Key!), story.Effects);
        Assert.Equal(Owner.Practice, Assert.Single(story.Journey.Beside).Owner);

        story.When(new PathwayEvent.AdviceAsked(Actor.Gp, story.Now));
        Assert.Equal(Owner.Triage, Assert.Single(story.Journey.Beside).Owner);
    }

    [Fact]
    public void Given_a_question_was_asked_when_the_journey_has_ended_then_it_is_still_answered_and_then_nothing_more_is_said()
    {
        Story story = Situations.WithAppointment();
        story.When(new PathwayEvent.AdviceAsked(Actor.Gp, story.Now)).Attended();

        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AdviceAsked(Actor.Gp, story.Now)));
        story.When(new PathwayEvent.AdviceAsked(Actor.Triage, story.Now));
        Assert.Empty(story.Journey.Beside);
        Assert.IsType<JourneyState.Closed>(story.State);
        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AdviceAsked(Actor.Triage, story.Now)));
    }

    [Fact]
    public void Given_the_practice_asks_for_another_priority_then_triage_owes_an_answer_and_a_second_asking_waits_for_it()
    {
        Story story = Situations.OnTheList();
        story.When(new PathwayEvent.PriorityChangeAsked(Actor.Gp, story.Now));

        Effect.RaiseWorkItem item = Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>());
        Assert.Equal((Owner.Triage, ServiceCalendar.CloseOfWorkingDay(story.Now, 1, new TimeOnly(17, 0))), (item.Owner, item.Due));
        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.PriorityChangeAsked(Actor.Gp, story.Now)));
    }

    [Fact]
    public void Given_a_request_when_triage_sets_the_priority_or_leaves_it_then_the_request_is_answered_and_the_practice_told()
    {
        PathwayEvent[] answers =
        [
            new PathwayEvent.PrioritySet(2, "Weight loss since.", Actor.Triage, Story.Begins.AddDays(8)),
            new PathwayEvent.PriorityChangeDeclined(Actor.Triage, Story.Begins.AddDays(8)),
        ];
        foreach (PathwayEvent answer in answers)
        {
            Story story = Situations.OnTheList();
            story.When(new PathwayEvent.PriorityChangeAsked(Actor.Gp, story.Now));
            string key = story.Journey.Beside[0].Key;
            story.When(answer);

            Assert.Contains(new Effect.FinishWorkItem(key), story.Effects);
            Assert.Contains(new Effect.NotifyPractice(PracticeNotice.PriorityAnswered), story.Effects);
            Assert.Empty(story.Journey.Beside);
            Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.PriorityChangeDeclined(Actor.Triage, story.Now)));
        }
    }

    [Fact]
    public void Given_a_request_when_the_patient_is_examined_then_nobody_owes_an_answer()
    {
        Story story = Situations.WithAppointment();
        story.When(new PathwayEvent.PriorityChangeAsked(Actor.Gp, story.Now)).Attended();

        Assert.Empty(story.Journey.Beside);
        Assert.Contains(story.Effects, effect => effect is Effect.FinishWorkItem);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(28, true)]
    [InlineData(-1, false)]
    [InlineData(29, false)]
    public void Given_a_last_day_for_a_priority_then_it_lies_from_today_to_four_weeks_on_and_is_kept(int days, bool accepted)
    {
        Story story = Situations.OnTheList();
        PathwayEvent.PrioritySet set = new(1, "Weight loss since.", Actor.Triage, story.Now, story.Today.AddDays(days));

        Assert.Equal(accepted, story.Try(set) is Decision.Accepted);
        if (accepted)
        {
            Assert.Equal(set.Until, story.When(set).Journey.PriorityOverride!.Until);
        }
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(36, 2)]
    [InlineData(45, 3)]
    public void Given_a_slot_chosen_by_a_person_or_another_system_past_standards_then_each_miss_is_said_with_the_booking_and_is_the_desk_s_work(int inDays, int misses)
    {
        Story story = Situations.OnTheList().Booked(inDays);

        Assert.Equal(misses, story.Journey.BreachesForeseen.Count);
        Effect.RaiseWorkItem[] items = [.. story.Effects.OfType<Effect.RaiseWorkItem>()];
        Assert.Equal(misses, items.Length);
        Assert.All(items, item => Assert.Equal((Owner.BookingDesk, ServiceCalendar.CloseOfWorkingDay(story.Now, 1, new TimeOnly(17, 0))), (item.Owner, item.Due)));
        Assert.Contains("28-day Faster Diagnosis standard, which needs it by 2 February 2026", items[0].What, StringComparison.Ordinal);
        Assert.Contains("needs the examination by 2 February 2026, and this is later.", story.Because, StringComparison.Ordinal);
        Assert.Equal(misses, story.Journey.Beside.Count(beside => beside.Reason is SideTaskReason.BreachForeseen));
    }

    [Fact]
    public void Given_a_slot_on_the_last_day_that_meets_the_standards_then_nothing_is_said()
    {
        Story story = Situations.OnTheList().Booked(inDays: 17);
        Assert.Equal(new DateOnly(2026, 2, 2), ServiceCalendar.DateOf(story.Journey.Appointment!.StartsAt));
        Assert.Empty(story.Journey.BreachesForeseen);
    }

    [Fact]
    public void Given_a_booking_that_is_moved_past_a_standard_and_back_again_then_the_miss_is_said_and_then_it_is_over()
    {
        Story story = Situations.WithAppointment().Hours(1);
        Appointment late = story.Slot(inDays: 25);
        story.When(new PathwayEvent.AppointmentMoved(story.Journey.Appointment!.BookingId, late, story.Now));
        Effect.RaiseWorkItem item = Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>());
        Assert.Equal(Owner.BookingDesk, item.Owner);

        Appointment early = late with { BookingId = "B-777", SlotId = "S-777", StartsAt = late.StartsAt.AddDays(-12) };
        story.When(new PathwayEvent.AppointmentMoved(late.BookingId, early, story.Now));
        Assert.Contains(new Effect.FinishWorkItem(item.Key!), story.Effects);
        Assert.Empty(story.Journey.BreachesForeseen);
        Assert.Empty(story.Journey.Beside);
    }

    [Fact]
    public void Given_a_miss_that_a_round_has_said_when_the_slot_is_booked_then_it_is_not_said_twice()
    {
        Story story = Situations.OnTheList();
        story.When(new PathwayEvent.BreachForeseen(WaitingStandard.FasterDiagnosis, new DateOnly(2026, 2, 2), "The free slots went to others.", story.Now)).Booked(20);

        Assert.Empty(story.Effects.OfType<Effect.RaiseWorkItem>());
        Assert.Equal("The appointment is booked.", story.Because);
        Assert.Single(story.Journey.Beside);
    }

    [Fact]
    public void Given_a_breach_is_foreseen_then_it_is_said_once_with_work_for_the_desk_and_another_standard_is_said_too()
    {
        Story story = Situations.OnTheList();
        PathwayEvent.BreachForeseen breach = new(WaitingStandard.FasterDiagnosis, story.Today.AddDays(3), "Every free slot that suits is later.", story.Now);
        story.When(breach);

        Assert.Equal("Every free slot that suits is later.", story.Because);
        Assert.Equal(Owner.BookingDesk, Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>()).Owner);
        Assert.IsType<Decision.Ignored>(story.Try(breach with { Because = "It went to others." }));
        story.When(breach with { Standard = WaitingStandard.Dm01 });
        Assert.Equal(2, story.Journey.BreachesForeseen.Count);
    }
}
