using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Tests;

/// <summary>The laboratory takes a result back: one below no longer reassures, one above counts until a clinician says otherwise.</summary>
public sealed class ResultWithdrawnTests
{
    private static Story Withdrawn(Story story) => story.Hours(1).When(story.Withdrawn());

    [Fact]
    public void Given_a_reassured_patient_then_a_clinician_looks_and_nothing_reassures_any_more()
    {
        Story story = Withdrawn(Situations.SafetyNetted());

        Assert.Equal(ReviewReason.ResultWithdrawn, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Null(story.Journey.HighestResult);
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.ContinueSafetyNet)));
        story.Decided(ClinicalDecision.ReissueKit).Is<JourneyState.Referred>();
    }

    [Fact]
    public void Given_a_positive_then_it_counts_and_the_booking_stands_until_a_clinician_has_looked()
    {
        Story story = Withdrawn(Situations.WithAppointment());

        story.Is<JourneyState.ClinicalReview>();
        Assert.Equal(Fhb.Of("45"), story.Journey.HighestResult);
        Assert.NotNull(story.Journey.Appointment);
        story.Acknowledged().Is<JourneyState.Booked>();
    }

    [Fact]
    public void Given_a_withdrawn_positive_of_another_patients_sample_then_triage_can_start_afresh_with_a_kit()
    {
        Story story = Withdrawn(Situations.WithAppointment()).Decided(ClinicalDecision.ReissueKit);

        story.Is<JourneyState.Referred>();
        Assert.Null(story.Journey.HighestResult);
        Assert.Null(story.Journey.Appointment);
        Assert.Contains(story.Effects, effect => effect is Effect.ReleaseSlot);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.AppointmentWithdrawn });
    }

    [Fact]
    public void Given_a_patient_referred_directly_on_a_value_below_then_the_place_on_the_list_is_kept()
    {
        Story story = Withdrawn(Situations.OnTheListBelow());

        Assert.True(story.Journey.WaitsForSlot);
        Assert.NotNull(story.Booked().Journey.Appointment);
        story.Decided(ClinicalDecision.ReferDirectly).Is<JourneyState.Booked>();
    }

    [Fact]
    public void Given_another_kit_is_already_awaited_then_it_stays_awaited()
    {
        Story story = Situations.SafetyNetted().Decided(ClinicalDecision.ReissueKit).KitPosted().Hours(2);
        story.When(story.Withdrawn(number: 1)).Is<JourneyState.KitPosted>();

        Assert.Null(story.Journey.HighestResult);
    }

    [Fact]
    public void Given_it_is_withdrawn_twice_then_the_second_is_ignored()
    {
        foreach (Story story in new[] { Withdrawn(Situations.SafetyNetted()), Withdrawn(Situations.Positive()) })
        {
            Assert.IsType<Decision.Ignored>(story.Try(story.Withdrawn()));
        }
    }

    [Fact]
    public void Given_a_withdrawn_value_is_reported_anew_then_it_counts_again()
    {
        Story below = Withdrawn(Situations.SafetyNetted()).Result("<7");
        Assert.Equal(Fhb.Of("<7"), below.Journey.HighestResult);
        below.Is<JourneyState.ClinicalReview>();

        Story above = Withdrawn(Situations.Positive()).Result("45");
        Assert.Equal(ResultStanding.Stands, Assert.Single(above.Journey.Results).Standing);
        Assert.IsType<Decision.Rejected>(above.Try(above.Decision(ClinicalDecision.ReissueKit)));
    }

    [Fact]
    public void Given_no_result_then_there_is_nothing_to_withdraw()
    {
        Story story = Situations.KitAtLab();

        Assert.IsType<Decision.Rejected>(story.Try(story.Withdrawn()));
    }

    [Fact]
    public void Given_a_withdrawn_undecided_value_then_a_clinician_still_decides() =>
        Withdrawn(Situations.UndecidedValue()).Is<JourneyState.ClinicalReview>();

    [Fact]
    public void Given_a_review_already_late_when_another_reason_comes_then_the_due_time_stays_where_it_was()
    {
        Story story = Situations.CorrectedBeforeAcknowledgement();
        DateTimeOffset due = story.Is<JourneyState.ClinicalReview>().Due;
        story.Days(3).When(story.Reported("500"));

        Assert.Equal(due, story.Is<JourneyState.ClinicalReview>().Due);
    }

    [Fact]
    public void Given_a_withdrawn_positive_is_reported_anew_with_another_date_then_it_stands_with_that_date_and_is_news_once()
    {
        Story story = Withdrawn(Situations.Positive()).Hours(1);
        PathwayEvent anew = story.Reported("45", collectedOn: story.Today.AddDays(-1));
        story.When(anew);

        Assert.Equal(story.Today.AddDays(-1), story.Journey.Results[^1].CollectedOn);
        Assert.Equal(ResultStanding.Stands, story.Journey.Results[^1].Standing);
        Assert.IsType<Decision.Ignored>(story.Try(anew));
    }

    [Fact]
    public void Given_a_listed_patients_value_below_from_a_refused_sample_is_reported_anew_then_it_does_not_stand_again()
    {
        Story story = Situations.OnTheListBelow().Rejected().Hours(1);
        PathwayEvent anew = story.Reported("<7", receivedOn: story.Today);

        Assert.IsType<Decision.Ignored>(story.Try(anew));
        Assert.True(story.Journey.WaitsForSlot);
    }
}
