using static FitPipeline.Pathway.PathwayEvent;

namespace FitPipeline.Pathway;

// What the laboratory says.
public static partial class KitJourney
{
    private static readonly Decision.Ignored SameResult = new("This result has already been taken in.");
    private static readonly Decision.Ignored SampleAlreadyRejected = new("This sample has already been recorded as one that could not be used.");
    private static readonly Decision.Rejected NothingToWithdraw = new("The laboratory withdrew a result that this journey never had.");

    private static Decision OnResultReported(Journey journey, ResultReported reported, PathwayPolicy policy)
    {
        if (journey.KitOf(reported.Kit) is not { } kit)
        {
            return NotThisPatients;
        }

        LabResult? earlier = Latest(journey, reported.Kit, reported.LabNumber);
        if (earlier is null)
        {
            return TakeIn(journey, kit, reported.LabNumber, reported.Value, reported.CollectedOn, reported.SampleReceivedOn, reported.At, reported.ReportedAt, policy);
        }

        if (earlier.Value == reported.Value)
        {
            return SameResult;
        }

        // The same sample with another value, and nobody called it a correction: both are kept, the higher counts.
        if (reported.LabNumber is not null && earlier.LabNumber == reported.LabNumber)
        {
            Journey both = Record(journey, kit, reported.LabNumber, reported.Value, reported.CollectedOn, reported.ReportedAt ?? reported.At,
                Rises(earlier, reported.Value) ? ResultStanding.Stands : ResultStanding.UnderReview);
            return Review(both, ReviewReason.ConflictingReports, reported.At, "Two reports of one sample disagree; the higher counts until a clinician has looked.", policy);
        }

        // A re-run is a new measurement, not an overwrite.
        return TakeIn(journey, kit, reported.LabNumber, reported.Value, reported.CollectedOn, reported.SampleReceivedOn, reported.At, reported.ReportedAt, policy);
    }

    private static Decision OnResultCorrected(Journey journey, ResultCorrected corrected, PathwayPolicy policy)
    {
        if (journey.KitOf(corrected.Kit) is not { } kit)
        {
            return NotThisPatients;
        }

        // A correction can overtake the report that it corrects; it is then simply the first value.
        if (Latest(journey, corrected.Kit, corrected.LabNumber) is not { } earlier)
        {
            return TakeIn(journey, kit, corrected.LabNumber, corrected.Value, corrected.CollectedOn, corrected.SampleReceivedOn, corrected.At, corrected.ReportedAt, policy);
        }

        if (earlier.Value == corrected.Value)
        {
            return SameResult;
        }

        if (earlier.Counts && Falls(journey, earlier, corrected.Value, policy))
        {
            Journey disputed = WithResult(journey, earlier, earlier with { Standing = ResultStanding.Disputed });
            disputed = Record(disputed, kit, corrected.LabNumber, corrected.Value, corrected.CollectedOn, corrected.ReportedAt ?? corrected.At, ResultStanding.UnderReview);
            return Review(disputed, ReviewReason.CorrectedDownwards, corrected.At,
                "The laboratory corrected the result downwards; the higher counts until a clinician has looked.", policy);
        }

        Journey superseded = WithResult(journey, earlier, earlier with { Standing = ResultStanding.Superseded });
        return TakeIn(superseded, kit, corrected.LabNumber, corrected.Value, corrected.CollectedOn, corrected.SampleReceivedOn, corrected.At, corrected.ReportedAt, policy);
    }

    private static Decision OnResultWithdrawn(Journey journey, ResultWithdrawn withdrawn, PathwayPolicy policy)
    {
        if (Latest(journey, withdrawn.Kit, withdrawn.LabNumber) is not { } earlier)
        {
            return NothingToWithdraw;
        }

        if (earlier.Standing is ResultStanding.Withdrawn or ResultStanding.Disputed)
        {
            return SameResult;
        }

        // A value at or above the threshold counts until a clinician says otherwise; one below no longer reassures.
        bool lowers = earlier.Counts && earlier.Value.Against(policy.Threshold) is ThresholdSide.AtOrAbove;
        Journey next = WithResult(journey, earlier, earlier with { Standing = lowers ? ResultStanding.Disputed : ResultStanding.Withdrawn });
        return earlier.Counts || earlier.Standing is ResultStanding.UnderReview
            ? Review(next, ReviewReason.ResultWithdrawn, withdrawn.At, "The laboratory withdrew the result.", policy)
            : Accept(next, "The laboratory withdrew a result that did not count.");
    }

