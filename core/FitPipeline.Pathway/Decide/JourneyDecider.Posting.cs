using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Results;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

// Kits out and kits back.
public static partial class JourneyDecider
{
    private static readonly Decision.Ignored AlreadyPosted = new("This kit has already been scanned out for this patient.");
    private static readonly Decision.Ignored AlreadyIn = new("This kit has already been scanned in.");
    private static readonly Decision.Ignored AlreadyBack = new("This kit has already been recorded as come back undelivered.");
    private static readonly Decision.Ignored AlreadyLost = new("This kit has already been recorded as lost.");
    private static readonly Decision.Ignored ArrivedAfterAll = new("This kit has already arrived at the laboratory.");
    private static readonly Decision.Ignored OtherLot = new("No kit of this journey that matters is of that lot.");
    private static readonly Decision.Rejected NotThisPatients = new("This kit was not posted to this patient.");

    /// <summary>The last London date on which a kit may still be posted: its date must last until the patient's time to return it is over.</summary>
    /// <param name="expiresOn">The last day the kit may be used.</param>
    /// <param name="policy">The policy.</param>
    public static DateOnly LastPostingOf(DateOnly expiresOn, PathwayPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return expiresOn.AddDays(-policy.NotReturnedDays);
    }

    private static Decision OnKitPosted(Journey journey, KitPosted posted, PathwayPolicy policy)
    {
        if (journey.KitOf(posted.Kit) is not null)
        {
            return AlreadyPosted;
        }

        if (posted.ExpiresOn is { } expires && ServiceCalendar.DateOf(posted.At) > LastPostingOf(expires, policy))
        {
            DateOnly lastUse = ServiceCalendar.DateOf(posted.At).AddDays(policy.NotReturnedDays);
            return new Decision.Rejected(
                $"This kit expires on {posted.ExpiresOn:yyyy-MM-dd}, before the patient's time to return it is over. Take a kit that expires after {lastUse:yyyy-MM-dd}.");
        }

        int number = journey.Kits.Count + 1;
        Journey next = journey with
        {
            Kits = [.. journey.Kits, new Kit(posted.Kit, number, KitState.Posted, posted.Lot, posted.ExpiresOn, posted.At, null, null)],
        };

        if (journey.State is not JourneyState.Referred)
        {
            return Accept(next, "A further kit went out; what the journey waits for is unchanged.", new Effect.Publish("kit-posted"));
        }

        next = next with { State = KitAwaited(posted.Kit, posted.At, 0, policy) };
        MessageTemplate template = number == 1 ? MessageTemplate.KitOnItsWay : MessageTemplate.ReplacementKitOnItsWay;
        MessageFacts postBy = new(ServiceCalendar.DateOf(posted.At).AddDays(policy.PostByDays));
        return Accept(next, "The kit is in the post to the patient.", Tell(next, template, postBy), new Effect.Publish("kit-posted"));
    }

    private static Decision OnKitReceived(Journey journey, KitReceived received, PathwayPolicy policy)
    {
        if (journey.KitOf(received.Kit) is not { } kit)
        {
            return NotThisPatients;
        }

        if (kit.ReceivedAt is not null)
        {
            return AlreadyIn;
        }

        // A result may have come before the scan: the kit is then already past "received".
        Journey next = WithKit(journey, kit with
        {
            State = kit.State is KitState.Resulted or KitState.Rejected ? kit.State : KitState.Received,
            ReceivedAt = received.At,
            CollectedOn = received.CollectedOn ?? kit.CollectedOn,
        });

        // The date on the kit is read only now: a value that reassured may turn out to be from before the kit was sent.
        if (received.CollectedOn is { } collected && ReassuredUndated(journey, kit, policy)
            && SampleAge.Of(collected, ServiceCalendar.DateOf(kit.PostedAt), ServiceCalendar.DateOf(received.At), policy) is SampleAge.Impossible)
        {
            return Review(next, ReviewReason.ImpossibleCollectionDate, received.At,
                "The collection date on the kit is before it was posted or after it arrived.", policy);
        }

        bool read = kit.State is KitState.Resulted or KitState.Rejected;
        bool awaited = !read && !kit.Recalled && journey.State is not JourneyState.KitReceived && NeedsAResult(journey);
        if (!awaited)
        {
            return Accept(next, "The kit is at the laboratory; what the journey waits for is unchanged.");
        }

        DateTimeOffset due = received.At.AddHours(policy.HoursToResult);
        return Accept(
            next with { State = new JourneyState.KitReceived(received.Kit, received.At, due, due) },
            AwaitsAKit(journey) ? "The kit is at the laboratory." : "The kit came back late; it is read all the same.",
            Tell(next, MessageTemplate.KitReceived, MessageFacts.None));
    }

