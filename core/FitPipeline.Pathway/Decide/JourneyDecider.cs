using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

/// <summary>
/// The rules of the pathway. Pure: the same journey, event and policy give the same decision, on any host, at any time.
/// </summary>
public static partial class JourneyDecider
{
    /// <summary>
    /// Starts a journey from a referral that decision support could answer.
    /// </summary>
    /// <returns>Accepted with the new journey; Rejected when the referral leaves out what the criteria turn on.</returns>
    public static Decision Start(ReferralReceived referral, PathwayPolicy policy)
    {
        EligibilityAnswer answer = Eligibility.Of(referral.Picture, policy);
        if (answer.Decision is ReferralDecision.InsufficientInformation)
        {
            return new Decision.Rejected(string.Join(' ', answer.Reasons));
        }

        bool kitGoesOut = answer.Decision is ReferralDecision.FitIndicated or ReferralDecision.FitAndRefer;
        Journey journey = new()
        {
            Id = referral.Journey,
            Practice = referral.Practice,
            Picture = referral.Picture,
            Decision = answer.Decision,
            ReferredAt = referral.At,
            CanBeTexted = referral.CanBeTexted,
            DetailsProtected = referral.DetailsProtected,
            Step = 1,
            PolicyVersion = policy.Version,
            State = answer.Decision switch
            {
                ReferralDecision.ReferWithoutFit => new JourneyState.Closed(Outcome.ReferWithoutFit, referral.At),
                ReferralDecision.NotIndicated => new JourneyState.Closed(Outcome.NotIndicated, referral.At),
                _ => KitToPost(1, referral.At, policy),
            },
        };

        IReadOnlyList<Effect> effects = answer.Decision switch
        {
            ReferralDecision.ReferWithoutFit =>
            [
                new Effect.NotifyPractice(PracticeNotice.ReferNow),
                new Effect.RaiseWorkItem(
                    Owner.Practice,
                    "Refer this patient on the suspected-cancer pathway today; no kit is sent.",
                    WorkingDays(referral.At, 1, policy)),
            ],
            ReferralDecision.NotIndicated => [new Effect.NotifyPractice(PracticeNotice.NotIndicated)],
            ReferralDecision.FitAndRefer =>
            [
                new Effect.PostKit(1),
                new Effect.RaiseWorkItem(
                    Owner.Practice,
                    "Refer this patient on the suspected-cancer pathway now; the kit goes out at the same time.",
                    WorkingDays(referral.At, 1, policy)),
                new Effect.Publish("referral-accepted"),
            ],
            _ => [new Effect.PostKit(1), new Effect.Publish("referral-accepted")],
        };

        if (referral.DetailsProtected)
        {
            effects = [.. effects, AskHowToReach(WorkingDays(referral.At, 1, policy))];
        }

        return new Decision.Accepted(journey, effects, string.Join(' ', answer.Reasons) + (kitGoesOut ? " A kit is posted." : ""));
    }

    /// <summary>Takes an event of a journey that has started. Every state answers every event.</summary>
    public static Decision Decide(Journey journey, PathwayEvent @event, PathwayPolicy policy)
    {
        Decision decision = journey.State is JourneyState.Closed closed
            ? AfterClosure(journey, closed, @event, policy)
            : @event switch
            {
                // First, for no event comes as often.
                DeadlineElapsed elapsed => OnDeadlineElapsed(journey, elapsed, policy),
                ReferralReceived => AlreadyReferred,
                KitPosted posted => OnKitPosted(journey, posted, policy),
                KitReceived received => OnKitReceived(journey, received, policy),
                KitReturnedToSender returned => OnKitReturnedToSender(journey, returned, policy),
                KitLost lost => OnKitLost(journey, lost, policy),
                LotRecalled recalled => OnLotRecalled(journey, recalled, policy),
                ResultReported reported => OnResultReported(journey, reported, policy),
                ResultCorrected corrected => OnResultCorrected(journey, corrected, policy),
                ResultWithdrawn withdrawn => OnResultWithdrawn(journey, withdrawn, policy),
                SampleRejected rejected => OnSampleRejected(journey, rejected, policy),
                ResultAcknowledged acknowledged => OnAcknowledged(journey, acknowledged, policy),
                DecisionMade made => OnDecisionMade(journey, made, policy),
                PrioritySet set => OnPrioritySet(journey, set, policy),
                AdviceAsked asked => OnAdviceAsked(journey, asked, policy),
                ActionDone done => OnActionDone(journey, done, policy),
                BesideDone done => OnBesideDone(journey, done),
                SlotBooked booked => OnSlotBooked(journey, booked, policy),
                SlotWithdrawn withdrawn => OnSlotWithdrawn(journey, withdrawn, policy),
                AppointmentAttended attended => OnAttended(journey, attended),
                AppointmentMissed missed => OnMissed(journey, missed, policy),
                AppointmentCancelled cancelled => OnCancelled(journey, cancelled, policy),
                AppointmentAccepted yes => OnAccepted(journey, yes),
                AppointmentDeclined no => OnDeclined(journey, no, policy),
                AppointmentMoved moved => OnMoved(journey, moved, policy),
                NeedsRecorded needs => OnNeedsRecorded(journey, needs, policy),
                PriorityChangeAsked asked => OnPriorityChangeAsked(journey, asked, policy),
                PriorityChangeDeclined declined => OnPriorityChangeDeclined(journey, declined),
                BreachForeseen breach => OnBreachForeseen(journey, breach, policy),
                TextNotDelivered text => OnTextNotDelivered(journey, text),
                KitAskedFor asked => OnKitAskedFor(journey, asked, policy),
                ContactChanged changed => OnContactChanged(journey, changed, policy),
                ContactStopped stopped => OnContactStopped(journey, stopped, policy),
                ContactResumed resumed => OnContactResumed(journey, resumed),
                LetterHeldBack letter => OnLetterHeldBack(journey, letter),
                LetterNotDelivered letter => OnLetterNotDelivered(journey, letter, policy),
                _ => throw new System.Diagnostics.UnreachableException(),
            };

        if (decision is not Decision.Accepted accepted)
        {
            return decision;
        }

        Decision.Accepted kept = accepted.Next is { Beside.Count: 0, BreachesForeseen.Count: 0 } ? accepted : WithoutMoot(accepted);
        return kept with
        {
            Next = (ReferenceEquals(kept.Next, journey) ? journey with { } : kept.Next).Stamped(journey.Step + 1, policy.Version),
            Effects = ToldByAPerson(kept, @event.At, policy),
        };
    }

    private static readonly Decision.Ignored AlreadyReferred = new("The referral has already been taken in.");

    private static Decision.Accepted Accept(Journey next, string because, params Effect[] effects) =>
        new(next, effects, because);

    private static DateTimeOffset WorkingDays(DateTimeOffset at, int days, PathwayPolicy policy) =>
        ServiceCalendar.CloseOfWorkingDay(at, days, policy.CloseOfBusiness);
}
