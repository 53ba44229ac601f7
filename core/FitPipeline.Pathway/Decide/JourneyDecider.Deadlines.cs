using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

// What time does by itself: remind, escalate, review. It never closes a journey that still owes the patient something.
public static partial class JourneyDecider
{
    private static readonly Decision.Ignored NotYetDue = new("Nothing is due yet.");
    private static readonly Decision.Ignored NothingToSay = new("The message is no longer true, so nothing replaces it.");

    // Whatever is due is done in one step, so that nobody is woken twice for one moment.
    private static Decision OnDeadlineElapsed(Journey journey, DeadlineElapsed elapsed, PathwayPolicy policy)
    {
        if (elapsed.At < journey.WakeAt)
        {
            return NotYetDue;
        }

        Decision.Accepted? looked = ((JourneyState.Open)journey.State).WakeAt <= elapsed.At ? LookAgain(journey, elapsed, policy) : null;
        looked = Also(looked, CallDue(looked?.Next ?? journey, elapsed.At));
        looked = Also(looked, PriorityEnding(looked?.Next ?? journey, elapsed.At, policy));
        return looked!;
    }

    private static Decision.Accepted LookAgain(Journey journey, DeadlineElapsed elapsed, PathwayPolicy policy)
    {
        return (JourneyState.Open)journey.State switch
        {
            JourneyState.KitPosted posted => Remind(journey, posted, elapsed.At, policy),
            JourneyState.AssistanceNeeded { KitPostedAt: { } postedAt } when elapsed.At >= TimeOfStage(postedAt, 4, policy) =>
                NotReturned(journey, elapsed.At, policy),
            JourneyState.AssistanceNeeded { KitPostedAt: { } postedAt } assistance => Escalate(
                journey, assistance with { WakeAt = TimeOfStage(postedAt, 4, policy) }, "The call to the patient is late.", elapsed.At, policy),
            JourneyState.SafetyNet => ReviewDate(journey, elapsed.At, policy),
            JourneyState.PracticeReview review => Escalate(
                journey,
                review with { WakeAt = WorkingDays(elapsed.At, policy.WorkingDaysToEscalate, policy) },
                "The practice's decision is late.",
                elapsed.At,
                policy,
                new Effect.NotifyPractice(PracticeNotice.DecisionOverdue)),
            JourneyState.AwaitingAcknowledgement acknowledgement => Escalate(
                journey,
                acknowledgement with
                {
                    Escalations = acknowledgement.Escalations + 1,
                    WakeAt = WorkingDays(elapsed.At, policy.WorkingDaysToEscalateUnseen, policy),
                },
                "No clinician has acknowledged a result at or above the threshold.",
                elapsed.At,
                policy),
            JourneyState.ClinicalReview review => Escalate(
                journey, review with { WakeAt = WorkingDays(elapsed.At, policy.WorkingDaysToEscalateUnseen, policy) },
                "No clinician has looked at the result.", elapsed.At, policy),
            JourneyState.Referred referred => Escalate(
                journey, referred with { WakeAt = Later(elapsed.At, policy) }, "The kit has not been posted.", elapsed.At, policy),
            JourneyState.KitReceived received => Escalate(
                journey, received with { WakeAt = Later(elapsed.At, policy) }, "The laboratory has not reported.", elapsed.At, policy),
            JourneyState.AwaitingBooking waiting => Escalate(
                journey, waiting with { WakeAt = Later(elapsed.At, policy) }, "The patient has no appointment by the target day.", elapsed.At, policy),

            // Booked before the call had a time of its own: woken then, it is made.
            JourneyState.Booked booked when journey.Appointment is { } appointment && elapsed.At < appointment.StartsAt => Accept(
                journey with { State = booked with { WakeAt = booked.Due }, Appointment = appointment with { CallAt = elapsed.At } },
                "The appointment is near."),
            JourneyState.Booked booked => Escalate(
                journey, booked with { WakeAt = Later(elapsed.At, policy) }, "The outcome of the appointment is not recorded.", elapsed.At, policy),
            JourneyState.AssistanceNeeded assistance => Escalate(
                journey, assistance with { WakeAt = Later(elapsed.At, policy) }, "The call to the patient is late.", elapsed.At, policy),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // After an outage several stages may have passed: only the last counts, so the patient is not sent them all at once.
    private static Decision.Accepted Remind(Journey journey, JourneyState.KitPosted posted, DateTimeOffset at, PathwayPolicy policy)
    {
        int passed = RungsPassed(posted.PostedAt, at, policy);
        if (passed >= 4)
        {
            return NotReturned(journey, at, policy);
        }

        // A policy with later reminders came into force meanwhile: nobody is reminded of the same thing twice.
        if (passed <= posted.ReminderStage)
        {
            return Accept(
                journey with { State = KitAwaited(posted.Kit, posted.PostedAt, posted.ReminderStage, policy) },
                "The days of the reminders have changed; none is due yet.");
        }

        if (passed == 3)
        {
            DateTimeOffset due = WorkingDays(at, policy.WorkingDaysToAssist, policy);
            DateTimeOffset notReturned = TimeOfStage(posted.PostedAt, 4, policy);
            return Accept(
                journey with
                {
                    State = new JourneyState.AssistanceNeeded(
                        AssistanceReason.CallList, posted.Kit, posted.PostedAt, due, due < notReturned ? due : notReturned),
                },
                "The kit is three weeks out; someone rings the patient.");
        }

        Journey next = journey with { State = KitAwaited(posted.Kit, posted.PostedAt, passed, policy) };
        MessageFacts facts = new(ServiceCalendar.DateOf(posted.PostedAt).AddDays(policy.NotReturnedDays));
        return passed == 2
            ? Accept(next, "The patient is reminded again, by text and letter.", TextAndLetter(journey, MessageTemplate.PostYourKitAgain, facts))
            : Accept(next, "The patient is reminded.", Tell(journey, MessageTemplate.PostYourKit, facts));
    }

    private static Decision.Accepted NotReturned(Journey journey, DateTimeOffset at, PathwayPolicy policy)
    {
        DateTimeOffset due = WorkingDays(at, policy.WorkingDaysToDecide, policy);
        return Accept(
            journey with { State = new JourneyState.PracticeReview(PracticeQuestion.NotReturned, due, due) },
            "The kit was not returned; the practice decides.",
            [
                new Effect.NotifyPractice(PracticeNotice.NotReturned),
                .. TextAndLetter(journey, MessageTemplate.KitNotReturned, MessageFacts.None),
                new Effect.Publish("kit-not-returned"),
            ]);
    }

    private static Decision.Accepted ReviewDate(Journey journey, DateTimeOffset at, PathwayPolicy policy)
    {
        bool below = Side(journey, policy) is ThresholdSide.Below;
        bool unread = journey.Kits.Any(kit => kit is { State: KitState.Received, Recalled: false });

        // Whoever was once sent for an examination and did not attend it is not reassured by the calendar.
        if (below && !unread && journey.AppointmentsMissed == 0 && journey.Picture.WhyNotReassured(policy) is null)
        {
            return Accept(
                journey with { State = new JourneyState.Closed(Outcome.Reassured, at) },
                "The review date has come and nothing speaks against reassurance.",
                Tell(journey, MessageTemplate.SafetyNetReview, MessageFacts.None),
                new Effect.NotifyPractice(PracticeNotice.Closed),
                new Effect.Publish("journey-closed"));
        }

        // Kept under review by a decision rather than by a reassuring result, or a further sample lies unread: only a decision ends it.
        DateTimeOffset due = WorkingDays(at, policy.WorkingDaysToDecide, policy);
        PracticeQuestion question = below ? PracticeQuestion.BelowThresholdWithConcern : PracticeQuestion.NotReturned;
        return Accept(
            journey with { State = new JourneyState.PracticeReview(question, due, due) },
            "The review date has come; the practice decides again.",
            new Effect.NotifyPractice(PracticeNotice.DecisionNeeded));
    }

    // The due time stays where it was, so the action shows as late until it is done.
    private static Decision.Accepted Escalate(
        Journey journey, JourneyState.Open next, string because, DateTimeOffset at, PathwayPolicy policy, params Effect[] also) =>
        Accept(
            journey with { State = next },
            because,
            [new Effect.RaiseWorkItem(Owner.Admin, "Overdue: " + because, WorkingDays(at, 1, policy)), .. also, new Effect.Publish("action-overdue")]);

    private static DateTimeOffset Later(DateTimeOffset at, PathwayPolicy policy) => WorkingDays(at, policy.WorkingDaysToEscalate, policy);

    private static Effect[] TextAndLetter(Journey journey, MessageTemplate template, MessageFacts facts) => journey.CanBeTexted
        ? [new Effect.SendText(template, facts), new Effect.SendLetter(template, facts)]
        : [new Effect.SendLetter(template, facts)];

    private static Decision OnTextNotDelivered(Journey journey, TextNotDelivered text)
    {
        bool alsoByLetter = text.Template is MessageTemplate.PostYourKitAgain or MessageTemplate.ResultLetterFollows
            or MessageTemplate.AppointmentMade or MessageTemplate.KitNotReturned;
        if (!MessageRules.StillTrue(text.Template, text.Facts, journey))
        {
            return text.Permanent && journey.CanBeTexted
                ? Accept(journey with { CanBeTexted = false }, "The number cannot be texted; letters are sent from now on.")
                : NothingToSay;
        }

        Journey next = text.Permanent ? journey with { CanBeTexted = false } : journey;
        return alsoByLetter
            ? Accept(next, "The text did not arrive; the letter that went with it stands.")
            : Accept(next, "The text did not arrive, so a letter says the same.", new Effect.SendLetter(text.Template, text.Facts));
    }
}
