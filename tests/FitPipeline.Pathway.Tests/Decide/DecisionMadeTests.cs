using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Tests;

/// <summary>What clinicians decide, and what they may not; the matrix has every decision in every state by both roles.</summary>
public sealed class DecisionMadeTests
{
    public static TheoryData<string> OpenSituations() =>
        new(Situations.All.Where(one => one.Tell().State is JourneyState.Open).Select(one => one.Name));

    private static Story In(string situation) => Situations.All.Single(one => one.Name == situation).Tell();

    [Theory]
    [MemberData(nameof(OpenSituations))]
    public void Given_any_open_journey_when_anyone_but_a_clinician_decides_then_it_is_rejected(string situation)
    {
        Story story = In(situation);
        foreach (Actor actor in Enum.GetValues<Actor>().Where(actor => actor is not (Actor.Gp or Actor.Triage)))
        {
            foreach (ClinicalDecision decision in Enum.GetValues<ClinicalDecision>())
            {
                Assert.IsType<Decision.Rejected>(story.Try(story.Decision(decision, actor)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(OpenSituations))]
    public void Given_any_open_journey_when_the_patient_has_died_then_it_ends_the_slot_is_free_and_nothing_is_sent(string situation)
    {
        Story story = In(situation);
        Appointment? appointment = story.Journey.Appointment;
        story.Decided(ClinicalDecision.PatientDied, Actor.Gp);

        Assert.Equal(Outcome.Died, story.Is<JourneyState.Closed>().Outcome);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.SendText or Effect.SendLetter or Effect.PostKit);
        Assert.Equal(appointment is not null, story.Effects.Any(effect => effect is Effect.ReleaseSlot));

        // Nothing that was waiting to be said may be said either.
        foreach (MessageTemplate template in Enum.GetValues<MessageTemplate>())
        {
            Assert.False(MessageRules.StillTrue(template, MessageFacts.None, story.Journey));
        }
    }

    [Theory]
    [MemberData(nameof(OpenSituations))]
    public void Given_any_open_journey_when_the_decision_is_none_that_exists_then_nobody_is_taken_for_dead(string situation)
    {
        Story story = In(situation);
        Assert.Throws<System.Diagnostics.UnreachableException>(() => story.Try(story.Decision((ClinicalDecision)99)));
    }

    [Theory]
    [MemberData(nameof(OpenSituations))]
    public void Given_any_open_journey_when_a_decision_ends_it_then_the_patient_is_told_and_the_practice_too(string situation)
    {
        foreach (ClinicalDecision decision in new[] { ClinicalDecision.Withdraw, ClinicalDecision.Discharge, ClinicalDecision.ReferDirectly })
        {
            Story story = In(situation);
            if (story.Try(story.Decision(decision)) is Decision.Accepted { Next.State: JourneyState.Closed } accepted)
            {
                Assert.Contains(accepted.Effects, effect => story.Journey.ContactIsStopped
                    ? effect is Effect.RaiseWorkItem { Owner: Owner.Practice }
                    : effect is Effect.SendText { Template: MessageTemplate.CareContinuesElsewhere });
                Assert.Contains(new Effect.NotifyPractice(PracticeNotice.Closed), accepted.Effects);
                Assert.Contains(accepted.Effects, effect => effect is Effect.Audit);
            }
        }
    }

    [Fact]
    public void Given_a_positive_nobody_has_acknowledged_then_it_can_neither_be_discharged_nor_withdrawn()
    {
        Story story = Situations.Positive();
        foreach (Actor by in new[] { Actor.Gp, Actor.Triage })
        {
            Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.Discharge, by)));
            Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.Withdraw, by)));
            Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.ReissueKit, by)));
            Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.ContinueSafetyNet, by)));
        }
    }

    [Fact]
    public void Given_a_positive_on_the_list_then_only_triage_may_take_the_patient_off()
    {
        Story story = Situations.WithAppointment();
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.Withdraw, Actor.Gp)));
        Assert.IsType<Decision.Rejected>(story.Try(story.Decision(ClinicalDecision.Discharge, Actor.Gp)));

        story.Decided(ClinicalDecision.Discharge);
        Assert.Contains(story.Effects, effect => effect is Effect.ReleaseSlot);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.AppointmentWithdrawn });
    }

    [Theory]
    [InlineData(Actor.Gp, Owner.Practice)]
    [InlineData(Actor.Triage, Owner.Triage)]
    public void Given_no_result_when_a_clinician_refers_directly_then_the_journey_ends_and_someone_is_asked_to_refer(Actor by, Owner owner)
    {
        Story story = Situations.NotReturned().Decided(ClinicalDecision.ReferDirectly, by);

        Assert.Equal(Outcome.ReferredDirectly, story.Is<JourneyState.Closed>().Outcome);
        Assert.Contains(story.Effects, effect => effect is Effect.RaiseWorkItem item && item.Owner == owner);
    }

    [Fact]
    public void Given_a_result_below_when_a_clinician_refers_directly_then_the_patient_joins_the_list_with_six_weeks_to_go()
    {
        Story story = Situations.OnTheListBelow();

        Assert.Equal(ServiceCalendar.At(story.Today.AddDays(41), new TimeOnly(17, 0)), story.Is<JourneyState.AwaitingBooking>().Due);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.PleaseCallUs });
    }

    [Fact]
    public void Given_two_appointments_missed_when_the_practice_refers_again_then_the_wait_counts_from_the_first_listing_and_misses_start_anew()
    {
        Story story = Situations.AppointmentsMissed();
        DateTimeOffset? listed = story.Journey.ListedAt;
        story.Decided(ClinicalDecision.ReferDirectly, Actor.Gp);

        Assert.Equal(listed, story.Is<JourneyState.AwaitingBooking>().Since);
        Assert.Equal(0, story.Journey.AppointmentsMissed);
    }

    [Fact]
    public void Given_a_kit_not_returned_when_the_practice_asks_for_another_then_it_is_posted()
    {
        Story story = Situations.NotReturned().Decided(ClinicalDecision.ReissueKit, Actor.Gp);

        Assert.Equal(2, story.Is<JourneyState.Referred>().KitNumber);
        Assert.Contains(new Effect.PostKit(2), story.Effects);
    }

    [Fact]
    public void Given_concern_kept_under_review_when_the_date_comes_then_the_practice_decides_again_and_again()
    {
        Story story = Situations.BelowWithConcern();
        for (int round = 0; round < 3; round++)
        {
            story.Decided(ClinicalDecision.ContinueSafetyNet, Actor.Gp);
            Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.StillWithUs });
            Assert.Equal(story.Now.AddDays(42), story.Is<JourneyState.SafetyNet>().WakeAt);
            story.Woken().Is<JourneyState.PracticeReview>();
        }
    }

    [Fact]
    public void Given_a_patient_once_on_the_list_and_now_under_review_when_a_high_result_comes_then_a_clinician_must_acknowledge_it()
    {
        Story story = Situations.OnTheListBelow().Booked().Missed().Booked().Missed().Decided(ClinicalDecision.ContinueSafetyNet, Actor.Gp);
        Assert.Null(story.Journey.ListedAt);

        story.Result("45", lab: "26B-RERUN").Is<JourneyState.AwaitingAcknowledgement>();
    }

    [Fact]
    public void Given_two_missed_appointments_and_a_new_kit_when_its_result_is_high_then_a_clinician_must_acknowledge_it()
    {
        Story story = Situations.OnTheListBelow().Booked().Missed().Booked().Missed().Decided(ClinicalDecision.ReissueKit, Actor.Gp);

        story.KitPosted().Days(3).KitReceived().Result("45").Is<JourneyState.AwaitingAcknowledgement>();
    }

    [Fact]
    public void Given_a_clinicians_old_priority_when_the_patient_leaves_the_list_then_it_does_not_speak_for_the_next_result()
    {
        Story story = Situations.OnTheListBelow();
        story.When(new PathwayEvent.PrioritySet(4, "May wait.", Actor.Triage, story.Now)).Booked().Missed().Booked().Missed();

        story.Decided(ClinicalDecision.ReissueKit, Actor.Gp);
        Assert.Null(story.Journey.PriorityOverride);
    }

    [Fact]
    public void Given_a_clinical_review_then_only_triage_decides_it()
    {
        Story story = Situations.UndecidedValue();
        foreach (ClinicalDecision decision in Enum.GetValues<ClinicalDecision>().Where(decision => decision is not ClinicalDecision.PatientDied))
        {
            Assert.IsType<Decision.Rejected>(story.Try(story.Decision(decision, Actor.Gp)));
        }

        story.Decided(ClinicalDecision.ReissueKit).Is<JourneyState.Referred>();
    }

    [Fact]
    public void Given_an_impossible_date_when_triage_accepts_the_value_then_it_counts_and_reassures()
    {
        Story story = Situations.ImpossibleDate().Decided(ClinicalDecision.ContinueSafetyNet);

        story.Is<JourneyState.SafetyNet>();
        Assert.Equal(Fhb.Of("<7"), story.Journey.HighestResult);
    }

    [Fact]
    public void Given_concern_at_referral_when_triage_accepts_a_doubtful_value_below_then_the_practice_still_decides() =>
        Story.Referred(Pictures.WithConcern).KitPosted().Days(3).KitReceived(collectedDaysAgo: 30).Result("<7")
            .Decided(ClinicalDecision.ContinueSafetyNet).Is<JourneyState.PracticeReview>();

    [Fact]
    public void Given_an_ended_journey_then_no_decision_reopens_it()
    {
        foreach (Outcome outcome in Enum.GetValues<Outcome>())
        {
            Story story = Situations.Closed(outcome);
            foreach (ClinicalDecision decision in Enum.GetValues<ClinicalDecision>().Where(decision => decision is not ClinicalDecision.PatientDied))
            {
                Assert.IsType<Decision.Rejected>(story.Try(story.Decision(decision)));
            }
        }
    }

    [Fact]
    public void Given_a_journey_that_has_just_ended_when_the_patient_dies_then_what_was_still_to_be_said_is_not()
    {
        Story story = Situations.Closed(Outcome.Withdrawn);
        JourneyState before = story.State;
        Effect.SendText waiting = story.Effects.OfType<Effect.SendText>().Single();
        Assert.True(MessageRules.StillTrue(waiting.Template, waiting.Facts, story.Journey));

        story.Decided(ClinicalDecision.PatientDied, Actor.Gp);
        Assert.Equal(before, story.State);
        Assert.False(MessageRules.StillTrue(waiting.Template, waiting.Facts, story.Journey));
        Assert.IsType<Decision.Ignored>(story.Try(story.Decision(ClinicalDecision.PatientDied, Actor.Gp)));
    }
}