    private static bool ReassuredUndated(Journey journey, Kit kit, PathwayPolicy policy) =>
        journey.State is JourneyState.SafetyNet or JourneyState.PracticeReview
        && Side(journey, policy) is ThresholdSide.Below
        && Latest(journey, kit.Id, null) is { Counts: true, CollectedOn: null };

    private static Decision OnKitReturnedToSender(Journey journey, KitReturnedToSender returned, PathwayPolicy policy)
    {
        if (journey.KitOf(returned.Kit) is not { } kit)
        {
            return NotThisPatients;
        }

        if (kit.State is KitState.ReturnedToSender)
        {
            return AlreadyBack;
        }

        if (kit.State is not (KitState.Posted or KitState.Lost))
        {
            return ArrivedAfterAll;
        }

        Journey next = WithKit(journey, kit with { State = KitState.ReturnedToSender });

        // Another kit is on its way to the same address: someone looks, but that kit is still awaited.
        if (AwaitsAKit(journey) && journey.State is not JourneyState.Referred && AwaitedKit(journey) != kit.Id)
        {
            return Accept(
                next,
                "An earlier kit came back undelivered; what the journey waits for is unchanged.",
                new Effect.RaiseWorkItem(
                    Owner.KitDesk, "An earlier kit of this patient's came back undelivered. Check the address.",
                    WorkingDays(returned.At, policy.WorkingDaysToAssist, policy)));
        }

        // Before a replacement goes to the same address, and even after the practice was told that no kit came back: the patient
        // never had one.
        if (!NeedsAResult(journey))
        {
            return Accept(next, "The kit came back undelivered; what the journey waits for is unchanged.");
        }

        DateTimeOffset due = WorkingDays(returned.At, policy.WorkingDaysToAssist, policy);
        return Accept(
            next with { State = new JourneyState.AssistanceNeeded(AssistanceReason.BadAddress, null, null, due, due) },
            "The kit came back undelivered, so the address must be checked with the patient.",
            Tell(next, MessageTemplate.CallUsAboutYourAddress, MessageFacts.None),
            new Effect.NotifyPractice(PracticeNotice.AddressFailed));
    }

    private static Decision OnKitLost(Journey journey, KitLost lost, PathwayPolicy policy)
    {
        if (journey.KitOf(lost.Kit) is not { } kit)
        {
            return NotThisPatients;
        }

        if (kit.State is KitState.Lost)
        {
            return AlreadyLost;
        }

        if (kit.State is KitState.Resulted or KitState.Rejected)
        {
            return ArrivedAfterAll;
        }

        if (kit.State is KitState.ReturnedToSender)
        {
            return AlreadyBack;
        }

        Journey next = WithKit(journey, kit with { State = KitState.Lost });
        return LeavesNoKit(journey, kit.Id)
            ? Replace(next, lost.At, "The kit was lost.", policy)
            : Accept(next, "The kit was lost; what the journey waits for is unchanged.");
    }

    // Every kit of the lot is marked, wherever it is: one that turns up later, or a value from it that is called upon later,
    // must not reassure either. A value at or above the threshold stands: a bad device misses blood, it does not find it.
    private static Decision OnLotRecalled(Journey journey, LotRecalled recalled, PathwayPolicy policy)
    {
        if (MarkRecalled(journey, recalled.Lot) is not { } next)
        {
            return OtherLot;
        }

        // A clinician put the patient on the list for that result: the examination answers it better than another kit.
        if (journey.ListedAt is null)
        {
            next = WithoutRecalledResults(next, policy);
        }

        KitId? awaited = AwaitedKit(journey);
        if (awaited is not null && next.KitOf(awaited) is { Recalled: true })
        {
            return Replace(next, recalled.At, "The kit's lot has been recalled.", policy);
        }

        return NeedsAResult(next) && !NeedsAResult(journey)
            ? Review(next, ReviewReason.LotRecalled, recalled.At, "The lot of the kit that gave the result has been recalled.", policy)
            : Accept(next, "A kit of the recalled lot is marked, so nothing below the threshold from it counts.");
    }

