using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

/// <summary>A lot is recalled: nothing below the threshold from it counts, wherever the kit is and whenever it turns up.</summary>
public sealed class LotRecalledTests
{
    private static Story Recalled(Story story) => story.Hours(1).When(new PathwayEvent.LotRecalled("lot-a", story.Now));

    [Fact]
    public void Given_the_kit_is_with_the_patient_then_another_is_posted() =>
        Assert.Contains(new Effect.PostKit(2), Recalled(Situations.KitWithPatient()).Effects);

    [Fact]
    public void Given_the_kit_is_at_the_laboratory_then_another_is_posted() =>
        Assert.Contains(new Effect.PostKit(2), Recalled(Situations.KitAtLab()).Effects);

    [Fact]
    public void Given_the_patient_is_on_the_call_list_then_another_is_posted() =>
        Assert.Contains(new Effect.PostKit(2), Recalled(Situations.OnCallList()).Effects);

    [Fact]
    public void Given_a_recalled_kit_when_it_is_scanned_in_and_read_below_then_it_does_not_reassure()
    {
        Story story = Recalled(Situations.KitWithPatient()).Days(2).KitReceived(1);
        story.Is<JourneyState.Referred>();

        story.Result("<7", 1);
        story.Is<JourneyState.Referred>();
        story.Result("<7", 1, lab: "26B-RERUN");
        Assert.Null(story.Journey.HighestResult);
    }

    [Fact]
    public void Given_a_recalled_kit_when_it_is_read_above_then_the_value_stands() =>
        Recalled(Situations.KitWithPatient()).Days(2).KitReceived(1).Result("10.0", 1).Is<JourneyState.AwaitingAcknowledgement>();

    [Fact]
    public void Given_a_kit_lost_and_then_recalled_when_it_turns_up_then_it_is_still_recalled()
    {
        Story story = Situations.KitWithPatient();
        story.When(new PathwayEvent.KitLost(story.LatestKit, story.Now));
        Recalled(story).Days(4).KitReceived(1).Result("<7", 1);

        Assert.Null(story.Journey.HighestResult);
    }

    [Fact]
    public void Given_a_patient_reassured_on_it_then_a_clinician_looks_and_cannot_reassure_on_it_again()
    {
        Story story = Recalled(Situations.SafetyNetted());

        Assert.Equal(ReviewReason.LotRecalled, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.ContinueSafetyNet)));
        Assert.Contains(new Effect.PostKit(2), story.Decided(ClinicalDecision.ReissueKit).Effects);
    }

    [Fact]
    public void Given_the_practice_was_to_decide_on_it_then_a_clinician_looks() =>
        Assert.Equal(ReviewReason.LotRecalled, Recalled(Situations.BelowWithConcern()).Is<JourneyState.ClinicalReview>().Reason);

    [Fact]
    public void Given_another_kit_is_awaited_beside_a_result_from_it_then_that_result_never_closes_the_journey()
    {
        Story story = Recalled(Situations.SafetyNetted().Decided(ClinicalDecision.ReissueKit, Actor.Gp));
        Assert.Null(story.Journey.HighestResult);

        story.KitPosted(lot: "LOT-B").Woken().Woken().Woken().Woken().Woken().Decided(ClinicalDecision.ContinueSafetyNet, Actor.Gp).Woken();
        story.Is<JourneyState.PracticeReview>();
    }

    [Theory]
    [InlineData("a result to acknowledge")]
    [InlineData("on the list")]
    [InlineData("booked")]
    public void Given_a_result_above_from_it_then_nothing_of_the_patients_place_changes(string where)
    {
        Story story = where switch { "on the list" => Situations.OnTheList(), "booked" => Situations.WithAppointment(), _ => Situations.Positive() };
        JourneyState before = story.State;
        Recalled(story);

        Assert.Equal(before, story.State);
        Assert.Equal(Fhb.Of("45"), story.Journey.HighestResult);
    }

    [Fact]
    public void Given_a_patient_referred_directly_on_it_then_the_place_on_the_list_stays_and_a_slot_can_be_booked() =>
        Recalled(Situations.OnTheListBelow()).Booked().Is<JourneyState.Booked>();

    [Fact]
    public void Given_a_closed_journey_reassured_on_it_then_triage_decides_whether_to_call_back_once()
    {
        Story story = Recalled(Situations.Closed(Outcome.Reassured));

        story.Is<JourneyState.Closed>();
        Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.Triage });
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.LotRecalled("LOT-A", story.Now)));
    }

    [Fact]
    public void Given_a_journey_that_ended_after_an_examination_then_the_recall_changes_nothing()
    {
        Story story = Situations.Closed(Outcome.Investigated);

        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.LotRecalled("LOT-A", story.Now)));
    }

    [Fact]
    public void Given_the_recall_is_sent_twice_or_is_of_another_lot_then_it_is_ignored()
    {
        Story story = Recalled(Situations.KitAtLab());

        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.LotRecalled("LOT-A", story.Now)));
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.LotRecalled("LOT-Z", story.Now)));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void Given_a_notice_then_it_stops_what_is_scanned_out_from_then_on(int minutesAfter, bool stops)
    {
        DateTimeOffset notice = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

        Assert.Equal(stops, new LotRecall("LOT-A", notice).Stops(notice.AddMinutes(minutesAfter)));
    }
}