    private static Decision OnSampleRejected(Journey journey, SampleRejected rejected, PathwayPolicy policy)
    {
        if (journey.KitOf(rejected.Kit) is not { } kit)
        {
            return NotThisPatients;
        }

        if (kit.State is KitState.Rejected)
        {
            return SampleAlreadyRejected;
        }

        // The laboratory takes back a sample that it had read: the same as withdrawing its result.
        if (kit.State is KitState.Resulted)
        {
            return OnResultWithdrawn(journey, new ResultWithdrawn(rejected.Kit, null, rejected.At), policy);
        }

        Journey next = WithKit(journey, kit with { State = KitState.Rejected });
        return NeedsAResult(journey)
            ? Replace(next, rejected.At, "The laboratory could not use the sample, so another is posted.", policy,
                new Effect.NotifyPractice(PracticeNotice.SampleRejected))
            : Accept(next, "The laboratory could not use this sample; what the journey waits for is unchanged.");
    }

    // One value, new to the journey: first whether it may count, then what it means.
    private static Decision.Accepted TakeIn(
        Journey journey, Kit kit, string? labNumber, FaecalHaemoglobin value, DateOnly? collectedOn, DateOnly? sampleReceivedOn,
        DateTimeOffset at, DateTimeOffset? reportedAt, PathwayPolicy policy)
    {
        DateOnly? collected = collectedOn ?? kit.CollectedOn;
        DateOnly receivedOn = sampleReceivedOn ?? London.DateOf(kit.ReceivedAt ?? at);
        ThresholdSide side = value.Against(policy.Threshold);
        SampleAge age = SampleAge.Of(collected, London.DateOf(kit.PostedAt), receivedOn, policy);
        Journey recorded(ResultStanding standing) => Record(journey, kit, labNumber, value, collected, reportedAt ?? at, standing);

        if (age is SampleAge.TooOld)
        {
            return NeedsAResult(journey)
                ? Replace(recorded(ResultStanding.NotValid), at, "The sample was too old when it arrived, so another is posted.", policy,
                    new Effect.NotifyPractice(PracticeNotice.SampleRejected))
                : Accept(recorded(ResultStanding.NotValid), "The sample was too old to count; what the journey waits for is unchanged.");
        }

        if (side is ThresholdSide.Undecided)
        {
            return Review(recorded(ResultStanding.UnderReview), ReviewReason.UndecidedValue, at,
                "The sign before the value leaves open on which side of the threshold it lies.", policy);
        }

        if (!value.Analyser.RecommendedByNice)
        {
            return Review(
                recorded(side is ThresholdSide.AtOrAbove ? ResultStanding.Stands : ResultStanding.UnderReview),
                ReviewReason.AnalyserNotRecommended, at, "NICE recommends this analyser for research only.", policy);
        }

        if (side is ThresholdSide.AtOrAbove)
        {
            return AtOrAbove(recorded(ResultStanding.Stands), at, policy);
        }

        if (age is SampleAge.Impossible)
        {
            return Review(recorded(ResultStanding.UnderReview), ReviewReason.ImpossibleCollectionDate, at,
                "The collection date is before the kit was posted or after it arrived.", policy);
        }

        if (age is SampleAge.Old || kit.ExpiresOn < (collected ?? receivedOn) || kit.State is KitState.Recalled)
        {
            return NeedsAResult(journey)
                ? Replace(recorded(ResultStanding.NotValid), at,
                    "Below the threshold, but the sample or the kit was too old for that to be safe, so another is posted.", policy,
                    new Effect.NotifyPractice(PracticeNotice.SampleRejected))
                : Accept(recorded(ResultStanding.NotValid), "Below the threshold from an old sample or kit: not counted.");
        }

        return Below(recorded(ResultStanding.Stands), at, policy);
    }

