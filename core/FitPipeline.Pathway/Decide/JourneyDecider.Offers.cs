using System.Globalization;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

// What the patient says to an offered appointment, and what an appointment must offer.
public static partial class JourneyDecider
{
    private static readonly Decision.Ignored AlreadyAccepted = new("The patient has already said that the appointment suits.");
    private static readonly Decision.Ignored NeedsKnown = new("This is what is recorded already.");
    private static readonly Decision.Rejected HasBegun = new("The appointment has begun. Record its outcome instead.");
    private static readonly Decision.Rejected OnlyDeskOrTriage = new("Only the booking desk or triage can record what an appointment must offer.");
    private static readonly Decision.Rejected OnlyTriageChoosesExamination = new("Only triage can ask for another examination; the other needs can be recorded without it.");

    private static Decision OnAccepted(Journey journey, AppointmentAccepted accepted)
    {
        if (journey.Appointment is not { } appointment || appointment.BookingId != accepted.BookingId)
        {
            return OtherBooking;
        }

        if (appointment.AcceptedAt is not null)
        {
            return AlreadyAccepted;
        }

        if (accepted.At >= appointment.StartsAt)
        {
            return HasBegun;
        }

        Journey next = journey with
        {
            Appointment = appointment with { AcceptedAt = accepted.At, CallAt = null },
            State = journey.State is JourneyState.Booked booked ? booked with { WakeAt = booked.Due } : journey.State,
        };
        return Accept(next, "The patient has said that the appointment suits.", new Effect.Publish("appointment-accepted"));
    }

    private static Decision OnDeclined(Journey journey, AppointmentDeclined declined, PathwayPolicy policy)
    {
        if (journey.Appointment is not { } appointment || appointment.BookingId != declined.BookingId)
        {
            return OtherBooking;
        }

        if (declined.At >= appointment.StartsAt)
        {
            return HasBegun;
        }

        Journey next = journey with { OffersDeclined = journey.OffersDeclined + 1 };
        Decision.Accepted back = BackOnTheList(
            next,
            declined.At,
            "The patient declined the appointment; another is found.",
            MessageTemplate.AppointmentCancelled,
            policy,
            new Effect.ReleaseSlot(appointment.SlotId, appointment.BookingId));
        if (next.OffersDeclined < policy.OffersDeclinedLimit || Owed(journey, SideTaskReason.DateToAgree, Owner.BookingDesk))
        {
            return back;
        }

        string key = SideTaskKeys.Agree + NextStep(journey);
        string what = string.Create(
            CultureInfo.InvariantCulture,
            $"The patient has declined {next.OffersDeclined} offers. Ring the patient, agree a date and record what an appointment must offer.");
        return Raising(
            back.Next,
            back.Because,
            SideTaskReason.DateToAgree,
            key,
            new(Owner.BookingDesk, what, WorkingDays(declined.At, policy.WorkingDaysToAssist, policy), key),
            declined.At,
            [.. back.Effects]);
    }

    private static Decision OnMoved(Journey journey, AppointmentMoved moved, PathwayPolicy policy)
    {
        if (journey.Appointment is not { } appointment)
        {
            return OtherBooking;
        }

        if (appointment.BookingId == moved.Appointment.BookingId)
        {
            return AlreadyBooked;
        }

        if (appointment.BookingId != moved.FromBookingId)
        {
            return OtherBooking;
        }

        if (journey.DeathReported)
        {
            return SaidToHaveDied;
        }

        if (moved.At >= appointment.StartsAt)
        {
            return HasBegun;
        }

        if (moved.Appointment.StartsAt <= moved.At)
        {
            return SlotInThePast;
        }

        Journey next = Seated(journey, moved.Appointment, moved.At, policy);
        return AgainstTheStandards(
            Accept(
                next,
                "The appointment has been rebooked.",
                [new Effect.ReleaseSlot(appointment.SlotId, appointment.BookingId), .. Offered(next), new Effect.Publish("appointment-made")]),
            moved.At,
            policy);
    }

