using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Tests;

/// <summary>An appointment is an offer: the patient says yes, says no, is rung, or has it moved; the place on the list stays.</summary>
public sealed class OfferedAppointmentTests
{
    [Fact]
    public void Given_an_offer_when_the_patient_accepts_then_it_stands_and_nobody_rings()
    {
        Story story = Situations.WithAppointment().Hours(2);
        story.When(new PathwayEvent.AppointmentAccepted(story.Journey.Appointment!.BookingId, story.Now));

        Assert.Equal(story.Now, story.Journey.Appointment!.AcceptedAt);
        JourneyState.Booked booked = story.Is<JourneyState.Booked>();
        Assert.Equal(booked.Due, booked.WakeAt);
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.AppointmentAccepted(story.Journey.Appointment.BookingId, story.Now)));
    }

    [Fact]
    public void Given_an_offer_nobody_has_answered_when_it_is_near_then_someone_rings_once_and_the_answer_finishes_the_call()
    {
        Story story = Situations.WithAppointment();
        Appointment appointment = story.Journey.Appointment!;
        Assert.Equal(ServiceCalendar.At(ServiceCalendar.DateOf(appointment.StartsAt).AddDays(-3), new TimeOnly(8, 0)), story.Journey.WakeAt);

        story.Woken();
        Effect.RaiseWorkItem call = Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>());
        Assert.Equal((Owner.BookingDesk, appointment.StartsAt), (call.Owner, call.Due));
        Assert.Equal(story.Is<JourneyState.Booked>().Due, story.Journey.WakeAt);

        story.When(new PathwayEvent.AppointmentAccepted(appointment.BookingId, story.Now));
        Assert.Contains(new Effect.FinishWorkItem(call.Key!), story.Effects);
        Assert.Empty(story.Journey.Beside);
    }

    [Fact]
    public void Given_an_offer_made_inside_the_days_of_the_call_then_someone_rings_the_next_morning_and_it_does_not_pass_unanswered()
    {
        Story story = Situations.OnTheList().Booked(inDays: 3);
        DateTimeOffset morning = ServiceCalendar.At(story.Today.AddDays(1), new TimeOnly(8, 0));
        Assert.Equal(morning, story.Journey.WakeAt);

        story.Woken();
        Assert.Equal(SideTaskReason.AppointmentUnconfirmed, Assert.Single(story.Journey.Beside).Reason);
    }

    [Fact]
    public void Given_an_unanswered_offer_that_stood_through_a_review_when_the_result_is_acknowledged_then_someone_still_rings_and_only_once()
    {
        Story story = Situations.CorrectedWhileBooked();
        Appointment appointment = story.Journey.Appointment!;
        story.When(new PathwayEvent.ResultAcknowledged(Actor.Triage, story.Now));
        Assert.True(story.Journey.WakeAt < appointment.StartsAt);

        story.Woken();
        Assert.Equal(SideTaskReason.AppointmentUnconfirmed, Assert.Single(story.Journey.Beside).Reason);
        Assert.Equal(story.Is<JourneyState.Booked>().Due, story.Journey.WakeAt);
    }

    [Fact]
    public void Given_a_review_while_an_offer_is_unanswered_when_the_appointment_is_near_then_someone_rings_during_the_review_and_not_again_after_it()
    {
        Story story = Situations.CorrectedWhileBooked();
        DateTimeOffset call = ServiceCalendar.At(ServiceCalendar.DateOf(story.Journey.Appointment!.StartsAt).AddDays(-3), new TimeOnly(8, 0));
        while (story.Now < call)
        {
            story.Woken();
        }

        Assert.Equal(call, story.Now);
        story.Is<JourneyState.ClinicalReview>();
        Assert.Equal(Owner.BookingDesk, Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>()).Owner);
        Assert.Equal(SideTaskReason.AppointmentUnconfirmed, Assert.Single(story.Journey.Beside).Reason);

        story.When(new PathwayEvent.ResultAcknowledged(Actor.Triage, story.Now));
        Assert.Equal(story.Is<JourneyState.Booked>().Due, story.Journey.WakeAt);
        Assert.Single(story.Journey.Beside);
    }

    [Fact]
    public void Given_a_host_that_was_down_over_the_call_and_the_appointment_when_it_wakes_then_nobody_rings_about_what_has_begun()
    {
        Story story = Situations.WithAppointment().AppointmentComes();
        story.When(new PathwayEvent.DeadlineElapsed(story.Now));

        Assert.Empty(story.Journey.Beside);
        Assert.Equal(story.Is<JourneyState.Booked>().Due, story.Journey.WakeAt);
    }

    [Fact]
    public void Given_a_booking_from_before_the_call_had_a_time_of_its_own_when_it_is_woken_then_someone_rings()
    {
        Story story = Situations.WithAppointment();
        DateTimeOffset call = story.Journey.Appointment!.CallAt!.Value;
        Journey earlier = story.Journey with
        {
            Appointment = story.Journey.Appointment with { CallAt = null },
            State = story.Is<JourneyState.Booked>() with { WakeAt = call },
        };

        Journey woken = Assert.IsType<Decision.Accepted>(JourneyDecider.Decide(earlier, new PathwayEvent.DeadlineElapsed(call), story.Policy)).Next;
        Assert.Equal(SideTaskReason.AppointmentUnconfirmed, Assert.Single(woken.Beside).Reason);
        Assert.Equal(story.Is<JourneyState.Booked>().Due, woken.WakeAt);
    }

    [Fact]
    public void Given_an_offer_when_the_patient_declines_then_the_slot_is_free_and_the_place_on_the_list_is_kept()
    {
        Story story = Situations.WithAppointment().Hours(2);
        DateTimeOffset? listed = story.Journey.ListedAt;
        Appointment appointment = story.Journey.Appointment!;
        story.When(new PathwayEvent.AppointmentDeclined(appointment.BookingId, story.Now));

        Assert.Equal(listed, story.Is<JourneyState.AwaitingBooking>().Since);
        Assert.Equal(1, story.Journey.OffersDeclined);
        Assert.Contains(new Effect.ReleaseSlot(appointment.SlotId, appointment.BookingId), story.Effects);
        Assert.Contains(story.Effects, effect => effect is Effect.RequestBooking);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.RaiseWorkItem);
    }

    [Fact]
    public void Given_a_second_offer_is_declined_then_the_desk_rings_and_the_patient_stays_on_the_list()
    {
        Story story = Situations.WithAppointment().Hours(2);
        story.When(new PathwayEvent.AppointmentDeclined(story.Journey.Appointment!.BookingId, story.Now)).Booked();
        story.When(new PathwayEvent.AppointmentDeclined(story.Journey.Appointment!.BookingId, story.Now));

        story.Is<JourneyState.AwaitingBooking>();
        Assert.Equal(Owner.BookingDesk, Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>()).Owner);
    }

    [Fact]
    public void Given_an_appointment_that_has_begun_then_it_is_neither_accepted_declined_nor_moved()
    {
        Story story = Situations.WithAppointment().AppointmentComes();
        string booking = story.Journey.Appointment!.BookingId;

        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AppointmentAccepted(booking, story.Now)));
        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AppointmentDeclined(booking, story.Now)));
        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AppointmentMoved(booking, story.Slot(), story.Now)));
    }

    [Fact]
    public void Given_an_appointment_when_it_is_moved_then_the_old_slot_is_free_the_new_one_is_told_and_must_be_accepted_anew()
    {
        Story story = Situations.WithAppointment().Hours(2);
        Appointment old = story.Journey.Appointment!;
        story.When(new PathwayEvent.AppointmentAccepted(old.BookingId, story.Now));
        Appointment moved = story.Slot(inDays: 6);
        story.When(new PathwayEvent.AppointmentMoved(old.BookingId, moved, story.Now));

        Assert.Equal(moved with { BookedAt = story.Now, CallAt = story.Journey.Appointment!.CallAt }, story.Journey.Appointment);
        Assert.Contains(new Effect.ReleaseSlot(old.SlotId, old.BookingId), story.Effects);
        MessageFacts facts = new(AppointmentAt: moved.StartsAt, Site: moved.Site);
        Assert.Contains(new Effect.SendText(MessageTemplate.AppointmentMade, facts), story.Effects);
        Assert.Contains(new Effect.SendLetter(MessageTemplate.AppointmentMade, facts), story.Effects);
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.AppointmentMoved(old.BookingId, moved, story.Now)));
    }

    [Fact]
    public void Given_the_first_appointment_was_missed_when_another_is_given_then_the_clocks_move_and_the_place_on_the_list_does_not()
    {
        Story story = Situations.WithAppointment().Missed();
        DateOnly missedOn = story.Today;
        Assert.Equal(missedOn.AddDays(42), JourneyClocks.Of(story.Journey).Dm01BreachOn);
        Assert.Equal(ServiceCalendar.DateOf(story.Journey.ReferredAt).AddDays(28), JourneyClocks.Of(story.Journey).FasterDiagnosisBreachOn);

        DateTimeOffset? listed = story.Journey.ListedAt;
        story.Booked();
        Assert.Equal(story.Today.AddDays(28), JourneyClocks.Of(story.Journey).FasterDiagnosisBreachOn);
        Assert.Equal(listed, story.Journey.ListedAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Given_an_appointment_is_cancelled_then_only_the_patient_s_own_cancelling_moves_the_six_week_clock(bool byPatient)
    {
        Story story = Situations.WithAppointment().Days(1);
        DateOnly? before = JourneyClocks.Of(story.Journey).Dm01BreachOn;
        DateOnly day = ServiceCalendar.DateOf(story.Journey.Appointment!.StartsAt);
        story.When(new PathwayEvent.AppointmentCancelled(story.Journey.Appointment.BookingId, byPatient, story.Now));

        Assert.Equal(byPatient ? day.AddDays(42) : before, JourneyClocks.Of(story.Journey).Dm01BreachOn);
    }

    [Fact]
    public void Given_a_slot_given_by_a_round_then_the_booking_says_by_which_rule_and_place()
    {
        Story story = Situations.OnTheList();
        BookingBasis basis = new("2026-11", 3, 41, "f-Hb 10 to below 150 µg/g.");
        story.When(new PathwayEvent.SlotBooked(story.Slot(), story.Now, basis));

        Assert.Equal("The appointment is booked: number 3 of 41 on the list, by booking policy 2026-11.", story.Because);
    }

    [Fact]
    public void Given_what_a_patient_needs_is_recorded_then_booking_looks_again_and_the_waiting_patient_carries_it()
    {
        Story story = Situations.OnTheList();
        BookingNeeds needs = new() { NotBefore = story.Today.AddDays(9), Weekdays = [DayOfWeek.Saturday], PartsOfDay = [PartOfDay.Evening] };
        story.When(new PathwayEvent.NeedsRecorded(Procedure.Colonoscopy, needs, Actor.BookingDesk, story.Now));

        Assert.Contains(story.Effects, effect => effect is Effect.RequestBooking);
        Assert.True(WaitingPatient.TryFrom(story.Journey, story.Policy, out WaitingPatient? patient, out _));
        Assert.Equal(needs, patient.Needs);
        Assert.IsType<Decision.Ignored>(story.Try(new PathwayEvent.NeedsRecorded(
            Procedure.Colonoscopy, needs with { Weekdays = [DayOfWeek.Saturday] }, Actor.BookingDesk, story.Now)));
    }

    [Fact]
    public void Given_a_booked_patient_whose_needs_change_then_the_desk_looks_and_the_booking_stands()
    {
        Story story = Situations.WithAppointment();
        story.When(new PathwayEvent.NeedsRecorded(Procedure.Colonoscopy, new BookingNeeds { NeedsTransport = true }, Actor.Triage, story.Now));

        Assert.NotNull(story.Journey.Appointment);
        Assert.Equal(Owner.BookingDesk, Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>()).Owner);
    }

    [Fact]
    public void Given_another_examination_then_only_triage_asks_for_it()
    {
        Story story = Situations.OnTheList();

        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.NeedsRecorded(Procedure.CtColonography, BookingNeeds.None, Actor.BookingDesk, story.Now)));
        story.When(new PathwayEvent.NeedsRecorded(Procedure.CtColonography, BookingNeeds.None, Actor.Triage, story.Now));
        Assert.Equal(Procedure.CtColonography, story.Journey.Procedure);
    }
}
