using System.Globalization;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Results;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

// From the clinician's word to the hospital appointment.
public static partial class JourneyDecider
{
    private static readonly Decision.Ignored AlreadyAcknowledged = new("The result has already been acknowledged.");
    private static readonly Decision.Ignored AlreadyBooked = new("This slot is already booked for this patient.");
    private static readonly Decision.Ignored OutcomeIsAsked = new("Staff have been asked already whether the patient came.");
    private static readonly Decision.Ignored OtherSlot = new("The patient is not booked into that slot.");
    private static readonly Decision.Rejected NothingToAcknowledge = new("No result is waiting for a clinician to acknowledge it.");
    private static readonly Decision.Rejected OnlyClinicians = new("Only triage or the practice can do this.");
    private static readonly Decision.Rejected NotOnTheList = new("The patient is not waiting for an appointment.");
    private static readonly Decision.Rejected NoResult = new("The patient has no result to be examined for.");
    private static readonly Decision.Rejected SaidToHaveDied = new("The patient is said to have died. Nothing is booked or moved until that is cleared up.");
    private static readonly Decision.Rejected SlotInThePast = new("This slot has already begun; book a later one.");
    private static readonly Decision.Rejected OtherBooking = new("That is not this patient's booking.");
    private static readonly Decision.Rejected PriorityTooLate = new("Priority can be set once a clinician has put the patient on the waiting list.");
    private static readonly Decision.Rejected PriorityOutOfRange = new("Priority is a number from 1, the most urgent, to 4.");
    private static readonly Decision.Rejected PriorityNeedsReason = new("Say why the priority is changed.");
    private static readonly Decision.Rejected PriorityOver = new("The last day of the priority has passed already. Give a later one, or none.");

    private static Decision OnAcknowledged(Journey journey, ResultAcknowledged acknowledged, PathwayPolicy policy)
    {
        if (acknowledged.By is not (Actor.Triage or Actor.Gp))
        {
            return OnlyClinicians;
        }

        if (journey.State is JourneyState.AwaitingBooking or JourneyState.Booked)
        {
            return AlreadyAcknowledged;
        }

        if (journey.State is not (JourneyState.AwaitingAcknowledgement or JourneyState.ClinicalReview))
        {
            return NothingToAcknowledge;
        }

        // In a review the clinician's word settles what stands: the value that counts now.
        if (Side(journey, policy) is not ThresholdSide.AtOrAbove)
        {
            return new Decision.Rejected(
                "No result that counts is at or above the threshold. Decide instead: post another kit, refer directly, or keep under review.");
        }

        return List(
            Settled(journey) with { AcknowledgedAt = acknowledged.At },
            acknowledged.At,
            "A clinician has acknowledged the result; the patient goes on the waiting list.",
            policy,
            new Effect.Audit(acknowledged.By, "acknowledged the result"));
    }

    private static Decision OnPrioritySet(Journey journey, PrioritySet set, PathwayPolicy policy)
    {
        if (set.By is not Actor.Triage)
        {
            return OnlyTriage;
        }

        if (set.Level is < 1 or > 4)
        {
            return PriorityOutOfRange;
        }

        if (string.IsNullOrWhiteSpace(set.Reason))
        {
            return PriorityNeedsReason;
        }

        if (!journey.WaitsForSlot && journey.Appointment is null)
        {
            return PriorityTooLate;
        }

        DateOnly today = ServiceCalendar.DateOf(set.At);
        DateOnly latest = today.AddDays(policy.PriorityDays);
        DateOnly until = set.Until ?? latest;
        if (until < today)
        {
            return PriorityOver;
        }

        if (until > latest)
        {
            return new Decision.Rejected($"A priority holds to {PriorityWords.Date(latest)} at the latest; then it is set anew.");
        }

        // A booked patient is not given a second slot: the desk sees whether the first should move.
        Effect look = journey.WaitsForSlot
            ? new Effect.RequestBooking()
            : new Effect.RaiseWorkItem(
                Owner.BookingDesk, "A clinician changed this patient's priority. See whether the appointment should move.",
                WorkingDays(set.At, policy.WorkingDaysToReview, policy));
        Effect audit = new Effect.Audit(set.By, "set the priority");
        return Finishing(
            Accept(
                journey with { PriorityOverride = new(set.Level, set.Reason, set.By, set.At, until) },
                $"A clinician set the priority; it holds to {PriorityWords.Date(until)}.",
                Owed(journey, SideTaskReason.PriorityChange, Owner.Triage) ? [audit, look, new Effect.NotifyPractice(PracticeNotice.PriorityAnswered)] : [audit, look]),
            beside => beside.Reason is SideTaskReason.PriorityChange or SideTaskReason.PriorityEnds);
    }

