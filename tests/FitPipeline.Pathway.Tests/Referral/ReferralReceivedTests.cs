using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Pathway.Tests;

/// <summary>How a journey starts, or does not.</summary>
public sealed class ReferralReceivedTests
{
    [Fact]
    public void Given_an_indicated_referral_then_the_journey_starts_at_step_one_with_its_picture_and_policy()
    {
        Journey journey = Situations.Referred().Journey;

        Assert.Equal((1, PathwayPolicy.Current.Version, Story.Begins, ReferralDecision.FitIndicated), (journey.Step, journey.PolicyVersion, journey.ReferredAt, journey.Decision));
        Assert.Equal(Pictures.Plain, journey.Picture);
        Assert.Null(journey.HighestResult);
    }

    [Fact]
    public void Given_a_rectal_mass_then_no_kit_goes_out_and_the_practice_refers_today()
    {
        Story story = Story.Referred(Pictures.WithRectalMass);

        Assert.Equal(Outcome.ReferWithoutFit, story.Is<JourneyState.Closed>().Outcome);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.PostKit);
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.ReferNow), story.Effects);
        Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.Practice });
    }

    [Fact]
    public void Given_an_abdominal_mass_then_the_kit_goes_out_and_the_practice_refers_at_the_same_time()
    {
        Story story = Story.Referred(Pictures.WithAbdominalMass);

        Assert.Equal(ReferralDecision.FitAndRefer, story.Journey.Decision);
        Assert.Contains(new Effect.PostKit(1), story.Effects);
        Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.Practice });
    }

    [Fact]
    public void Given_no_criterion_met_then_the_practice_is_told_and_no_kit_goes_out()
    {
        Story story = Story.Referred(Pictures.NothingThatCounts);

        Assert.Equal(Outcome.NotIndicated, story.Is<JourneyState.Closed>().Outcome);
        Assert.Equal([new Effect.NotifyPractice(PracticeNotice.NotIndicated)], story.Effects);
    }

    [Fact]
    public void Given_something_left_out_that_the_criteria_turn_on_then_no_journey_starts_and_the_reasons_say_what()
    {
        ClinicalPicture picture = Pictures.Plain with { Symptoms = [], Anaemia = true, IronDeficiencyAnaemia = null, AgeInYears = 45 };
        var rejected = Assert.IsType<Decision.Rejected>(JourneyDecider.Start(Story.Referral(picture), PathwayPolicy.Current));

        Assert.Contains("iron-deficient", rejected.Because, StringComparison.Ordinal);
        Sentences.AssertReadable(rejected.Because, "start");
    }

    [Fact]
    public void Given_the_referral_is_sent_again_then_it_is_ignored_in_every_state()
    {
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            Assert.True(tell().Try(Story.Referral()) is Decision.Ignored, situation);
        }
    }
}
