using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Tests;

/// <summary>The laboratory changes its mind: upwards at once, downwards never by itself.</summary>
public sealed class ResultCorrectedTests
{
    public static TheoryData<string> OpenWithAPositive() => new("to acknowledge", "on the list", "booked", "missed");

    private static Story WithAPositive(string where) => where switch
    {
        "on the list" => Situations.OnTheList(),
        "booked" => Situations.WithAppointment(),
        "missed" => Situations.AppointmentsMissed(),
        _ => Situations.Positive(),
    };

    [Theory]
    [MemberData(nameof(OpenWithAPositive))]
    public void Given_a_positive_when_it_is_corrected_downwards_then_a_clinician_looks_and_it_counts_until_then(string where)
    {
        Story story = WithAPositive(where);
        Appointment? booking = story.Journey.Appointment;
        DateTimeOffset? listed = story.Journey.ListedAt;
        Situations.CorrectedDownwards(story);

        Assert.Equal(ReviewReason.CorrectedDownwards, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Equal(Fhb.Of("45"), story.Journey.HighestResult);
        Assert.Equal(booking, story.Journey.Appointment);
        Assert.Equal(listed, story.Journey.ListedAt);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.ReleaseSlot or Effect.SendText or Effect.SendLetter);
    }

    [Fact]
    public void Given_a_correction_downwards_on_the_list_then_the_patient_can_still_be_given_a_slot()
    {
        Story story = Situations.CorrectedOnTheList();

        Assert.True(story.Journey.WaitsForSlot);
        Assert.NotNull(story.Booked().Journey.Appointment);
        story.Is<JourneyState.ClinicalReview>();
    }

    [Fact]
    public void Given_a_correction_downwards_while_booked_when_the_clinician_keeps_to_the_higher_then_the_booking_stands() =>
        Situations.CorrectedWhileBooked().Acknowledged().Is<JourneyState.Booked>();

