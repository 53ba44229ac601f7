using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Tests;

/// <summary>While a death is reported and not recorded, nothing is given to the patient and nothing is taken away.</summary>
public sealed class SaidToHaveDiedTests
{
    private static Story Alive(Story story) => story.When(new PathwayEvent.ContactResumed(ContactRestriction.DeathReported, Actor.BookingDesk, story.Now));

    [Fact]
    public void Given_a_patient_on_the_list_said_to_have_died_then_no_slot_is_given_and_the_place_is_kept()
    {
        Story story = Situations.OnTheList();
        DateTimeOffset? listed = story.Journey.ListedAt;
        Assert.True(WaitingPatient.TryFrom(story.Journey, story.Policy, out _, out _));
        Situations.SaidDead(story);

        Assert.False(WaitingPatient.TryFrom(story.Journey, story.Policy, out _, out string? because));
        Assert.Contains("said to have died", because, StringComparison.Ordinal);
        Assert.Contains("said to have died", Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.SlotBooked(story.Slot(), story.Now))).Because, StringComparison.Ordinal);
        Assert.Equal(listed, story.Is<JourneyState.AwaitingBooking>().Since);

        Alive(story);
        Assert.Contains(story.Effects, effect => effect is Effect.RequestBooking);
        Assert.True(WaitingPatient.TryFrom(story.Journey, story.Policy, out _, out _));
        story.Booked();
    }

    [Fact]
    public void Given_a_booked_patient_said_to_have_died_then_the_appointment_is_kept_and_a_person_looks()
    {
        Story story = Situations.WithAppointment();
        Appointment appointment = story.Journey.Appointment!;
        Situations.SaidDead(story);

        Assert.Equal(appointment, story.Journey.Appointment);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.ReleaseSlot or Effect.SendText or Effect.SendLetter);
        Effect.RaiseWorkItem item = Assert.Single(story.Effects.OfType<Effect.RaiseWorkItem>(), item => item.Owner is Owner.BookingDesk);
        Assert.Equal(ServiceCalendar.CloseOfWorkingDay(story.Now, 1, new TimeOnly(17, 0)), item.Due);
        Assert.IsType<Decision.Rejected>(story.Try(new PathwayEvent.AppointmentMoved(appointment.BookingId, story.Slot(5), story.Now)));

        story.Decided(ClinicalDecision.PatientDied);
        Assert.Contains(new Effect.FinishWorkItem(item.Key!), story.Effects);
        Assert.Contains(new Effect.ReleaseSlot(appointment.SlotId, appointment.BookingId), story.Effects);
    }

    [Fact]
    public void Given_an_unanswered_offer_when_the_patient_is_said_to_have_died_then_nobody_rings_and_when_that_was_wrong_somebody_does()
    {
        Story story = Situations.RungAboutAppointment();
        string call = Assert.Single(story.Journey.Beside).Key;
        Situations.SaidDead(story);
        Assert.Contains(new Effect.FinishWorkItem(call), story.Effects);
        Assert.Equal(SideTaskReason.DeathReported, Assert.Single(story.Journey.Beside).Reason);
        Assert.Equal(story.Is<JourneyState.Booked>().Due, story.Journey.WakeAt);

        Alive(story.Hours(3)).Woken();
        Assert.Equal(SideTaskReason.AppointmentUnconfirmed, Assert.Single(story.Journey.Beside).Reason);
        Assert.NotEqual(call, story.Journey.Beside[0].Key);
    }

    [Fact]
    public void Given_an_appointment_that_falls_through_while_the_patient_is_said_to_have_died_then_no_other_slot_is_asked_for()
    {
        Story story = Situations.SaidDeadWhileBooked();
        story.When(new PathwayEvent.SlotWithdrawn(story.Journey.Appointment!.SlotId, story.Now));

        Assert.True(story.Journey.WaitsForSlot);
        Assert.DoesNotContain(story.Effects, effect => effect is Effect.RequestBooking);
        Assert.Empty(story.Journey.Beside);
    }
}