    // Nothing lowers urgency by itself: triage is told while there is still time to renew it.
    private static Decision.Accepted? PriorityEnding(Journey journey, DateTimeOffset at, PathwayPolicy policy)
    {
        if (journey.PriorityEndsAt is not { } tell || tell > at)
        {
            return null;
        }

        PriorityOverride priority = journey.PriorityOverride!;
        string ends = (ServiceCalendar.DateOf(at) > priority.Until ? "ended on " : "ends on ") + PriorityWords.Date(priority.Until);
        string key = SideTaskKeys.PriorityEnds + NextStep(journey);
        return Raising(
            journey with { PriorityOverride = priority with { EndTold = true } },
            $"The clinician's priority {ends}; triage renews it or lets it go.",
            SideTaskReason.PriorityEnds,
            key,
            new(Owner.Triage, $"This patient's priority {ends}. Set it anew, or let the f-Hb band count again.", WorkingDays(at, 0, policy), key),
            at);
    }

    private static Decision OnSlotBooked(Journey journey, SlotBooked booked, PathwayPolicy policy)
    {
        if (journey.Appointment?.BookingId == booked.Appointment.BookingId)
        {
            return AlreadyBooked;
        }

        if (!journey.WaitsForSlot)
        {
            return NotOnTheList;
        }

        if (journey.DeathReported)
        {
            return SaidToHaveDied;
        }

        if (journey.HighestResult is null)
        {
            return NoResult;
        }

        if (booked.Appointment.StartsAt <= booked.At)
        {
            return SlotInThePast;
        }

        // Only the first appointment missed moves the cancer clocks, and only from the day another is agreed.
        Journey next = Seated(journey, booked.Appointment, booked.At, policy);
        next = next.AppointmentsMissed == 1 && next.RebookedAfterMissAt is null ? next with { RebookedAfterMissAt = booked.At } : next;
        return AgainstTheStandards(
            Accept(next, BookedBecause(booked.Basis), [.. Offered(next), new Effect.Publish("appointment-made")]), booked.At, policy);
    }

    private static string BookedBecause(BookingBasis? basis) => basis is null
        ? "The appointment is booked."
        : string.Create(
            CultureInfo.InvariantCulture, $"The appointment is booked: number {basis.Rank} of {basis.Of} on the list, by booking policy {basis.PolicyVersion}.");

    private static Decision OnSlotWithdrawn(Journey journey, SlotWithdrawn withdrawn, PathwayPolicy policy)
    {
        if (journey.Appointment?.SlotId != withdrawn.SlotId)
        {
            return OtherSlot;
        }

        if (withdrawn.At < journey.Appointment.StartsAt)
        {
            return BackOnTheList(journey, withdrawn.At, "The hospital withdrew the slot; another is found.", MessageTemplate.AppointmentCancelled, policy);
        }

        // Whoever set out already is not told that the appointment is cancelled: staff know whether they came.
        if (Owed(journey, SideTaskReason.OutcomeAsked, Owner.BookingDesk))
        {
            return OutcomeIsAsked;
        }

        string key = SideTaskKeys.Outcome + NextStep(journey);
        return Raising(
            journey,
            "The slot was withdrawn when the appointment had begun; staff say whether the patient came.",
            SideTaskReason.OutcomeAsked,
            key,
            new(
                Owner.BookingDesk,
                "This patient's slot was withdrawn when the appointment had begun. Find out whether they came, and record the outcome.",
                WorkingDays(withdrawn.At, policy.WorkingDaysToReview, policy),
                key),
            withdrawn.At);
    }

    private static Decision OnCancelled(Journey journey, AppointmentCancelled cancelled, PathwayPolicy policy) =>
        journey.Appointment?.BookingId == cancelled.BookingId
            ? BackOnTheList(
                cancelled.ByPatient ? journey with { TestMissedOn = ServiceCalendar.DateOf(journey.Appointment.StartsAt) } : journey,
                cancelled.At,
                cancelled.ByPatient ? "The patient cancelled; another appointment is found." : "The hospital cancelled; another appointment is found.",
                MessageTemplate.AppointmentCancelled,
                policy,
                new Effect.ReleaseSlot(journey.Appointment.SlotId, cancelled.BookingId))
            : OtherBooking;

