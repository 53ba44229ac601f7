using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Results;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

// What people decide.
public static partial class JourneyDecider
{
    private static readonly Decision.Ignored KitAlreadyOnItsWay = new("A kit is already waiting to be posted.");
    private static readonly Decision.Ignored AlreadyListed = new("The patient is already on the waiting list.");
    private static readonly Decision.Rejected OnlyTriage = new("Only triage can do this; the practice can ask on the advice thread.");
    private static readonly Decision.Rejected NoKitAfterThreshold = new("A result at or above the threshold stands; a further kit cannot lower it.");
    private static readonly Decision.Rejected NoKitOnTheList = new("The patient waits for an examination; a further kit cannot replace it.");
    private static readonly Decision.Rejected AcknowledgeFirst = new("Acknowledge the result first; then decide.");
    private static readonly Decision.Rejected WithdrawInstead = new("There is no result yet to discharge the patient on. Withdraw the referral instead.");
    private static readonly Decision.Rejected NothingToReview = new("The patient can be kept under review once there is a result or the kit was not returned.");
    private static readonly Decision.Rejected NotBelow = new("A result at or above the threshold stands. Refer directly, or discharge with a reason.");
    private static readonly Decision.Rejected NoClearResult = new("No clear result is left to reassure on. Post another kit, or refer directly.");

    private static Decision OnDecisionMade(Journey journey, DecisionMade made, PathwayPolicy policy) =>
        made.By is not (Actor.Gp or Actor.Triage)
            ? OnlyClinicians
            : made.Decision switch
            {
                ClinicalDecision.ReissueKit => Reissue(journey, made, policy),
                ClinicalDecision.ReferDirectly => ReferDirectly(journey, made, policy),
                ClinicalDecision.Discharge => Discharge(journey, made),
                ClinicalDecision.ContinueSafetyNet => ContinueSafetyNet(journey, made, policy),
                ClinicalDecision.Withdraw => Withdraw(journey, made, policy),
                ClinicalDecision.PatientDied => Close(journey, Outcome.Died, made, "The patient has died; nothing more is sent."),
                _ => throw new System.Diagnostics.UnreachableException(),
            };

    private static Decision Reissue(Journey journey, DecisionMade made, PathwayPolicy policy)
    {
        if (journey.State is JourneyState.Referred)
        {
            return KitAlreadyOnItsWay;
        }

        if (journey.State is JourneyState.ClinicalReview && made.By is not Actor.Triage)
        {
            return OnlyTriage;
        }

        // A clinician may set aside what the laboratory itself withdrew or lowered; what it stands by, nobody retests away.
        Journey next = SetAside(journey);
        if (Side(next, policy) is ThresholdSide.AtOrAbove)
        {
            return NoKitAfterThreshold;
        }

        if (journey.State is JourneyState.AwaitingBooking or JourneyState.Booked)
        {
            return NoKitOnTheList;
        }

        int number = journey.Kits.Count + 1;
        return Accept(
            OffTheList(next) with { State = KitToPost(number, made.At, policy), ToldAt = null },
            "A clinician asked for another kit.",
            [new Effect.PostKit(number), .. Released(journey), new Effect.Audit(made.By, "asked for another kit")]);
    }

    private static Decision ReferDirectly(Journey journey, DecisionMade made, PathwayPolicy policy)
    {
        if (journey.State is JourneyState.AwaitingBooking or JourneyState.Booked)
        {
            return AlreadyListed;
        }

        if (journey.State is JourneyState.ClinicalReview && made.By is not Actor.Triage)
        {
            return OnlyTriage;
        }

        // Nobody is examined here without a result: without one the hospital team takes over outside this pathway.
        return journey.HighestResult is null
            ? Close(
                journey,
                Outcome.ReferredDirectly,
                made,
                "The patient was referred directly, without a result.",
                new Effect.RaiseWorkItem(
                    made.By is Actor.Gp ? Owner.Practice : Owner.Triage,
                    "Refer this patient for examination today; no result is waited for.",
                    WorkingDays(made.At, 1, policy)))
            : List(
                Settled(journey) with { AcknowledgedAt = made.At, AppointmentsMissed = 0 },
                made.At,
                "A clinician referred the patient for examination.",
                policy,
                new Effect.Audit(made.By, "referred the patient directly"));
    }

    private static Decision Discharge(Journey journey, DecisionMade made) => journey.State switch
    {
        JourneyState.AwaitingAcknowledgement => AcknowledgeFirst,
        JourneyState.Referred or JourneyState.KitPosted or JourneyState.KitReceived => WithdrawInstead,
        JourneyState.ClinicalReview or JourneyState.AwaitingBooking or JourneyState.Booked when made.By is not Actor.Triage => OnlyTriage,
        _ => Close(journey, Outcome.Discharged, made, "A clinician discharged the patient."),
    };

    // Withdrawing must not be the way round a result that nobody has looked at, nor round the clinician who did.
    private static Decision Withdraw(Journey journey, DecisionMade made, PathwayPolicy policy) => journey.State switch
    {
        JourneyState.AwaitingAcknowledgement => AcknowledgeFirst,
        JourneyState.ClinicalReview when made.By is not Actor.Triage => OnlyTriage,
        JourneyState.AwaitingBooking or JourneyState.Booked
            when made.By is not Actor.Triage && Side(journey, policy) is ThresholdSide.AtOrAbove => OnlyTriage,
        _ => Close(journey, Outcome.Withdrawn, made, "The referral was withdrawn."),
    };

