using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Tests;

/// <summary>Booked, attended, missed, cancelled, withdrawn: whoever still needs the examination stays on the list.</summary>
public sealed class AppointmentTests
{
    [Fact]
    public void Given_a_patient_on_the_list_when_a_slot_is_booked_then_the_outcome_is_due_the_day_after()
    {
        Story story = Situations.OnTheList().Booked();
        Appointment appointment = story.Journey.Appointment!;

        var state = story.Is<JourneyState.Booked>();
        Assert.Equal(ServiceCalendar.At(ServiceCalendar.DateOf(appointment.StartsAt).AddDays(1), new TimeOnly(17, 0)), state.Due);
        MessageFacts facts = new(AppointmentAt: appointment.StartsAt, Site: "QE Gateshead");
        Assert.Contains(new Effect.SendText(MessageTemplate.AppointmentMade, facts), story.Effects);
        Assert.Contains(new Effect.SendLetter(MessageTemplate.AppointmentMade, facts), story.Effects);
    }

    [Fact]
    public void Given_no_result_then_no_slot_is_accepted_in_any_state()
    {
        foreach ((string situation, Func<Story> tell) in Situations.All)
        {
            Story story = tell();
            Decision decision = story.Try(new PathwayEvent.SlotBooked(story.Slot(), story.Now));
            Assert.True(story.Journey.HighestResult is not null || decision is not Decision.Accepted, situation);
        }
    }

