using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

/// <summary>A clinician takes a positive on: the patient joins the list and is asked to call, once.</summary>
public sealed class ResultAcknowledgedTests
{
    [Theory]
    [InlineData(Actor.Triage)]
    [InlineData(Actor.Gp)]
    public void Given_a_positive_when_a_clinician_acknowledges_then_the_patient_joins_the_list_and_is_asked_to_call(Actor by)
    {
        Story story = Situations.Positive().Acknowledged(by);

        var state = story.Is<JourneyState.AwaitingBooking>();
        Assert.Equal(ServiceCalendar.At(story.Today.AddDays(14), new TimeOnly(17, 0)), state.Due);
        Assert.Equal(story.Now, story.Journey.ListedAt);
        Assert.Equal(story.Now, story.Journey.AcknowledgedAt);
        Assert.Contains(story.Effects, effect => effect is Effect.RequestBooking);
        Assert.Single(story.AllEffects, effect => effect is Effect.SendText { Template: MessageTemplate.PleaseCallUs });
        Assert.Contains(story.Effects, effect => effect is Effect.Audit audit && audit.By == by);
    }

    [Fact]
    public void Given_no_mobile_then_the_patient_is_asked_to_call_by_letter()
    {
        Story story = Story.Referred(canBeTexted: false).KitPosted().Days(3).KitReceived().Result("45").Acknowledged();

        Assert.Contains(story.Effects, effect => effect is Effect.SendLetter { Template: MessageTemplate.PleaseCallUs });
        Assert.DoesNotContain(story.AllEffects, effect => effect is Effect.SendText);
    }

    public static TheoryData<Actor> NotClinicians() =>
        new(Enum.GetValues<Actor>().Where(actor => actor is not (Actor.Gp or Actor.Triage)));

    [Theory]
    [MemberData(nameof(NotClinicians))]
    public void Given_a_positive_when_anyone_else_acknowledges_then_it_is_rejected(Actor by)
    {
        Story story = Situations.Positive();

        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.ResultAcknowledged(by, story.Now)));
    }

    [Fact]
    public void Given_it_is_acknowledged_twice_then_the_second_is_ignored()
    {
        Story story = Situations.OnTheList();

        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.ResultAcknowledged(Actor.Gp, story.Now)));
    }

    [Fact]
    public void Given_nothing_at_or_above_the_threshold_then_there_is_nothing_to_acknowledge()
    {
        foreach (Story story in new[] { Situations.Referred(), Situations.SafetyNetted(), Situations.BelowWithConcern(), Situations.UndecidedValue() })
        {
            Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.ResultAcknowledged(Actor.Triage, story.Now)));
        }
    }

    [Fact]
    public void Given_a_threshold_that_rises_mid_journey_when_one_value_becomes_undecided_then_the_one_still_above_can_be_acknowledged()
    {
        Story story = Situations.Positive().Result(">12", lab: "26B-RERUN").Under(PathwayPolicy.Current with { Version = "twenty", Threshold = 20m });

        story.Acknowledged().Is<JourneyState.AwaitingBooking>();
    }
}
