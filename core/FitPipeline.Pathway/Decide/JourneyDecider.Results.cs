using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Results;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

// What the laboratory says.
public static partial class JourneyDecider
{
    private static readonly Decision.Ignored SameResult = new("This result has already been taken in.");
    private static readonly Decision.Ignored SampleAlreadyRejected = new("This sample has already been recorded as one that could not be used.");
    private static readonly Decision.Ignored NoLongerCounts = new("The result that the laboratory takes back no longer counts.");
    private static readonly Decision.Rejected NothingToWithdraw = new("The laboratory withdrew a result that this journey never had.");

    // One value as the laboratory reports it now, on the kit as the journey knows it.
    private readonly record struct Report(
        Kit Kit, string? LabNumber, FaecalHaemoglobin Value, DateOnly? CollectedOn, DateOnly? SampleReceivedOn, DateTimeOffset At,
        DateTimeOffset ReportedAt)
    {
        public DateOnly? Collected => CollectedOn ?? Kit.CollectedOn;
    }

    private static Decision OnResultReported(Journey journey, ResultReported reported, PathwayPolicy policy)
    {
        if (journey.KitOf(reported.Kit) is not { } kit)
        {
            return NotThisPatients;
        }

        Report report = new(
            kit, reported.LabNumber, reported.Value, reported.CollectedOn, reported.SampleReceivedOn, reported.At, reported.ReportedAt ?? reported.At);
        if (AlreadyHas(journey, report))
        {
            return SameResult;
        }

        if (Latest(journey, reported.Kit, reported.LabNumber) is not { } earlier)
        {
            return TakeIn(journey, report, null, policy);
        }

        if (earlier.Value == report.Value)
        {
            return SameAgain(journey, report, earlier, policy);
        }

        // The same sample with another value, and nobody called it a correction: both count, so the higher does.
        if (report.LabNumber is not null && earlier.LabNumber == report.LabNumber)
        {
            return Review(
                Record(journey, report, StandingOf(report, policy)), ReviewReason.ConflictingReports, report.At,
                "Two reports of one sample disagree; the higher counts until a clinician has looked.", policy);
        }

        // A re-run is a new measurement, not an overwrite.
        return TakeIn(journey, report, null, policy);
    }

    private static Decision OnResultCorrected(Journey journey, ResultCorrected corrected, PathwayPolicy policy)
    {
        if (journey.KitOf(corrected.Kit) is not { } kit)
        {
            return NotThisPatients;
        }

        Report report = new(
            kit, corrected.LabNumber, corrected.Value, corrected.CollectedOn, corrected.SampleReceivedOn, corrected.At, corrected.ReportedAt ?? corrected.At);
        if (AlreadyHas(journey, report))
        {
            return SameResult;
        }

        // A correction can overtake the report that it corrects; it is then simply the first value.
        if (Latest(journey, corrected.Kit, corrected.LabNumber) is not { } earlier)
        {
            return TakeIn(journey, report, null, policy);
        }

        return earlier.Value == report.Value ? SameAgain(journey, report, earlier, policy) : Revise(journey, report, earlier, policy);
    }

    // The same number again: news only if the laboratory takes back a withdrawal or puts the dates right.
    private static Decision SameAgain(Journey journey, in Report report, LabResult earlier, PathwayPolicy policy)
    {
        if (earlier.Standing is ResultStanding.Withdrawn)
        {
            return TakeIn(journey, report, earlier, policy);
        }

        bool sameCollection = report.CollectedOn is null || report.CollectedOn == earlier.CollectedOn;
        bool sameReceipt = report.SampleReceivedOn is null
            || earlier.Standing is not (ResultStanding.Stands or ResultStanding.NotValid)
            || StandingOf(report, policy) == earlier.Standing;
        if (!sameCollection || !sameReceipt)
        {
            return Revise(journey, report, earlier, policy);
        }

        return earlier.Standing is ResultStanding.Disputed && StandingOf(report, policy) is ResultStanding.Stands
            ? Accept(
                WithResult(journey, earlier, earlier with { Standing = ResultStanding.Stands }),
                "The laboratory reported the value that it had withdrawn again, so it stands.")
            : SameResult;
    }

    // The laboratory's later word on a value. What makes the journey's result weaker waits for a clinician: a lower value, but
    // also the same value on dates, a device or a sign that would stop it counting. The place on the list rests on it too.
    private static Decision.Accepted Revise(Journey journey, in Report report, LabResult earlier, PathwayPolicy policy)
    {
        ResultStanding standing = StandingOf(report, policy);
        bool above = earlier.Value.Against(policy.Threshold) is ThresholdSide.AtOrAbove;
        bool weaker = standing is not ResultStanding.Stands || (above && report.Value.CompareTo(earlier.Value) < 0);
        if (!weaker || !earlier.Counts || !(above || journey.ListedAt is not null))
        {
            return TakeIn(journey, report, earlier, policy);
        }

        Journey disputed = WithResult(journey, earlier, earlier with { Standing = ResultStanding.Disputed });
        disputed = Record(disputed, report, standing is ResultStanding.NotValid ? standing : ResultStanding.UnderReview);
        return Review(disputed, ReviewReason.CorrectedDownwards, report.At,
            "The laboratory corrected the result downwards; the higher counts until a clinician has looked.", policy);
    }