    [Fact]
    public void Given_a_booked_patient_when_another_slot_is_booked_then_it_is_rejected_and_the_first_stands()
    {
        Story story = Situations.WithAppointment();

        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.SlotBooked(story.Slot(), story.Now)));
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.SlotBooked(story.Journey.Appointment!, story.Now)));
    }

    [Fact]
    public void Given_a_slot_that_has_begun_then_it_is_rejected()
    {
        Story story = Situations.OnTheList();

        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.SlotBooked(new("B-1", "S-1", "QE Gateshead", story.Now), story.Now)));
    }

    [Fact]
    public void Given_the_patient_attends_then_the_journey_ends_with_the_finding_and_the_patient_is_thanked()
    {
        Story story = Situations.WithAppointment().Attended(ExaminationFinding.Cancer);

        Assert.Equal(new JourneyState.Closed(Outcome.Investigated, story.Now, ExaminationFinding.Cancer), story.State);
        Assert.Equal(story.Now, story.Journey.ToldAt);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.AppointmentAttended });
    }

    [Fact]
    public void Given_the_same_outcome_is_recorded_twice_then_it_is_ignored_but_another_finding_is_not()
    {
        Story story = Situations.WithAppointment().Attended();
        string booking = story.Journey.Appointment!.BookingId;

        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.AppointmentAttended(booking, ExaminationFinding.Normal, story.Now)));
        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AppointmentAttended(booking, ExaminationFinding.Cancer, story.Now)));
    }

    [Fact]
    public void Given_an_appointment_still_to_come_then_neither_attended_nor_missed_can_be_recorded()
    {
        Story story = Situations.WithAppointment();
        string booking = story.Journey.Appointment!.BookingId;

        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AppointmentAttended(booking, ExaminationFinding.Normal, story.Now)));
        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AppointmentMissed(booking, story.Now)));
    }

    [Fact]
    public void Given_the_patient_misses_once_then_another_appointment_is_found_and_the_place_on_the_list_is_kept()
    {
        Story story = Situations.WithAppointment();
        DateTimeOffset? listed = story.Journey.ListedAt;
        story.Missed();

        var state = story.Is<JourneyState.AwaitingBooking>();
        Assert.Equal(listed, state.Since);
        Assert.Equal(ServiceCalendar.At(ServiceCalendar.DateOf(listed!.Value).AddDays(14), new TimeOnly(17, 0)), state.Due);
        Assert.Contains(story.Effects, effect => effect is Effect.RequestBooking);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.AppointmentMissed });
        Assert.Contains(new Effect.NotifyPractice(PracticeNotice.AppointmentMissed), story.Effects);
    }

    [Fact]
    public void Given_the_patient_misses_twice_then_the_practice_decides_and_the_journey_stays_open()
    {
        Story story = Situations.AppointmentsMissed();

        Assert.Equal(PracticeQuestion.AppointmentsMissed, story.Is<JourneyState.PracticeReview>().Question);
        Assert.Equal(Owner.Practice, story.Journey.NextAction!.Value.Owner);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Given_a_cancellation_by_either_side_then_the_patient_is_back_in_the_same_place(bool byPatient)
    {
        Story story = Situations.WithAppointment().Days(2);
        DateTimeOffset? listed = story.Journey.ListedAt;
        Appointment appointment = story.Journey.Appointment!;
        story.When(new PathwayEvent.AppointmentCancelled(appointment.BookingId, byPatient, story.Now));

        Assert.Equal(listed, story.Is<JourneyState.AwaitingBooking>().Since);
        Assert.Equal(0, story.Journey.AppointmentsMissed);
        Assert.Contains(new Effect.ReleaseSlot(appointment.SlotId, appointment.BookingId), story.Effects);
        Assert.Contains(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.AppointmentCancelled });
        Assert.Contains(story.Effects, effect => effect is Effect.RequestBooking);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.SendText { Template: MessageTemplate.PleaseCallUs });
    }

    [Fact]
    public void Given_the_hospital_withdraws_the_slot_then_the_patient_is_back_in_the_same_place_and_there_is_nothing_to_release()
    {
        Story story = Situations.WithAppointment().Days(2);
        story.When(new PathwayEvent.SlotWithdrawn(story.Journey.Appointment!.SlotId, story.Now)).Is<JourneyState.AwaitingBooking>();

        Assert.DoesNotContain(story.Effects, effect => effect is Effect.ReleaseSlot);
    }

    [Fact]
    public void Given_a_slot_withdrawn_after_the_appointment_began_then_nobody_is_told_it_is_cancelled_and_staff_say_whether_the_patient_came()
    {
        foreach (Func<Story> tell in new[] { Situations.WithAppointment, Situations.CorrectedWhileBooked })
        {
            Story story = tell().AppointmentComes();
            Appointment appointment = story.Journey.Appointment!;
            PathwayEvent.SlotWithdrawn withdrawn = new(appointment.SlotId, story.Now);
            string state = story.State.Name;
            story.When(withdrawn);

            Assert.Equal((state, appointment), (story.State.Name, story.Journey.Appointment));
            Effect.RaiseWorkItem item = Assert.IsType<Effect.RaiseWorkItem>(Assert.Single(story.Effects));
            Assert.Equal((Owner.BookingDesk, ServiceCalendar.CloseOfWorkingDay(story.Now, 1, new TimeOnly(17, 0))), (item.Owner, item.Due));
            Assert.IsType<Decision.Ignored>(story.Try(withdrawn));
            Assert.Contains("outcome of the booking", JourneyDecider.AnsweredBy(story.Journey, item.Key!), StringComparison.Ordinal);

            story.When(new PathwayEvent.AppointmentMissed(appointment.BookingId, story.Now));
            Assert.Contains(new Effect.FinishWorkItem(item.Key!), story.Effects);
        }
    }

    [Fact]
    public void Given_a_target_day_that_has_passed_then_it_shows_as_late_and_the_pathway_looks_again_next_working_day()
    {
        Story story = Situations.OnTheList().Booked(inDays: 20).Missed();

        var state = story.Is<JourneyState.AwaitingBooking>();
        Assert.True(state.Due < story.Now);
        Assert.Equal(ServiceCalendar.CloseOfWorkingDay(story.Now, 1, new TimeOnly(17, 0)), state.WakeAt);
    }

    [Fact]
    public void Given_a_review_while_booked_when_the_appointment_falls_through_then_the_review_goes_on_and_a_slot_is_sought()
    {
        Story story = Situations.CorrectedWhileBooked();
        story.When(new PathwayEvent.AppointmentCancelled(story.Journey.Appointment!.BookingId, false, story.Now));

        story.Is<JourneyState.ClinicalReview>();
        Assert.True(story.Journey.WaitsForSlot);
        Assert.Contains(story.Effects, effect => effect is Effect.RequestBooking);
    }

    [Fact]
    public void Given_a_review_while_booked_when_the_patient_attends_then_the_examination_has_answered_it()
    {
        Story story = Situations.CorrectedWhileBooked().Attended();

        Assert.Equal(Outcome.Investigated, story.Is<JourneyState.Closed>().Outcome);
    }

    [Fact]
    public void Given_someone_elses_booking_then_nothing_about_it_is_accepted()
    {
        Story story = Situations.WithAppointment();

        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AppointmentAttended("B-999", ExaminationFinding.Normal, story.Now.AddDays(30))));
        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AppointmentMissed("B-999", story.Now.AddDays(30))));
        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AppointmentCancelled("B-999", true, story.Now)));
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.SlotWithdrawn("S-999", story.Now)));
    }
}
