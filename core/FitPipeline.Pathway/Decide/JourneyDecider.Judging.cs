using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Decide;

// What a reported value is worth, and what follows from it.
public static partial class JourneyDecider
{
    private enum ResultValidity
    {
        Below,
        AtOrAbove,
        Undecided,
        ResearchOnly,
        Contradicted,
        ImpossibleDate,
        TooOldToReassure,
        TooOld,
    }

    // One value, new to the journey or in place of an earlier one: first whether it may count, then what it means.
    private static Decision.Accepted TakeIn(Journey journey, in Report report, LabResult? replaces, PathwayPolicy policy)
    {
        ResultValidity worth = WorthOf(report, policy);
        Journey rest = replaces is null ? journey : WithResult(journey, replaces, replaces with { Standing = ResultStanding.Superseded });
        Journey next = Record(rest, report, StandingOf(worth, report.Value, policy));
        return worth switch
        {
            ResultValidity.Below => Below(journey, next, report.At, policy),
            ResultValidity.AtOrAbove => AtOrAbove(journey, next, report.At, policy),
            ResultValidity.TooOld => NotCounted(rest, next, report, "The sample was too old when it arrived.", policy),
            ResultValidity.TooOldToReassure => NotCounted(
                rest, next, report, "The value is below the threshold, but the sample was old, or its kit expired or recalled.", policy),
            ResultValidity.Undecided => Review(
                next, ReviewReason.UndecidedValue, report.At, "The sign before the value leaves open on which side of the threshold it lies.", policy),
            ResultValidity.ResearchOnly => Review(
                next, ReviewReason.AnalyserNotRecommended, report.At, "NICE recommends this analyser for research only.", policy),
            ResultValidity.Contradicted => Review(
                next, ReviewReason.ConflictingReports, report.At,
                "The value is from a kit that could not be used or came back undelivered; both cannot be true.", policy),
            _ => Review(
                next, ReviewReason.ImpossibleCollectionDate, report.At,
                "The collection date is before the kit was posted or after it arrived.", policy),
        };
    }

    // At or above the threshold a value stands through everything but age beyond use: whatever is doubtful about a kit makes it
    // miss blood, not find it. Below the threshold every doubt counts.
    private static ResultValidity WorthOf(in Report report, PathwayPolicy policy)
    {
        Kit kit = report.Kit;
        DateOnly receivedOn = report.SampleReceivedOn ?? ServiceCalendar.DateOf(kit.ReceivedAt ?? report.At);
        SampleAge age = SampleAge.Of(report.Collected, ServiceCalendar.DateOf(kit.PostedAt), receivedOn, policy);
        bool spent = age is SampleAge.Old || kit.Recalled || kit.ExpiresOn < (report.Collected ?? receivedOn);
        bool contradicted = kit.State is KitState.Rejected or KitState.ReturnedToSender;
        return (age, report.Value.Against(policy.Threshold)) switch
        {
            (SampleAge.TooOld, _) => ResultValidity.TooOld,
            (_, ThresholdSide.Below) when spent => ResultValidity.TooOldToReassure,
            (_, ThresholdSide.Undecided) => ResultValidity.Undecided,
            _ when !report.Value.Analyser.RecommendedByNice => ResultValidity.ResearchOnly,
            (_, ThresholdSide.AtOrAbove) => ResultValidity.AtOrAbove,
            _ when contradicted => ResultValidity.Contradicted,
            (SampleAge.Impossible, _) => ResultValidity.ImpossibleDate,
            _ => ResultValidity.Below,
        };
    }

    private static ResultStanding StandingOf(in Report report, PathwayPolicy policy) =>
        StandingOf(WorthOf(report, policy), report.Value, policy);

    private static ResultStanding StandingOf(ResultValidity worth, FaecalHaemoglobin value, PathwayPolicy policy) => worth switch
    {
        ResultValidity.Below or ResultValidity.AtOrAbove => ResultStanding.Stands,
        ResultValidity.TooOld or ResultValidity.TooOldToReassure => ResultStanding.NotValid,
        ResultValidity.ResearchOnly when value.Against(policy.Threshold) is ThresholdSide.AtOrAbove => ResultStanding.Stands,
        _ => ResultStanding.UnderReview,
    };

    private static Decision.Accepted NotCounted(Journey rest, Journey next, in Report report, string what, PathwayPolicy policy) =>
        LeavesNoKit(rest, report.Kit.Id)
            ? Replace(next, report.At, what, policy, new Effect.NotifyPractice(PracticeNotice.SampleRejected))
            : Accept(next, what + " It does not count; what the journey waits for is unchanged.");

    private static Decision.Accepted AtOrAbove(Journey journey, Journey next, DateTimeOffset at, PathwayPolicy policy)
    {
        // Already with a clinician or on the list: the value is kept, and nobody loses a place.
        if (journey.State is JourneyState.AwaitingAcknowledgement)
        {
            return Accept(next, "A further result at or above the threshold; a clinician must already acknowledge one.");
        }

        if (journey.WaitsForSlot || journey.Appointment is not null)
        {
            return RisesOnTheList(journey, next, at, policy);
        }

        DateTimeOffset due = WorkingDays(at, policy.WorkingDaysToAcknowledge, policy);
        return Accept(
            next with { State = new JourneyState.AwaitingAcknowledgement(0, due, due), ToldAt = null },
            "The result is at or above the threshold; a clinician must acknowledge it.",
            new Effect.NotifyPractice(PracticeNotice.ResultAtOrAboveThreshold),
            new Effect.Publish("result-needs-acknowledgement"));
    }