    private static Decision ContinueSafetyNet(Journey journey, DecisionMade made, PathwayPolicy policy)
    {
        Effect audit = new Effect.Audit(made.By, "kept the patient under review");
        switch (journey.State)
        {
            case JourneyState.ClinicalReview when made.By is not Actor.Triage:
                return OnlyTriage;

            case JourneyState.ClinicalReview:
                Journey corrected = Corrected(journey);
                ThresholdSide? side = Side(corrected, policy);
                if (side is not ThresholdSide.Below)
                {
                    return side is ThresholdSide.AtOrAbove ? NotBelow : NoClearResult;
                }

                Decision.Accepted settled = SettleBelow(OffTheList(corrected), made.At, policy);
                return settled with { Effects = [.. settled.Effects, .. Released(journey), audit] };

            case JourneyState.PracticeReview or JourneyState.SafetyNet:
                if (Side(journey, policy) is ThresholdSide.AtOrAbove)
                {
                    return NotBelow;
                }

                DateTimeOffset reviewAt = made.At.AddDays(policy.SafetyNetDays);
                return Accept(
                    OffTheList(journey) with { State = new JourneyState.SafetyNet(reviewAt, reviewAt) },
                    "The patient is kept under review.",
                    Tell(journey, MessageTemplate.StillWithUs, MessageFacts.None),
                    audit);

            default:
                return NothingToReview;
        }
    }

    private static Decision OnActionDone(Journey journey, ActionDone done, PathwayPolicy policy)
    {
        if (journey.State is not JourneyState.AssistanceNeeded assistance)
        {
            return DoTheThing(journey.State);
        }

        if (done.By is not (Actor.KitDesk or Actor.Admin))
        {
            return OnlyKitDesk;
        }

        if (assistance is { Reason: AssistanceReason.CallList, Kit: { } kit, KitPostedAt: { } postedAt })
        {
            return Accept(
                journey with { State = KitAwaited(kit, postedAt, 3, policy) },
                "The patient has been rung; the kit is still awaited.",
                new Effect.Audit(done.By, "rang the patient"));
        }

        int number = journey.Kits.Count + 1;
        return Accept(
            journey with { State = KitToPost(number, done.At, policy) },
            "The patient has been rung; another kit is posted.",
            new Effect.PostKit(number),
            new Effect.Audit(done.By, "rang the patient"));
    }

    private static readonly Decision.Rejected OnlyKitDesk = new("Only the kit desk, who rings the patient, can mark this done.");
    private static readonly Decision.Rejected ScanItOut = new("Scan the kit out; that marks it posted.");
    private static readonly Decision.Rejected PatientsTurn = new("The patient's kit is awaited; scan it in when it comes.");
    private static readonly Decision.Rejected LabsTurn = new("The laboratory's report marks this done.");
    private static readonly Decision.Rejected Acknowledge = new("Acknowledge the result on the journey; that marks it done.");
    private static readonly Decision.Rejected Book = new("Book a slot; that marks it done.");
    private static readonly Decision.Rejected RecordOutcome = new("Record the outcome of the booking; that marks it done.");
    private static readonly Decision.Rejected MakeDecision = new("Record a decision on the journey; that marks it done.");

    private static Decision.Rejected DoTheThing(JourneyState state) => state switch
    {
        JourneyState.Referred => ScanItOut,
        JourneyState.KitPosted => PatientsTurn,
        JourneyState.KitReceived => LabsTurn,
        JourneyState.AwaitingAcknowledgement => Acknowledge,
        JourneyState.AwaitingBooking => Book,
        JourneyState.Booked => RecordOutcome,
        _ => MakeDecision,
    };

    private static Decision.Accepted Close(Journey journey, Outcome outcome, DecisionMade made, string because, params Effect[] also)
    {
        List<Effect> effects =
        [
            new Effect.NotifyPractice(PracticeNotice.Closed),
            new Effect.Publish("journey-closed"),
            new Effect.Audit(made.By, "closed the journey"),
            .. also,
        ];
        if (outcome is Outcome.Died)
        {
            if (journey.Appointment is { } appointment)
            {
                effects.Add(new Effect.ReleaseSlot(appointment.SlotId, appointment.BookingId));
            }
        }
        else
        {
            effects.AddRange(Released(journey));
            effects.Add(Tell(journey, MessageTemplate.CareContinuesElsewhere, MessageFacts.None));
        }

        return new Decision.Accepted(
            journey with { State = new JourneyState.Closed(outcome, made.At), Appointment = null, Deceased = outcome is Outcome.Died },
            effects,
            because);
    }

    private static Effect[] Released(Journey journey) => journey.Appointment is { } appointment
        ? [new Effect.ReleaseSlot(appointment.SlotId, appointment.BookingId), Tell(journey, MessageTemplate.AppointmentWithdrawn, MessageFacts.None)]
        : [];

    // A clinician starts afresh with another kit: what was disputed or under review no longer counts.
    private static Journey SetAside(Journey journey) => journey with
    {
        Results =
        [
            .. journey.Results.Select(result => result.Standing switch
            {
                ResultStanding.Disputed => result with { Standing = ResultStanding.Withdrawn },
                ResultStanding.UnderReview => result with { Standing = ResultStanding.Superseded },
                _ => result,
            }),
        ],
    };

    // A clinician accepts the laboratory's last word: what was disputed falls, what was under review stands.
    private static Journey Corrected(Journey journey) => journey with
    {
        Results =
        [
            .. journey.Results.Select(result => result.Standing switch
            {
                ResultStanding.Disputed => result with { Standing = ResultStanding.Superseded },
                ResultStanding.UnderReview => result with { Standing = ResultStanding.Stands },
                _ => result,
            }),
        ],
    };
}