    private static Decision OnResultWithdrawn(Journey journey, ResultWithdrawn withdrawn, PathwayPolicy policy) =>
        TakeBack(journey, withdrawn.Kit, withdrawn.LabNumber, withdrawn.At, policy);

    // Every value of the sample, or of the whole device when the laboratory names no sample. One at or above the threshold counts
    // until a clinician says otherwise, and so does the one that put the patient on the list; one below no longer reassures.
    private static Decision TakeBack(Journey journey, KitId kit, string? labNumber, DateTimeOffset at, PathwayPolicy policy)
    {
        LabResult[]? results = null;
        bool known = false;
        bool mattered = false;
        for (int i = 0; i < journey.Results.Count; i++)
        {
            LabResult result = journey.Results[i];
            if (result.Kit != kit || !SameSample(result, labNumber))
            {
                continue;
            }

            known = true;
            if (result.Standing is ResultStanding.Withdrawn or ResultStanding.Disputed or ResultStanding.Superseded)
            {
                continue;
            }

            bool kept = result.Counts
                && (journey.ListedAt is not null || result.Value.Against(policy.Threshold) is ThresholdSide.AtOrAbove);
            mattered |= result.Counts || result.Standing is ResultStanding.UnderReview;
            results ??= [.. journey.Results];
            results[i] = result with { Standing = kept ? ResultStanding.Disputed : ResultStanding.Withdrawn };
        }

        if (results is null)
        {
            return known ? NoLongerCounts : NothingToWithdraw;
        }

        Journey next = journey with { Results = results };
        if (!mattered)
        {
            return Accept(next, "The laboratory withdrew a result that did not count.");
        }

        return AwaitsAKit(journey)
            ? Accept(next, "The laboratory withdrew an earlier result; another kit is awaited all the same.")
            : Review(next, ReviewReason.ResultWithdrawn, at, "The laboratory withdrew the result.", policy);
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

        Journey next = WithKit(journey, kit with { State = KitState.Rejected });

        // The laboratory takes back a sample that it had read: the same as withdrawing its results.
        if (TakeBack(next, kit.Id, null, rejected.At, policy) is Decision.Accepted takenBack)
        {
            return takenBack;
        }

        return LeavesNoKit(journey, kit.Id)
            ? Replace(next, rejected.At, "The laboratory could not use the sample.", policy, new Effect.NotifyPractice(PracticeNotice.SampleRejected))
            : Accept(next, "The laboratory could not use this sample; what the journey waits for is unchanged.");
    }

    private static Journey Record(Journey journey, in Report report, ResultStanding standing)
    {
        // A kit that the laboratory refused, or that came back undelivered, stays one: a value from it is never taken at its word.
        Kit kit = report.Kit;
        KitState state = kit.State is KitState.Rejected or KitState.ReturnedToSender ? kit.State : KitState.Resulted;
        LabResult result = new(kit.Id, report.LabNumber, report.Value, report.Collected, report.ReportedAt, standing);
        return WithKit(journey, kit with { State = state }) with { Results = [.. journey.Results, result] };
    }

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

    // A report that has been corrected or withdrawn since is old news when it arrives again, by whatever way.
    private static bool AlreadyHas(Journey journey, in Report report)
    {
        for (int i = 0; i < journey.Results.Count; i++)
        {
            LabResult result = journey.Results[i];
            if (result.Standing is ResultStanding.Superseded or ResultStanding.Withdrawn or ResultStanding.Disputed
                && result.ReportedAt == report.ReportedAt && result.Kit == report.Kit.Id && result.LabNumber == report.LabNumber
                && result.Value == report.Value && (report.CollectedOn is null || report.CollectedOn == result.CollectedOn))
            {
                return true;
            }
        }

        return false;
    }

    // By laboratory number when both have one, otherwise by the device alone.
    private static bool SameSample(LabResult result, string? labNumber) =>
        labNumber is null || result.LabNumber is null || result.LabNumber == labNumber;

    // The latest report of the sample.
    private static LabResult? Latest(Journey journey, KitId kit, string? labNumber)
    {
        for (int i = journey.Results.Count - 1; i >= 0; i--)
        {
            LabResult result = journey.Results[i];
            if (result.Kit == kit && SameSample(result, labNumber) && result.Standing is not ResultStanding.Superseded)
            {
                return result;
            }
        }

        return null;
    }
}