    [Fact]
    public void Given_a_correction_downwards_while_booked_when_triage_accepts_it_then_the_slot_is_released_and_the_patient_told()
    {
        Story story = Situations.CorrectedWhileBooked().Decided(ClinicalDecision.ContinueSafetyNet);

        story.Is<JourneyState.SafetyNet>();
        Assert.Null(story.Journey.Appointment);
        Assert.Null(story.Journey.ListedAt);
        Assert.Contains(story.Effects, effect => effect is Effect.ReleaseSlot);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.AppointmentWithdrawn });
        Assert.Contains(story.Effects, effect => effect is Effect.SendLetter { Template: MessageTemplate.ResultLetterFollows });
        Assert.Equal(Fhb.Of("8"), story.Journey.HighestResult);
    }

    [Fact]
    public void Given_a_correction_downwards_then_the_practice_alone_cannot_lower_it()
    {
        Story story = Situations.CorrectedOnTheList();

        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.ContinueSafetyNet, Actor.Gp)));
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.Discharge, Actor.Gp)));
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.Withdraw, Actor.Gp)));
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.ReissueKit, Actor.Gp)));
    }

    [Fact]
    public void Given_a_correction_from_400_to_45_then_it_is_lower_too_and_a_clinician_looks()
    {
        Story story = Situations.KitAtLab().Result(">400").Acknowledged().Hours(1);
        story.When(story.Corrected("45"));

        Assert.Equal(ReviewReason.CorrectedDownwards, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Equal(Fhb.Of(">400"), story.Journey.HighestResult);

        // Accepting the lower value would still not be reassurance.
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.ContinueSafetyNet)));
    }

    [Fact]
    public void Given_a_reassured_patient_when_the_value_is_corrected_upwards_then_a_clinician_must_acknowledge_it()
    {
        Story story = Situations.SafetyNetted().Days(5);

        story.When(story.Corrected("10.0")).Is<JourneyState.AwaitingAcknowledgement>();
    }

    [Fact]
    public void Given_a_reassured_patient_when_the_value_is_corrected_but_stays_below_then_no_second_letter_is_sent()
    {
        Story story = Situations.KitAtLab().Result("4").Days(1);
        JourneyState before = story.State;
        story.When(story.Corrected("6"));

        Assert.Equal(before, story.State);
        Assert.Equal(Fhb.Of("6"), story.Journey.HighestResult);
        Assert.Empty(story.Effects);
    }

    [Fact]
    public void Given_a_positive_on_the_list_when_it_is_corrected_upwards_then_triage_and_booking_hear_of_it()
    {
        Story story = Situations.OnTheList();
        story.When(story.Corrected("300")).Is<JourneyState.AwaitingBooking>();

        Assert.Contains(story.Effects, effect => effect is Effect.RequestBooking);
        Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.Triage });
    }

    [Fact]
    public void Given_a_patient_listed_below_the_threshold_when_the_value_is_corrected_to_above_then_the_target_day_comes_nearer()
    {
        Story story = Situations.OnTheListBelow();
        DateTimeOffset before = story.Is<JourneyState.AwaitingBooking>().Due;
        story.Hours(2).When(story.Corrected("45"));

        DateTimeOffset now = story.Is<JourneyState.AwaitingBooking>().Due;
        Assert.Equal(27, (before - now).TotalDays);
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.ResultAtOrAboveThreshold), story.Effects);
    }

    [Fact]
    public void Given_a_patient_booked_below_the_threshold_when_a_high_result_comes_then_triage_checks_the_appointment()
    {
        Story story = Situations.OnTheListBelow().Booked(30).Result("200", lab: "26B-RERUN");

        story.Is<JourneyState.Booked>();
        Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem { Owner: Owner.Triage });
    }

    [Fact]
    public void Given_a_correction_that_overtakes_its_report_then_it_is_the_result_and_the_old_report_does_not_come_back()
    {
        Story story = Situations.KitAtLab();
        PathwayEvent original = story.Reported("12");
        story.Hours(1).When(story.Corrected("45")).Is<JourneyState.AwaitingAcknowledgement>();

        // The overtaken original reports less than the correction: a clinician sees both, the higher counts.
        story.When(original);
        Assert.Equal(Fhb.Of("45"), story.Journey.HighestResult);
        story.Is<JourneyState.ClinicalReview>();
    }

    [Fact]
    public void Given_the_correction_is_accepted_when_the_original_report_is_sent_again_then_it_stays_corrected()
    {
        Story story = Situations.KitAtLab();
        PathwayEvent original = story.Reported("45");
        story.When(original).Acknowledged().Hours(1);
        PathwayEvent correction = story.Corrected("8");
        story.When(correction);
        Assert.IsType<Decision.Ignored>(story.Try(original));
        Assert.IsType<Decision.Ignored>(story.Try(correction));

        story.Decided(ClinicalDecision.ContinueSafetyNet).Days(1);
        Assert.IsType<Decision.Ignored>(story.Try(original));
        story.Is<JourneyState.SafetyNet>();
    }

    [Fact]
    public void Given_a_positive_filed_as_too_old_when_only_its_date_is_corrected_then_it_counts()
    {
        Story story = Story.Referred().KitPosted().Days(40).KitReceived(collectedDaysAgo: null);
        DateOnly received = story.Today;
        story.When(story.Reported("45", collectedOn: received.AddDays(-35))).Is<JourneyState.Referred>();
        story.Hours(5).When(story.Corrected("45", collectedOn: received.AddDays(-5)));

        story.Is<JourneyState.AwaitingAcknowledgement>();
    }

    [Fact]
    public void Given_a_positive_when_only_its_date_is_corrected_to_beyond_use_then_it_counts_until_a_clinician_has_looked()
    {
        Story story = Story.Referred().KitPosted().Days(40).KitReceived(collectedDaysAgo: 2).Result("45").Acknowledged().Booked();
        DateOnly received = ServiceCalendar.DateOf(story.Journey.Kits[0].ReceivedAt!.Value);
        story.When(story.Corrected("45", collectedOn: received.AddDays(-35)));

        Assert.Equal(ReviewReason.CorrectedDownwards, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Equal(Fhb.Of("45"), story.Journey.HighestResult);
        Assert.NotNull(story.Journey.Appointment);
    }

    [Fact]
    public void Given_a_positive_when_it_is_corrected_to_an_undecided_value_then_it_counts_until_a_clinician_has_looked()
    {
        Story story = Situations.OnTheList();
        story.When(story.Corrected("<80"));

        Assert.Equal(ReviewReason.CorrectedDownwards, story.Is<JourneyState.ClinicalReview>().Reason);
        Assert.Equal(Fhb.Of("45"), story.Journey.HighestResult);
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.ContinueSafetyNet)));
    }

    [Fact]
    public void Given_a_reassured_patient_when_the_dates_are_corrected_to_an_old_sample_then_another_kit_is_posted()
    {
        Story story = Story.Referred().KitPosted().Days(20).KitReceived(collectedDaysAgo: 2).Result("<7");
        story.Is<JourneyState.SafetyNet>();
        DateOnly received = ServiceCalendar.DateOf(story.Journey.Kits[0].ReceivedAt!.Value);
        story.When(story.Corrected("<7", collectedOn: received.AddDays(-18)));

        story.Is<JourneyState.Referred>();
        Assert.Contains(new Effect.PostKit(2), story.Effects);
        Assert.Null(story.Journey.HighestResult);
    }

    [Fact]
    public void Given_the_date_of_receipt_is_corrected_then_the_age_is_reckoned_anew()
    {
        Story story = Story.Referred().KitPosted().Days(3).KitReceived(collectedDaysAgo: 1);
        DateOnly received = story.Today;
        story.When(story.Reported("45", receivedOn: received.AddDays(60))).Is<JourneyState.Referred>();

        story.Hours(2).When(story.Corrected("45", receivedOn: received)).Is<JourneyState.AwaitingAcknowledgement>();
    }

    [Fact]
    public void Given_both_versions_then_both_are_kept()
    {
        Story story = Situations.CorrectedWhileBooked();

        Assert.Equal(
            [(Fhb.Of("45"), ResultStanding.Disputed), (Fhb.Of("8"), ResultStanding.UnderReview)],
            story.Journey.Results.Select(result => (result.Value, result.Standing)));
    }

    [Fact]
    public void Given_an_ended_journey_when_a_correction_comes_then_it_is_rejected_for_a_clinician_to_see()
    {
        Story story = Situations.Closed(Outcome.Reassured);

        Assert.IsType<Decision.Rejected>(story.Try(story.Corrected("45")));
    }
}
