using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Tests;

/// <summary>A sample without a number is never a result: a new kit, at most two by themselves, then a person helps.</summary>
public sealed class SampleRejectedTests
{
    public static TheoryData<SampleFault> Faults() => new(Enum.GetValues<SampleFault>());

    [Theory]
    [MemberData(nameof(Faults))]
    public void Given_any_coded_fault_then_a_new_kit_is_posted_the_practice_is_told_and_no_result_exists(SampleFault fault)
    {
        Story story = Situations.KitAtLab().Rejected(fault);

        story.Is<JourneyState.Referred>();
        Assert.Contains(new Effect.PostKit(2), story.Effects);
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.SampleRejected), story.Effects);
        Assert.Null(story.Journey.HighestResult);
        Assert.DoesNotContain("negative", story.Because, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Given_two_replacements_when_the_third_sample_is_spoilt_then_someone_rings_and_no_kit_goes_by_itself()
    {
        Story story = Situations.RepeatedlyUnusable();

        Assert.Equal(AssistanceReason.RepeatedlyUnusable, story.Is<JourneyState.AssistanceNeeded>().Reason);
        Assert.Equal(Owner.KitDesk, story.Journey.NextAction!.Value.Owner);
        Assert.Equal(3, story.AllEffects.OfType<Effect.PostKit>().Count());
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.CallUsAboutYourKit });
    }

    [Fact]
    public void Given_someone_has_rung_when_the_next_sample_is_spoilt_too_then_someone_rings_again()
    {
        Story story = Situations.RepeatedlyUnusable();
        story.When(new PathwayEvent.ActionDone(Actor.KitDesk, story.Now)).KitPosted().Days(3).KitReceived().Rejected();

        Assert.Equal(AssistanceReason.RepeatedlyUnusable, story.Is<JourneyState.AssistanceNeeded>().Reason);
    }

    [Fact]
    public void Given_the_rejection_is_sent_twice_then_one_kit_is_posted()
    {
        Story story = Situations.ReplacementToPost();

        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.SampleRejected(story.LatestKit, SampleFault.Leaked, story.Now)));
    }

    [Fact]
    public void Given_a_replacement_is_to_be_posted_when_the_old_sample_gives_a_value_too_old_then_no_further_kit_is_posted()
    {
        Story story = Situations.KitWithPatient();
        story.When(new PathwayEvent.KitLost(story.LatestKit, story.Now));
        DateOnly posted = ServiceCalendar.DateOf(story.Journey.Kits[0].PostedAt);
        story.When(story.Reported("<7", collectedOn: posted, receivedOn: posted.AddDays(40)));

        Assert.Equal(2, story.Is<JourneyState.Referred>().KitNumber);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.PostKit);
    }

    [Fact]
    public void Given_the_address_is_bad_when_another_old_sample_is_rejected_then_nothing_is_posted_to_it()
    {
        Story story = Situations.BadAddress().Rejected();

        Assert.Equal(AssistanceReason.BadAddress, story.Is<JourneyState.AssistanceNeeded>().Reason);
    }

    [Fact]
    public void Given_a_reassured_patient_when_the_laboratory_rejects_the_sample_it_had_read_then_a_clinician_looks()
    {
        Story story = Situations.SafetyNetted().Rejected();

        Assert.Equal(ReviewReason.ResultWithdrawn, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Null(story.Journey.HighestResult);
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.SampleRejected(story.LatestKit, SampleFault.Leaked, story.Now)));
    }

    [Fact]
    public void Given_a_positive_when_the_laboratory_rejects_its_sample_then_it_counts_until_a_clinician_has_looked()
    {
        Story story = Situations.WithAppointment().Rejected();

        story.Is<JourneyState.ClinicalReview>();
        Assert.NotNull(story.Journey.Appointment);
        Assert.Equal(Fhb.Of("45"), story.Journey.HighestResult);
    }

    [Fact]
    public void Given_two_kits_at_the_laboratory_when_one_is_refused_then_the_other_is_awaited()
    {
        Story story = Situations.KitWithPatient();
        story.When(new PathwayEvent.KitLost(story.LatestKit, story.Now)).KitPosted(2).Days(3).KitReceived(2).KitReceived(1).Rejected(number: 2);

        Assert.Equal(Story.Kit(1), story.Is<JourneyState.KitReceived>().Kit);
    }

    [Fact]
    public void Given_a_sample_read_twice_when_the_laboratory_rejects_it_then_neither_value_reassures()
    {
        Story story = Situations.SafetyNetted().Result("5", lab: "26B-RERUN").Rejected();

        story.Is<JourneyState.ClinicalReview>();
        Assert.Null(story.Journey.HighestResult);
    }
}