    private static Decision.Accepted AtOrAbove(Journey journey, DateTimeOffset at, PathwayPolicy policy)
    {
        // Already with a clinician or on the list: the value is kept, and nobody loses a place.
        if (journey.State is JourneyState.AwaitingAcknowledgement or JourneyState.AwaitingBooking or JourneyState.Booked)
        {
            return Accept(journey, "A further result at or above the threshold; the patient is already being seen to.");
        }

        if (journey.Appointment is not null || journey.ListedAt is not null)
        {
            return Accept(journey, "A further result at or above the threshold; a clinician is already looking.");
        }

        DateTimeOffset due = WorkingDays(at, policy.WorkingDaysToAcknowledge, policy);
        return Accept(
            journey with { State = new JourneyState.AwaitingAcknowledgement(0, due, due) },
            "The result is at or above the threshold; a clinician must acknowledge it.",
            new Effect.NotifyPractice(PracticeNotice.ResultAtOrAboveThreshold),
            new Effect.Publish("result-needs-acknowledgement"));
    }

    private static Decision.Accepted Below(Journey journey, DateTimeOffset at, PathwayPolicy policy)
    {
        if (!NeedsAResult(journey))
        {
            return Accept(journey, "A further result below the threshold; what the journey waits for is unchanged.");
        }

        // A later value below the threshold never cancels an earlier one at or above it.
        return journey.HighestResult!.Against(policy.Threshold) is ThresholdSide.AtOrAbove
            ? AtOrAbove(journey, at, policy)
            : SettleBelow(journey, at, policy);
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
        MessageFacts review = new(London.DateOf(reviewAt));
        Effect letter = new Effect.SendLetter(MessageTemplate.ResultLetterFollows, review);
        Effect notice = new Effect.NotifyPractice(PracticeNotice.ResultBelowThreshold);
        Effect publish = new Effect.Publish("result-below-threshold");
        return Accept(
            journey with { State = new JourneyState.SafetyNet(reviewAt, reviewAt) },
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
            journey with { State = new JourneyState.ClinicalReview(reason, due, due) },
            because,
            new Effect.NotifyPractice(PracticeNotice.UnderReview),
            new Effect.Publish("clinical-review-needed"));
    }

    private static Journey Record(
        Journey journey, Kit kit, string? labNumber, FaecalHaemoglobin value, DateOnly? collectedOn, DateTimeOffset at, ResultStanding standing) =>
        WithKit(journey, kit with { State = KitState.Resulted }) with
        {
            Results = [.. journey.Results, new LabResult(kit.Id, labNumber, value, collectedOn, at, standing)],
        };

    private static Journey WithResult(Journey journey, LabResult old, LabResult changed)
    {
        LabResult[] results = [.. journey.Results];
        for (int i = 0; i < results.Length; i++)
        {
            if (ReferenceEquals(results[i], old))
            {
                results[i] = changed;
            }
        }

        return journey with { Results = results };
    }

    // The latest report of the sample: by laboratory number when there is one, otherwise by the device.
    private static LabResult? Latest(Journey journey, KitId kit, string? labNumber)
    {
        for (int i = journey.Results.Count - 1; i >= 0; i--)
        {
            LabResult result = journey.Results[i];
            bool sameSample = labNumber is null || result.LabNumber is null || result.LabNumber == labNumber;
            if (result.Kit == kit && sameSample && result.Standing is not ResultStanding.Superseded)
            {
                return result;
            }
        }

        return null;
    }

    private static bool Rises(LabResult earlier, FaecalHaemoglobin value) => value.CompareTo(earlier.Value) > 0;

    // Does replacing the earlier value lower what the journey rests on, on the side of the threshold or at or above it?
    private static bool Falls(Journey journey, LabResult earlier, FaecalHaemoglobin value, PathwayPolicy policy) =>
        value.CompareTo(earlier.Value) < 0
        && (earlier.Value.Against(policy.Threshold) is ThresholdSide.AtOrAbove || journey.State is JourneyState.ClinicalReview);

    private static bool NeedsAResult(Journey journey) => journey.State
        is JourneyState.Referred or JourneyState.KitPosted or JourneyState.KitReceived or JourneyState.AssistanceNeeded
        or JourneyState.PracticeReview { Question: PracticeQuestion.NotReturned };
}
