using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

/// <summary>A kit goes out: the first, a replacement, one too many, one about to expire.</summary>
public sealed class KitPostedTests
{
    [Fact]
    public void Given_a_referred_patient_when_the_kit_is_scanned_out_then_the_patient_is_told_with_a_date_to_post_by()
    {
        Story story = Situations.Referred().KitPosted();

        var state = story.Is<JourneyState.KitPosted>();
        Assert.Equal(story.Now.AddDays(7), state.Due);
        Assert.Equal(state.Due, state.WakeAt);
        Assert.Contains(new Effect.SendText(MessageTemplate.KitOnItsWay, new MessageFacts(story.Today.AddDays(10))), story.Effects);
    }

    [Fact]
    public void Given_a_referred_patient_then_the_kit_is_owed_by_the_close_of_the_next_working_day()
    {
        Story story = Situations.Referred();

        Assert.Equal(new NextAction("Post the kit.", Owner.KitDesk, new DateTimeOffset(2026, 1, 13, 17, 0, 0, TimeSpan.Zero)), story.Journey.NextAction);
        Assert.Contains(new Effect.PostKit(1), story.AllEffects);
    }

    [Fact]
    public void Given_a_replacement_to_post_when_it_goes_out_then_the_text_says_it_is_a_replacement()
    {
        Story story = Situations.ReplacementToPost().KitPosted();

        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.ReplacementKitOnItsWay });
        Assert.Equal([1, 2], story.Journey.Kits.Select(kit => kit.Number));
    }

    [Fact]
    public void Given_no_mobile_then_the_same_words_go_by_letter()
    {
        Story story = Story.Referred(canBeTexted: false).KitPosted();

        Assert.Contains(story.Effects, effect => effect is Effect.SendLetter { Template: MessageTemplate.KitOnItsWay });
        Assert.DoesNotContain(story.AllEffects, effect => effect is Effect.SendText);
    }

    [Theory]
    [InlineData(27, false)]
    [InlineData(28, true)]
    public void Given_a_device_near_its_expiry_then_it_goes_out_only_if_it_lasts_until_it_counts_as_not_returned(int days, bool goes)
    {
        Story story = Situations.Referred();
        Decision decision = story.Try(new PathwayEvent.KitPosted(Story.Kit(1), null, story.Today.AddDays(days), story.Now));

        Assert.Equal(goes, decision is Decision.Accepted);
        Assert.Equal(goes, JourneyDecider.LastPostingOf(story.Today.AddDays(days), PathwayPolicy.Current) >= story.Today);
    }

    [Fact]
    public void Given_a_device_without_lot_and_expiry_then_it_still_goes_out() =>
        Situations.Referred().When(new PathwayEvent.KitPosted(Story.Kit(1), null, null, Story.Begins.AddHours(5))).Is<JourneyState.KitPosted>();

    [Fact]
    public void Given_a_kit_already_out_when_a_further_one_goes_out_then_it_is_recorded_and_the_wait_is_unchanged()
    {
        Story story = Situations.KitWithPatient();
        JourneyState before = story.State;
        story.KitPosted(2);

        Assert.Equal(before, story.State);
        Assert.Equal(2, story.Journey.Kits.Count);
    }

    [Fact]
    public void Given_the_same_scan_twice_then_the_second_is_ignored()
    {
        Story story = Situations.KitWithPatient();

        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.KitPosted(story.LatestKit, "LOT-A", null, story.Now)));
    }

    [Fact]
    public void Given_an_ended_journey_when_a_kit_is_scanned_out_then_the_desk_is_told_not_to_post_it()
    {
        Story story = Situations.Closed(Outcome.Withdrawn);
        var rejected = Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.KitPosted(Story.Kit(5), null, null, story.Now)));

        Assert.Contains("do not post", rejected.Because, StringComparison.Ordinal);
    }
}