    // A higher result for someone who already waits, or is booked, makes the wait shorter and is told to a clinician.
    private static Decision.Accepted RisesOnTheList(Journey journey, Journey next, DateTimeOffset at, PathwayPolicy policy)
    {
        if (journey.HighestResult is { } before && before.CompareTo(next.HighestResult) >= 0)
        {
            return Accept(next, "A further result at or above the threshold, no higher than before; the patient is already being seen to.");
        }

        DateTimeOffset look = WorkingDays(at, policy.WorkingDaysToReview, policy);
        Effect notice = new Effect.NotifyPractice(PracticeNotice.ResultAtOrAboveThreshold);
        if (journey.State is JourneyState.AwaitingBooking waiting)
        {
            DateTimeOffset due = TargetDay(next, waiting.Since, policy);
            return Accept(
                due < waiting.Due ? next with { State = OnTheList(waiting.Since, due, at, policy) } : next,
                "A higher result came in for a patient on the waiting list.",
                new Effect.RequestBooking(),
                new Effect.RaiseWorkItem(Owner.Triage, "A higher result came in for a patient on the waiting list. Check the priority and tell the patient.", look),
                notice);
        }

        return Accept(
            next,
            "A higher result came in for a patient who is already being seen to.",
            new Effect.RaiseWorkItem(Owner.Triage, "A higher result came in for this patient. Check the priority and the appointment, and tell the patient.", look),
            notice);
    }

    private static Decision.Accepted Below(Journey journey, Journey next, DateTimeOffset at, PathwayPolicy policy)
    {
        if (!NeedsAResult(journey))
        {
            return Accept(next, "A further result below the threshold; what the journey waits for is unchanged.");
        }

        // A later value below the threshold never cancels an earlier one at or above it.
        return Side(next, policy) is ThresholdSide.AtOrAbove ? AtOrAbove(journey, next, at, policy) : SettleBelow(next, at, policy);
    }

    // Reassurance takes more than a value below the threshold.
    private static Decision.Accepted SettleBelow(Journey journey, DateTimeOffset at, PathwayPolicy policy)
    {
        if (journey.Picture.WhyNotReassured(policy) is { } reason)
        {
            DateTimeOffset decideBy = WorkingDays(at, policy.WorkingDaysToDecide, policy);
            return Accept(
                journey with { State = new JourneyState.PracticeReview(PracticeQuestion.BelowThresholdWithConcern, decideBy, decideBy) },
                "The result is below the threshold. " + reason + " The practice decides.",
                new Effect.NotifyPractice(PracticeNotice.DecisionNeeded),
                Tell(journey, MessageTemplate.StillWithUs, MessageFacts.None),
                new Effect.Publish("practice-decision-needed"));
        }

        DateTimeOffset reviewAt = at.AddDays(policy.SafetyNetDays);
        MessageFacts review = new(ServiceCalendar.DateOf(reviewAt));
        Effect letter = new Effect.SendLetter(MessageTemplate.ResultLetterFollows, review);
        Effect notice = new Effect.NotifyPractice(PracticeNotice.ResultBelowThreshold);
        Effect publish = new Effect.Publish("result-below-threshold");
        return Accept(
            journey with { State = new JourneyState.SafetyNet(reviewAt, reviewAt), ToldAt = at },
            "The result is below the threshold and nothing speaks against reassurance; the review date is set.",
            journey.CanBeTexted
                ? [new Effect.SendText(MessageTemplate.ResultLetterFollows, review), letter, notice, publish]
                : [letter, notice, publish]);
    }

    // To a clinician, without taking away what already stands: a booking, a place on the list.
    private static Decision.Accepted Review(Journey journey, ReviewReason reason, DateTimeOffset at, string because, PathwayPolicy policy)
    {
        DateTimeOffset due = WorkingDays(at, policy.WorkingDaysToReview, policy);
        if (journey.State is JourneyState.Open { Owner: Owner.Triage } open && open.Due < due)
        {
            due = open.Due;
        }

        return Accept(
            journey with { State = new JourneyState.ClinicalReview(reason, due, due), ToldAt = null },
            because,
            new Effect.NotifyPractice(PracticeNotice.UnderReview),
            new Effect.Publish("clinical-review-needed"));
    }

    // The side of the threshold the journey is on: asked of each value that counts, for the order of values hides "<20" behind 8.
    private static ThresholdSide? Side(Journey journey, PathwayPolicy policy)
    {
        ThresholdSide? side = null;
        for (int i = 0; i < journey.Results.Count; i++)
        {
            if (!journey.Results[i].Counts)
            {
                continue;
            }

            switch (journey.Results[i].Value.Against(policy.Threshold))
            {
                case ThresholdSide.AtOrAbove:
                    return ThresholdSide.AtOrAbove;
                case ThresholdSide.Undecided:
                    side = ThresholdSide.Undecided;
                    break;
                default:
                    side ??= ThresholdSide.Below;
                    break;
            }
        }

        return side;
    }

    // A kit is on its way out or back, or someone rings about it.
    private static bool AwaitsAKit(Journey journey) => journey.State
        is JourneyState.Referred or JourneyState.KitPosted or JourneyState.KitReceived or JourneyState.AssistanceNeeded;

    // A result would move the journey on: nobody was told one yet, or what was told no longer counts.
    private static bool NeedsAResult(Journey journey) =>
        AwaitsAKit(journey)
        || journey.State is JourneyState.PracticeReview { Question: PracticeQuestion.NotReturned }
        || (journey.State is JourneyState.SafetyNet or JourneyState.PracticeReview { Question: PracticeQuestion.BelowThresholdWithConcern }
            && journey.HighestResult is null);
}