    private static Decision OnMissed(Journey journey, AppointmentMissed missed, PathwayPolicy policy)
    {
        if (journey.Appointment?.BookingId != missed.BookingId)
        {
            return OtherBooking;
        }

        if (missed.At < journey.Appointment.StartsAt)
        {
            return NotYetTakenPlace;
        }

        Journey next = journey with { AppointmentsMissed = journey.AppointmentsMissed + 1, TestMissedOn = ServiceCalendar.DateOf(journey.Appointment.StartsAt) };
        if (next.AppointmentsMissed < policy.AppointmentsMissedLimit || journey.State is not JourneyState.Booked)
        {
            return BackOnTheList(next, missed.At, "The patient did not attend; another appointment is found.", MessageTemplate.AppointmentMissed, policy,
                new Effect.NotifyPractice(PracticeNotice.AppointmentMissed));
        }

        DateTimeOffset due = WorkingDays(missed.At, policy.WorkingDaysToDecide, policy);
        return Accept(
            next with { Appointment = null, State = new JourneyState.PracticeReview(PracticeQuestion.AppointmentsMissed, due, due) },
            "The patient has missed the appointments; the practice decides.",
            Tell(next, MessageTemplate.AppointmentMissed, MessageFacts.None),
            new Effect.NotifyPractice(PracticeNotice.AppointmentMissed));
    }

    private static readonly Decision.Rejected NotYetTakenPlace = new("The appointment has not taken place yet. Record the outcome afterwards, or cancel it.");

    private static Decision OnAttended(Journey journey, AppointmentAttended attended)
    {
        if (journey.Appointment?.BookingId != attended.BookingId)
        {
            return OtherBooking;
        }

        if (attended.At < journey.Appointment.StartsAt)
        {
            return NotYetTakenPlace;
        }

        return Accept(
            journey with { State = new JourneyState.Closed(Outcome.Investigated, attended.At, attended.Finding), ToldAt = attended.At },
            "The patient attended and the finding is recorded.",
            Tell(journey, MessageTemplate.AppointmentAttended, MessageFacts.None),
            new Effect.NotifyPractice(PracticeNotice.Closed),
            new Effect.Publish("journey-closed"));
    }

    // A place on the list, told by "please call us": a person tells the result, a text never does.
    private static Decision.Accepted List(Journey journey, DateTimeOffset at, string because, PathwayPolicy policy, Effect audit)
    {
        // A booking that stood through a review still stands.
        if (journey.Appointment is { } appointment)
        {
            return Accept(journey with { State = Seat(appointment, policy) }, because + " The booking stands.", audit);
        }

        DateTimeOffset since = journey.ListedAt ?? at;
        DateTimeOffset due = TargetDay(journey, since, policy);
        Journey next = journey with { ListedAt = since, State = OnTheList(since, due, at, policy), ToldAt = null };
        return journey.ListedAt is null
            ? Accept(next, because, new Effect.RequestBooking(), Tell(next, MessageTemplate.PleaseCallUs, MessageFacts.None), audit,
                new Effect.Publish("waiting-for-appointment"))
            : Accept(next, because, new Effect.RequestBooking(), audit);
    }

    private static Decision.Accepted BackOnTheList(
        Journey journey, DateTimeOffset at, string because, MessageTemplate template, PathwayPolicy policy, params Effect[] also)
    {
        Journey next = journey with { Appointment = null };

        // A clinician is looking at the result: the appointment falls away, neither the look nor the place on the list does.
        if (journey.State is not JourneyState.Booked)
        {
            return Accept(next, because, [.. also, new Effect.RequestBooking(), Tell(next, template, MessageFacts.None)]);
        }

        DateTimeOffset since = journey.ListedAt ?? at;
        DateTimeOffset due = TargetDay(journey, since, policy);
        return Accept(
            next with { State = OnTheList(since, due, at, policy) },
            because,
            [.. also, new Effect.RequestBooking(), Tell(next, template, MessageFacts.None), new Effect.Publish("appointment-fell-through")]);
    }

    // A target day that has passed shows as late at once; the pathway looks again on the next working day.
    private static JourneyState.AwaitingBooking OnTheList(DateTimeOffset since, DateTimeOffset due, DateTimeOffset at, PathwayPolicy policy) =>
        new(since, due, due > at ? due : WorkingDays(at, 1, policy));

    // The place on the list goes with everything that hung on it: left behind, it would speak for the patient's next result.
    private static Journey OffTheList(Journey journey) => journey with { Appointment = null, ListedAt = null, PriorityOverride = null };

    private static DateTimeOffset TargetDay(Journey journey, DateTimeOffset since, PathwayPolicy policy)
    {
        // Only what is surely below the threshold may wait longer.
        int days = Side(journey, policy) is ThresholdSide.Below ? policy.ExaminationDaysBelow : policy.ExaminationDaysAtOrAbove;
        return ServiceCalendar.At(ServiceCalendar.DateOf(since).AddDays(days), policy.CloseOfBusiness);
    }

    // A clinician has looked: what was disputed stands, what was under review is set aside.
    private static Journey Settled(Journey journey) => journey with
    {
        Results =
        [
            .. journey.Results.Select(result => result.Standing switch
            {
                ResultStanding.Disputed => result with { Standing = ResultStanding.Stands },
                ResultStanding.UnderReview => result with { Standing = ResultStanding.Superseded },
                _ => result,
            }),
        ],
    };
}
