using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Results;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

// A journey that has ended stays ended; what still arrives is either old news or lands in a worked queue.
public static partial class JourneyDecider
{
    private static readonly Decision.Ignored Ended = new("The journey has ended, and this changes nothing.");
    private static readonly Decision.Rejected EndedForPeople = new("The journey has ended. If the patient needs something, ask the practice for a new referral.");
    private static readonly Decision.Rejected EndedForKits = new("The journey has ended; do not post this kit.");
    private static readonly Decision.Rejected EndedForResults = new("The journey has ended, so a clinician must look at this result.");
    private static readonly Decision.Rejected EndedForBookings = new("The journey has ended; the slot is free for someone else.");
    private static readonly Decision.Rejected AttendedAfterTheEnd = new("The journey had ended before this appointment; a clinician must look at what was found.");
    private static readonly Decision.Rejected OtherFinding = new("This appointment is already recorded with another finding; a clinician must say which is right.");
    private static readonly Decision.Ignored DeathKnown = new("The patient's death has already been recorded.");
    private static readonly Decision.Ignored OutcomeRecorded = new("The outcome of this appointment has already been recorded.");

    private static Decision AfterClosure(Journey journey, JourneyState.Closed closed, PathwayEvent @event, PathwayPolicy policy)
    {
        switch (@event)
        {
            case KitPosted:
                return EndedForKits;

            case KitReceived received:
                if (journey.KitOf(received.Kit) is not { } kit)
                {
                    return NotThisPatients;
                }

                return kit.ReceivedAt is not null
                    ? AlreadyIn
                    : Accept(
                        WithKit(journey, kit with { ReceivedAt = received.At, CollectedOn = received.CollectedOn ?? kit.CollectedOn }),
                        "The kit came back after the journey had ended; triage decides what to do with it.",
                        new Effect.RaiseWorkItem(
                            Owner.Triage,
                            "A kit came back after its journey had ended. Decide whether it is read.",
                            WorkingDays(received.At, policy.WorkingDaysToReview, policy)));

            case ResultReported reported:
                return Latest(journey, reported.Kit, reported.LabNumber)?.Value == reported.Value ? SameResult : EndedForResults;

            case ResultCorrected corrected:
                return Latest(journey, corrected.Kit, corrected.LabNumber)?.Value == corrected.Value ? SameResult : EndedForResults;

            case ResultWithdrawn withdrawn:
                return Latest(journey, withdrawn.Kit, withdrawn.LabNumber)?.Standing is ResultStanding.Withdrawn ? NoLongerCounts : EndedForResults;

            // Whoever was told a result below the threshold and then left is called back; the examined and the dead are not.
            case LotRecalled recalled when closed.Outcome is not Outcome.Investigated && !journey.Deceased && RestsOn(journey, recalled.Lot):
                return Accept(
                    MarkRecalled(journey, recalled.Lot)!,
                    "The journey has ended on a result from a recalled lot; triage decides whether the patient is called back.",
                    new Effect.RaiseWorkItem(
                        Owner.Triage,
                        "The lot of this patient's kit was recalled after the journey had ended. Decide whether the patient needs another kit.",
                        WorkingDays(recalled.At, policy.WorkingDaysToReview, policy)));

            // How the journey ended stands; what was still to be said no longer is.
            case DecisionMade { Decision: ClinicalDecision.PatientDied, By: Actor.Gp or Actor.Triage } died:
                return journey.Deceased
                    ? DeathKnown
                    : Accept(journey with { Deceased = true }, "The patient has died; nothing more is sent.", new Effect.Audit(died.By, "recorded the death"));

            case AdviceAsked { By: Actor.Triage } when Owed(journey, SideTaskReason.Advice, Owner.Triage):
                return LastAdvice(journey);

            case BesideDone done:
                return OnBesideDone(journey, done);

            case ResultAcknowledged or DecisionMade or PrioritySet or AdviceAsked or ActionDone or NeedsRecorded or PriorityChangeAsked or PriorityChangeDeclined or KitAskedFor:
                return EndedForPeople;

            case AppointmentAttended attended:
                return journey.Appointment?.BookingId != attended.BookingId ? AttendedAfterTheEnd
                    : closed.Finding == attended.Finding ? OutcomeRecorded
                    : OtherFinding;

            case SlotBooked or AppointmentMissed or AppointmentCancelled or AppointmentAccepted or AppointmentDeclined or AppointmentMoved:
                return EndedForBookings;

            // What was said on leaving is news too: it is not lost because the text was.
            case TextNotDelivered text when !journey.Deceased:
                return OnTextNotDelivered(journey, text);

            // It may still be on its way when the journey has ended.
            case ContactChanged changed when !journey.Deceased:
                return OnContactChanged(journey, changed, policy);

            // Nothing is to be posted any more, so nobody need agree how.
            case ContactStopped { Why: ContactRestriction.DetailsProtected } stopped when !journey.Deceased:
                return OnContactStopped(journey, stopped, policy) is Decision.Accepted accepted
                    ? accepted with { Effects = [.. accepted.Effects.Where(effect => effect is not Effect.RaiseWorkItem)] }
                    : NothingNew;

            case ContactStopped stopped when !journey.Deceased:
                return OnContactStopped(journey, stopped, policy);

            case ContactResumed resumed when !journey.Deceased:
                return OnContactResumed(journey, resumed);

            case LetterHeldBack letter when !journey.Deceased:
                return OnLetterHeldBack(journey, letter);

            case LetterNotDelivered letter when !journey.Deceased:
                return OnLetterNotDelivered(journey, letter, policy);

            default:
                return Ended;
        }
    }

    private static bool RestsOn(Journey journey, string lot)
    {
        for (int i = 0; i < journey.Results.Count; i++)
        {
            if (journey.Results[i].Counts
                && journey.KitOf(journey.Results[i].Kit) is { Recalled: false } kit
                && string.Equals(kit.Lot, lot, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