    private static Decision OnNeedsRecorded(Journey journey, NeedsRecorded recorded, PathwayPolicy policy)
    {
        if (recorded.By is not (Actor.BookingDesk or Actor.Triage))
        {
            return OnlyDeskOrTriage;
        }

        if (recorded.Procedure != journey.Procedure && recorded.By is not Actor.Triage)
        {
            return OnlyTriageChoosesExamination;
        }

        if (recorded.Procedure == journey.Procedure && recorded.Needs == journey.Needs)
        {
            return NeedsKnown;
        }

        Effect audit = new Effect.Audit(recorded.By, "recorded what an appointment must offer");
        Journey next = journey with { Procedure = recorded.Procedure, Needs = recorded.Needs };
        return (journey.WaitsForSlot, journey.Appointment) switch
        {
            (true, _) => Accept(next, "What an appointment must offer is recorded.", new Effect.RequestBooking(), audit),
            (_, not null) => Accept(
                next,
                "What an appointment must offer is recorded.",
                new Effect.RaiseWorkItem(
                    Owner.BookingDesk, "What this patient needs has changed. See whether the appointment still suits.",
                    WorkingDays(recorded.At, policy.WorkingDaysToReview, policy)),
                audit),
            _ => Accept(next, "What an appointment must offer is recorded.", audit),
        };
    }

    private static Journey Seated(Journey journey, Appointment appointment, DateTimeOffset at, PathwayPolicy policy) => journey with
    {
        Appointment = appointment with { BookedAt = at, AcceptedAt = null, CallAt = CallTime(appointment, at, policy) },
        State = journey.State is JourneyState.ClinicalReview ? journey.State : Seat(appointment, policy),
    };

    private static JourneyState.Booked Seat(Appointment appointment, PathwayPolicy policy)
    {
        DateTimeOffset due = ServiceCalendar.At(ServiceCalendar.DateOf(appointment.StartsAt).AddDays(1), policy.CloseOfBusiness);
        return new(due, due);
    }

    // Whoever has not said by then that the appointment suits is rung, once, while the slot could still be filled; an offer made
    // later than that leaves a night for the answer. Where even that is too late, whoever made it has spoken with the patient.
    private static DateTimeOffset? CallTime(Appointment appointment, DateTimeOffset at, PathwayPolicy policy)
    {
        DateTimeOffset near = ServiceCalendar.At(ServiceCalendar.DateOf(appointment.StartsAt).AddDays(-policy.ConfirmByDays), policy.TextsFrom);
        DateTimeOffset call = near > at ? near : ServiceCalendar.At(ServiceCalendar.DateOf(at).AddDays(1), policy.TextsFrom);
        return call < appointment.StartsAt ? call : null;
    }

    private static Effect[] Offered(Journey journey)
    {
        MessageFacts facts = new(AppointmentAt: journey.Appointment!.StartsAt, Site: journey.Appointment.Site);
        return TextAndLetter(journey, MessageTemplate.AppointmentMade, facts);
    }

    // Also during a review of the result: the booking stands through it, and the day comes nearer.
    private static Decision.Accepted? CallDue(Journey journey, DateTimeOffset at)
    {
        if (journey.CallAt is not { } call || call > at || journey.Appointment is not { } appointment)
        {
            return null;
        }

        string key = SideTaskKeys.Confirm + NextStep(journey);
        Journey next = journey with { Appointment = appointment with { CallAt = null } };
        return at < appointment.StartsAt
            ? Raising(
                next,
                "The patient has not said whether the appointment suits; someone rings.",
                SideTaskReason.AppointmentUnconfirmed,
                key,
                new(Owner.BookingDesk, "Ring the patient and ask whether the appointment suits; record the answer.", appointment.StartsAt, key),
                at)
            : Accept(next, "The appointment began before anyone could ring about it.");
    }
}
