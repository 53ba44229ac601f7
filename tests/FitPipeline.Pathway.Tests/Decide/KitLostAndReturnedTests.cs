using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Tests;

/// <summary>A kit that is lost in the post, or comes back undelivered.</summary>
public sealed class KitLostAndReturnedTests
{
    private static Story Lost(Story story, int number) => story.Hours(1).When(new PathwayEvent.KitLost(Story.Kit(number), story.Now));

    private static Story Back(Story story, int number) => story.Hours(1).When(new PathwayEvent.KitReturnedToSender(Story.Kit(number), story.Now));

    [Fact]
    public void Given_the_awaited_kit_is_lost_then_another_is_posted_by_itself()
    {
        Story story = Lost(Situations.KitWithPatient(), 1);

        Assert.Equal(2, story.Is<JourneyState.Referred>().KitNumber);
        Assert.Contains(new Effect.PostKit(2), story.Effects);
    }

    [Fact]
    public void Given_a_third_kit_is_lost_then_someone_rings_the_patient()
    {
        Story story = Lost(Lost(Lost(Situations.KitWithPatient(), 1).KitPosted(), 2).KitPosted(), 3);

        Assert.Equal(AssistanceReason.RepeatedlyUnusable, story.Is<JourneyState.AssistanceNeeded>().Reason);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.PostKit);
    }

    [Fact]
    public void Given_the_kit_is_lost_at_the_laboratory_then_another_is_posted() =>
        Lost(Situations.KitAtLab(), 1).Is<JourneyState.Referred>();

    [Fact]
    public void Given_a_kit_already_read_when_it_is_called_lost_then_that_is_ignored()
    {
        Story story = Situations.Positive();

        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.KitLost(story.LatestKit, story.Now)));
    }

    [Fact]
    public void Given_the_kit_comes_back_undelivered_then_the_address_is_checked_before_anything_else_is_posted()
    {
        Story story = Situations.BadAddress();

        Assert.Equal(AssistanceReason.BadAddress, story.Is<JourneyState.AssistanceNeeded>().Reason);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.PostKit);
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.AddressFailed), story.Effects);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.CallUsAboutYourAddress });
    }

    [Fact]
    public void Given_a_replacement_not_yet_posted_when_the_first_kit_comes_back_undelivered_then_the_address_is_checked_first()
    {
        Story story = Back(Lost(Situations.KitWithPatient(), 1), 1);

        Assert.Equal(AssistanceReason.BadAddress, story.Is<JourneyState.AssistanceNeeded>().Reason);
    }

    [Fact]
    public void Given_the_practice_was_told_not_returned_when_the_kit_comes_back_undelivered_then_the_patient_never_had_one_and_is_rung()
    {
        Story story = Back(Situations.NotReturned(), 1);

        Assert.Equal(AssistanceReason.BadAddress, story.Is<JourneyState.AssistanceNeeded>().Reason);
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.AddressFailed), story.Effects);
    }

    [Fact]
    public void Given_another_kit_is_already_out_when_the_first_comes_back_undelivered_then_the_desk_checks_the_address_meanwhile()
    {
        Story story = Back(Lost(Situations.KitWithPatient(), 1).KitPosted(), 1);

        Assert.Equal(Story.Kit(2), story.Is<JourneyState.KitPosted>().Kit);
        Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.KitDesk });
    }

    [Fact]
    public void Given_the_kit_comes_back_twice_then_the_second_scan_is_ignored_and_so_is_lost()
    {
        Story story = Situations.BadAddress();

        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.KitReturnedToSender(story.LatestKit, story.Now)));
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.KitLost(story.LatestKit, story.Now)));
    }

    [Fact]
    public void Given_a_lost_kit_found_at_the_laboratory_and_refused_when_its_replacement_is_out_then_no_third_kit_is_posted()
    {
        Story story = Lost(Situations.KitWithPatient(), 1).KitPosted().Days(1).KitReceived(1).Rejected(number: 1);

        Assert.Equal(Story.Kit(2), story.Is<JourneyState.KitPosted>().Kit);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.PostKit);
        Assert.Equal(1, story.Journey.AutomaticReplacements);
    }
}