    private static Journey WithoutRecalledResults(Journey journey, PathwayPolicy policy)
    {
        LabResult[] results = [.. journey.Results];
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].Standing is ResultStanding.Stands or ResultStanding.UnderReview
                && journey.KitOf(results[i].Kit) is { Recalled: true }
                && results[i].Value.Against(policy.Threshold) is not ThresholdSide.AtOrAbove)
            {
                results[i] = results[i] with { Standing = ResultStanding.NotValid };
            }
        }

        return journey with { Results = results };
    }

    // Null when no kit is of the lot, or all have been marked before.
    private static Journey? MarkRecalled(Journey journey, string lot)
    {
        Journey? next = null;
        for (int i = 0; i < journey.Kits.Count; i++)
        {
            Kit kit = journey.Kits[i];
            if (!kit.Recalled && string.Equals(kit.Lot, lot, StringComparison.OrdinalIgnoreCase))
            {
                next = WithKit(next ?? journey, kit with { Recalled = true });
            }
        }

        return next;
    }

    private static JourneyState.Referred KitToPost(int number, DateTimeOffset at, PathwayPolicy policy)
    {
        DateTimeOffset due = WorkingDays(at, policy.WorkingDaysToPost, policy);
        return new(number, due, due);
    }

    // The due time is the next reminder stage still to come, counted from the day of posting.
    private static JourneyState.KitPosted KitAwaited(KitId kit, DateTimeOffset postedAt, int stage, PathwayPolicy policy)
    {
        DateTimeOffset due = TimeOfStage(postedAt, stage + 1, policy);
        return new(kit, postedAt, stage, due, due);
    }

    private static DateTimeOffset TimeOfStage(DateTimeOffset postedAt, int stage, PathwayPolicy policy) => postedAt.AddDays(stage switch
    {
        <= 1 => policy.FirstReminderDays,
        2 => policy.SecondReminderDays,
        3 => policy.CallListDays,
        _ => policy.NotReturnedDays,
    });

    // The journey has no usable kit left. If another of its kits is under way, that one is awaited; otherwise a new kit goes out
    // by itself, at most as often as the policy says; then a person helps.
    private static Decision.Accepted Replace(Journey journey, DateTimeOffset at, string what, PathwayPolicy policy, params Effect[] also)
    {
        if (AnotherUnderWay(journey, at, policy) is { } state)
        {
            return Accept(journey with { State = state }, what + " Another kit of the patient's is under way and is awaited.", also);
        }

        if (journey.AutomaticReplacements < policy.AutomaticReplacements)
        {
            int number = journey.Kits.Count + 1;
            return Accept(
                journey with { State = KitToPost(number, at, policy), AutomaticReplacements = journey.AutomaticReplacements + 1, ToldAt = null },
                what + " Another kit is posted.",
                [.. also, new Effect.PostKit(number)]);
        }

        DateTimeOffset due = WorkingDays(at, policy.WorkingDaysToAssist, policy);
        return Accept(
            journey with { State = new JourneyState.AssistanceNeeded(AssistanceReason.RepeatedlyUnusable, null, null, due, due) },
            what + " Kits have been replaced before, so someone rings the patient.",
            [.. also, Tell(journey, MessageTemplate.CallUsAboutYourKit, MessageFacts.None)]);
    }

    private static JourneyState.Open? AnotherUnderWay(Journey journey, DateTimeOffset at, PathwayPolicy policy)
    {
        for (int i = journey.Kits.Count - 1; i >= 0; i--)
        {
            Kit kit = journey.Kits[i];
            if (kit.Recalled)
            {
                continue;
            }

            if (kit is { State: KitState.Received, ReceivedAt: { } receivedAt })
            {
                DateTimeOffset due = receivedAt.AddHours(policy.HoursToResult);
                return new JourneyState.KitReceived(kit.Id, receivedAt, due, due);
            }

            if (kit.State is KitState.Posted && at < TimeOfStage(kit.PostedAt, 4, policy))
            {
                return KitAwaited(kit.Id, kit.PostedAt, RungsPassed(kit.PostedAt, at, policy), policy);
            }
        }

        return null;
    }

    private static int RungsPassed(DateTimeOffset postedAt, DateTimeOffset at, PathwayPolicy policy)
    {
        int stage = 0;
        while (stage < 4 && at >= TimeOfStage(postedAt, stage + 1, policy))
        {
            stage++;
        }

        return stage;
    }

    // Does the loss of this kit leave the journey with nothing to wait for? Not when another kit is awaited, is to be posted, or a
    // person is about to ring: a kit that turns up unusable then asks for nothing new.
    private static bool LeavesNoKit(Journey journey, KitId kit) =>
        AwaitsAKit(journey) ? AwaitedKit(journey) == kit : NeedsAResult(journey);

    private static KitId? AwaitedKit(Journey journey) => journey.State switch
    {
        JourneyState.KitPosted posted => posted.Kit,
        JourneyState.KitReceived received => received.Kit,
        JourneyState.AssistanceNeeded assistance => assistance.Kit,
        _ => null,
    };

    private static Journey WithKit(Journey journey, Kit changed)
    {
        Kit[] kits = [.. journey.Kits];
        for (int i = 0; i < kits.Length; i++)
        {
            if (kits[i].Id == changed.Id)
            {
                kits[i] = changed;
            }
        }

        return journey with { Kits = kits };
    }

    // Whoever cannot be texted gets the same words by letter.
    private static Effect Tell(Journey journey, MessageTemplate template, MessageFacts facts) => journey.CanBeTexted
        ? new Effect.SendText(template, facts)
        : new Effect.SendLetter(template, facts);
}
