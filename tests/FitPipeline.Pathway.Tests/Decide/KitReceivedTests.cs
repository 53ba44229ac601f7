using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Tests;

/// <summary>A kit comes in: awaited, late, after its result, twice, or after the end.</summary>
public sealed class KitReceivedTests
{
    [Fact]
    public void Given_a_posted_kit_when_it_arrives_then_the_laboratory_has_72_hours_and_the_patient_is_told()
    {
        Story story = Situations.KitWithPatient().KitReceived();

        Assert.Equal(new NextAction("Report the result, or why the sample cannot be used.", Owner.Lab, story.Now.AddHours(72)), story.Journey.NextAction);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.KitReceived });
    }

    [Fact]
    public void Given_the_practice_was_told_not_returned_when_the_kit_comes_late_then_it_is_read_all_the_same()
    {
        Story story = Situations.NotReturned().Days(2).KitReceived();

        story.Is<JourneyState.KitReceived>();
        story.Result("10.0").Is<JourneyState.AwaitingAcknowledgement>();
    }

    [Fact]
    public void Given_a_patient_kept_under_review_without_a_result_when_the_kit_comes_late_then_it_is_read_and_the_patient_is_told_the_result()
    {
        Story story = Situations.SafetyNettedWithoutResult().Days(2).KitReceived(collectedDaysAgo: 1);
        story.Is<JourneyState.KitReceived>();

        story.Result("<7");
        Assert.Contains(story.Effects, effect => effect is Effect.SendLetter { Template: MessageTemplate.ResultLetterFollows });
    }

    [Fact]
    public void Given_the_patient_is_on_the_call_list_when_the_kit_comes_then_nobody_need_ring() =>
        Situations.OnCallList().KitReceived().Is<JourneyState.KitReceived>();

    [Fact]
    public void Given_a_kit_thought_lost_when_it_turns_up_then_it_is_awaited_again()
    {
        Story story = Situations.KitWithPatient();
        story.When(new PathwayEvent.KitLost(story.LatestKit, story.Now)).Is<JourneyState.Referred>();

        story.KitReceived(1).Result("45", 1).Is<JourneyState.AwaitingAcknowledgement>();
    }

    [Fact]
    public void Given_a_reassured_patient_when_a_stray_kit_arrives_then_reassurance_waits_for_what_it_says()
    {
        Story story = Situations.SafetyNetted().KitPosted(2).Days(5).KitReceived(2);
        story.Is<JourneyState.SafetyNet>();

        // The review date comes with a sample unread: the practice decides, the calendar does not.
        story.Woken().Is<JourneyState.PracticeReview>();
    }

    [Fact]
    public void Given_a_result_that_came_before_the_scan_when_the_date_on_the_kit_turns_out_impossible_then_a_clinician_looks()
    {
        Story story = Situations.KitWithPatient().Result("<7");
        story.Is<JourneyState.SafetyNet>();

        story.KitReceived(collectedDaysAgo: 100);
        Assert.Equal(ReviewReason.ImpossibleCollectionDate, story.Is<JourneyState.ClinicalReview>().Reason);
    }

    [Fact]
    public void Given_a_result_that_came_before_the_scan_when_the_date_on_the_kit_is_plausible_then_nothing_changes() =>
        Situations.KitWithPatient().Result("<7").KitReceived(collectedDaysAgo: 2).Is<JourneyState.SafetyNet>();

    [Fact]
    public void Given_the_same_scan_twice_then_the_second_is_ignored()
    {
        Story story = Situations.KitAtLab();

        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.KitReceived(story.LatestKit, story.Today, story.Now)));
    }

    [Fact]
    public void Given_a_kit_of_somebody_else_then_it_is_rejected_and_the_journey_stands()
    {
        Story story = Situations.KitWithPatient();

        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.KitReceived(Story.Kit(99), story.Today, story.Now)));
    }

    [Fact]
    public void Given_an_ended_journey_when_its_kit_comes_back_then_triage_has_it_to_decide_once()
    {
        Story story = Situations.Closed(Outcome.Withdrawn).Days(3).KitReceived();

        story.Is<JourneyState.Closed>();
        Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.Triage });
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.KitReceived(story.LatestKit, story.Today, story.Now)));
    }
}
