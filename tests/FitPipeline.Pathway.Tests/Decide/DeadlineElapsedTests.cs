using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

/// <summary>What time does by itself: it reminds, escalates and reviews; it closes nothing that still owes the patient something.</summary>
public sealed class DeadlineElapsedTests
{
    private static int Day(Story story) => (int)Math.Round((story.Now - story.Journey.Kits[^1].PostedAt).TotalDays);

    [Fact]
    public void Given_a_kit_that_never_comes_back_then_the_ladder_is_7_14_21_28()
    {
        Story story = Situations.Referred().KitPosted();
        MessageFacts deadline = new(ServiceCalendar.DateOf(story.Now).AddDays(28));

        story.Woken();
        Assert.Equal((7, typeof(JourneyState.KitPosted)), (Day(story), story.State.GetType()));
        Assert.Equal([new Effect.SendText(MessageTemplate.PostYourKit, deadline)], story.Effects);

        story.Woken();
        Assert.Equal((14, typeof(JourneyState.KitPosted)), (Day(story), story.State.GetType()));
        Assert.Equal(
            [new Effect.SendText(MessageTemplate.PostYourKitAgain, deadline), new Effect.SendLetter(MessageTemplate.PostYourKitAgain, deadline)],
            story.Effects);

        story.Woken();
        Assert.Equal((21, AssistanceReason.CallList), (Day(story), story.Is<JourneyState.AssistanceNeeded>().Reason));
        Assert.Equal(Owner.KitDesk, story.Journey.NextAction!.Value.Owner);

        story.Woken().Woken();
        Assert.Equal((28, PracticeQuestion.NotReturned), (Day(story), story.Is<JourneyState.PracticeReview>().Question));
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.NotReturned), story.Effects);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.KitNotReturned });
        Assert.Contains(story.Effects, effect => effect is Effect.SendLetter { Template: MessageTemplate.KitNotReturned });
    }

    [Fact]
    public void Given_no_mobile_then_the_ladder_goes_by_letter_only_and_each_once()
    {
        Story story = Story.Referred(canBeTexted: false).KitPosted().Woken().Woken().Woken().Woken().Woken();

        Assert.DoesNotContain(story.AllEffects, effect => effect is Effect.SendText);
        Assert.Equal(
            [MessageTemplate.KitOnItsWay, MessageTemplate.PostYourKit, MessageTemplate.PostYourKitAgain, MessageTemplate.KitNotReturned],
            story.AllEffects.OfType<Effect.SendLetter>().Select(letter => letter.Template));
    }

    [Theory]
    [InlineData(8, MessageTemplate.PostYourKit)]
    [InlineData(13.9, MessageTemplate.PostYourKit)]
    [InlineData(15, MessageTemplate.PostYourKitAgain)]
    [InlineData(29, MessageTemplate.KitNotReturned)]
    [InlineData(60, MessageTemplate.KitNotReturned)]
    public void Given_an_outage_when_the_pathway_wakes_late_then_only_the_last_rung_is_climbed(double day, MessageTemplate template)
    {
        Story story = Situations.Referred().KitPosted();
        story.Days(day).When(new PathwayEvent.DeadlineElapsed(story.Now));

        Assert.Equal([template], story.Effects.OfType<Effect.SendText>().Select(text => text.Template));
    }

    [Fact]
    public void Given_an_outage_over_day_21_then_the_patient_is_rung_rather_than_reminded()
    {
        Story story = Situations.Referred().KitPosted();
        story.Days(22).When(new PathwayEvent.DeadlineElapsed(story.Now)).Is<JourneyState.AssistanceNeeded>();

        Assert.DoesNotContain(story.Effects, effect => effect is Effect.SendText or Effect.SendLetter);
    }

    [Fact]
    public void Given_later_reminders_come_into_force_meanwhile_then_nobody_is_reminded_of_the_same_thing_twice()
    {
        Story story = Situations.Referred().KitPosted().Woken();
        PathwayPolicy later = PathwayPolicy.Current with
        {
            Version = "later",
            FirstReminderDays = 10,
            SecondReminderDays = 20,
            CallListDays = 30,
            NotReturnedDays = 40,
        };
        story.Under(later).Woken();
        Assert.Empty(story.Effects);
        Assert.Equal("later", story.Journey.PolicyVersion);

        story.Woken();
        Assert.Equal(20, Day(story));
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.PostYourKitAgain });
    }

    [Fact]
    public void Given_a_rung_not_yet_due_then_nothing_happens()
    {
        Story story = Situations.KitWithPatient();

        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.DeadlineElapsed(((JourneyState.Open)story.State).WakeAt.AddTicks(-1))));
    }

    [Fact]
    public void Given_a_positive_nobody_acknowledges_then_it_escalates_every_working_day_and_never_expires()
    {
        Story story = Situations.Positive();
        DateTimeOffset due = story.Is<JourneyState.AwaitingAcknowledgement>().Due;
        for (int day = 1; day <= 100; day++)
        {
            DateTimeOffset before = story.Now;
            story.Woken();
            var state = story.Is<JourneyState.AwaitingAcknowledgement>();
            Assert.Equal((day, due), (state.Escalations, state.Due));
            Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.Admin });
            Assert.True(day == 1 || ServiceCalendar.WorkingDaysBetween(before, story.Now) == 1);
        }
    }

    public static TheoryData<string> OverdueForEver() => new(
        "Referred: the first kit is to be posted",
        "KitReceived: the kit is at the laboratory",
        "AssistanceNeeded: the address is bad",
        "AssistanceNeeded: kits were repeatedly unusable",
        "AwaitingBooking: acknowledged, on the list",
        "Booked: the patient has accepted",
        "PracticeReview: below the threshold with concern",
        "PracticeReview: the kit was not returned",
        "PracticeReview: two appointments missed",
        "ClinicalReview: corrected downwards while booked, and the patient is rung",
        "ClinicalReview: the reassuring result was withdrawn");

    [Theory]
    [MemberData(nameof(OverdueForEver))]
    public void Given_an_action_nobody_takes_then_it_is_raised_again_and_again_and_its_due_time_stays(string situation)
    {
        Story story = Situations.All.Single(one => one.Name == situation).Tell();
        string state = story.State.Name;
        DateTimeOffset due = story.Journey.NextAction!.Value.Due;
        for (int round = 0; round < 30; round++)
        {
            story.Woken();
            Assert.Equal((state, due), (story.State.Name, story.Journey.NextAction!.Value.Due));
            Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.Admin });
            Assert.True(((JourneyState.Open)story.State).WakeAt > story.Now);
        }
    }

    [Fact]
    public void Given_the_practices_decision_is_late_then_the_practice_is_told_too() =>
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.DecisionOverdue), Situations.BelowWithConcern().Woken().Effects);

    [Fact]
    public void Given_a_late_call_then_it_escalates_and_day_28_still_comes()
    {
        Story story = Situations.OnCallList().Woken();
        Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.Admin });

        story.Woken().Is<JourneyState.PracticeReview>();
        Assert.Equal(28, Day(story));
    }

    [Fact]
    public void Given_a_reassuring_result_when_the_review_date_comes_then_the_journey_closes_and_the_patient_is_told_what_to_watch_for()
    {
        Story story = Situations.SafetyNetted().Woken();

        Assert.Equal(Outcome.Reassured, story.Is<JourneyState.Closed>().Outcome);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.SafetyNetReview });
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.Closed), story.Effects);
    }

    [Fact]
    public void Given_no_result_when_the_review_date_comes_then_nobody_is_reassured()
    {
        Story story = Situations.SafetyNettedWithoutResult().Woken();

        Assert.Equal(PracticeQuestion.NotReturned, story.Is<JourneyState.PracticeReview>().Question);
    }

    [Fact]
    public void Given_missed_examinations_on_a_result_below_when_the_review_date_comes_then_the_calendar_does_not_reassure() =>
        Story.Referred().KitPosted().Days(3).KitReceived().Result("<7")
            .Decided(ClinicalDecision.ReferDirectly, Actor.Gp).Booked().Missed().Booked().Missed()
            .Decided(ClinicalDecision.ContinueSafetyNet, Actor.Gp).Woken().Is<JourneyState.PracticeReview>();

    [Fact]
    public void Given_a_friday_and_a_bank_holiday_then_working_days_skip_them()
    {
        // Maundy Thursday 2026, result in the afternoon: Good Friday and Easter Monday are not worked.
        Story story = Situations.KitAtLab();
        DateTimeOffset thursday = new(2026, 4, 2, 15, 0, 0, TimeSpan.Zero);
        story.When(new PathwayEvent.ResultReported(story.LatestKit, "26B-1", Fhb.Of("45"), null, ServiceCalendar.DateOf(thursday.AddDays(-70)), thursday));

        Assert.Equal(new DateTimeOffset(2026, 4, 7, 16, 0, 0, TimeSpan.Zero), story.Is<JourneyState.AwaitingAcknowledgement>().Due);
    }

    [Fact]
    public void Given_a_reassuring_letter_then_the_patient_was_told_that_day_and_not_on_the_review_date()
    {
        Story story = Situations.SafetyNetted();
        DateTimeOffset told = story.Now;
        Assert.Equal(told, story.Journey.ToldAt);
        Assert.Equal(told, story.Woken().Journey.ToldAt);
    }

    [Fact]
    public void Given_a_reassured_patient_when_the_result_is_doubted_or_another_kit_or_examination_follows_then_the_patient_is_yet_to_be_told()
    {
        Assert.Null(Situations.SafetyNetted().Result("45", lab: "26B-RERUN").Journey.ToldAt);
        Assert.Null(Situations.ResultWithdrawn().Journey.ToldAt);
        Assert.Null(Situations.SafetyNetted().Decided(ClinicalDecision.ReissueKit).Journey.ToldAt);
        Assert.Null(Situations.SafetyNetted().Decided(ClinicalDecision.ReferDirectly).Journey.ToldAt);
        Assert.Null(Situations.BelowWithConcern().Journey.ToldAt);
        Assert.Null(Situations.SafetyNettedWithoutResult().Journey.ToldAt);
    }
}
