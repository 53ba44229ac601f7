using static FitPipeline.Pathway.PathwayEvent;

namespace FitPipeline.Pathway;

// Kits out and kits back.
public static partial class KitJourney
{
    private static readonly Decision.Ignored AlreadyPosted = new("This kit has already been scanned out for this patient.");
    private static readonly Decision.Ignored AlreadyIn = new("This kit has already been scanned in.");
    private static readonly Decision.Ignored AlreadyBack = new("This kit has already been recorded as come back undelivered.");
    private static readonly Decision.Ignored AlreadyLost = new("This kit has already been recorded as lost.");
    private static readonly Decision.Ignored ArrivedAfterAll = new("This kit has already arrived at the laboratory.");
    private static readonly Decision.Ignored OtherLot = new("No kit of this journey that matters is of that lot.");
    private static readonly Decision.Rejected NotThisPatients = new("This kit was not posted to this patient.");

    private static Decision OnKitPosted(Journey journey, KitPosted posted, PathwayPolicy policy)
    {
        if (journey.KitOf(posted.Kit) is not null)
        {
            return AlreadyPosted;
        }

        DateOnly lastUse = London.DateOf(posted.At).AddDays(policy.NotReturnedDays);
        if (posted.ExpiresOn < lastUse)
        {
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
        MessageFacts postBy = new(London.DateOf(posted.At).AddDays(policy.PostByDays));
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

        bool awaited = kit.State is not (KitState.Resulted or KitState.Rejected)
            && (journey.State is JourneyState.Referred or JourneyState.KitPosted or JourneyState.AssistanceNeeded
                || journey.State is JourneyState.PracticeReview { Question: PracticeQuestion.NotReturned });
        if (!awaited)
        {
            return Accept(next, "The kit is at the laboratory; what the journey waits for is unchanged.");
        }

        DateTimeOffset due = received.At.AddHours(policy.HoursToResult);
        return Accept(
            next with { State = new JourneyState.KitReceived(received.Kit, received.At, due, due) },
            journey.State is JourneyState.PracticeReview ? "The kit came back late; it is read all the same." : "The kit is at the laboratory.",
            Tell(next, MessageTemplate.KitReceived, MessageFacts.None));
    }

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
        if (!Awaits(journey, kit.Id))
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

        Journey next = WithKit(journey, kit with { State = KitState.Lost });
        return Awaits(journey, kit.Id)
            ? Replace(next, lost.At, "The kit was lost, so another is posted.", policy)
            : Accept(next, "The kit was lost; what the journey waits for is unchanged.");
    }

    private static Decision OnLotRecalled(Journey journey, LotRecalled recalled, PathwayPolicy policy)
    {
        bool ofLot(Kit kit) => string.Equals(kit.Lot, recalled.Lot, StringComparison.OrdinalIgnoreCase);
        Kit? awaited = journey.Kits.LastOrDefault(kit => ofLot(kit) && Awaits(journey, kit.Id) && kit.State is KitState.Posted or KitState.Received);
        if (awaited is not null && ofLot(awaited))
        {
            return Replace(
                WithKit(journey, awaited with { State = KitState.Recalled }),
                recalled.At,
                "The kit's lot has been recalled, so another is posted.",
                policy);
        }

        // A value at or above the threshold stands: a recalled device may miss blood, and urgency is never lowered by itself.
        bool reassuredByLot = journey.Results.Any(result =>
            result.Counts
            && result.Value.Against(policy.Threshold) is not ThresholdSide.AtOrAbove
            && journey.KitOf(result.Kit) is { } kit && ofLot(kit));
        return reassuredByLot && journey.State is JourneyState.SafetyNet or JourneyState.PracticeReview && reassuredByLot
            ? Review(journey, ReviewReason.LotRecalled, recalled.At, "The lot of the kit that gave the result has been recalled.", policy)
            : OtherLot;
    }

    private static JourneyState.Referred KitToPost(int number, DateTimeOffset at, PathwayPolicy policy)
    {
        DateTimeOffset due = WorkingDays(at, policy.WorkingDaysToPost, policy);
        return new(number, due, due);
    }

    // The ladder: the due time is the next rung still to come, counted from the day of posting.
    private static JourneyState.KitPosted KitAwaited(KitId kit, DateTimeOffset postedAt, int rung, PathwayPolicy policy)
    {
        DateTimeOffset due = Rung(postedAt, rung + 1, policy);
        return new(kit, postedAt, rung, due, due);
    }

    private static DateTimeOffset Rung(DateTimeOffset postedAt, int rung, PathwayPolicy policy) => postedAt.AddDays(rung switch
    {
        <= 1 => policy.FirstReminderDays,
        2 => policy.SecondReminderDays,
        3 => policy.CallListDays,
        _ => policy.NotReturnedDays,
    });

    // A new kit by itself, at most as often as the policy says; then a person helps.
    private static Decision.Accepted Replace(Journey journey, DateTimeOffset at, string because, PathwayPolicy policy, params Effect[] also)
    {
        if (journey.AutomaticReplacements < policy.AutomaticReplacements)
        {
            int number = journey.Kits.Count + 1;
            return Accept(
                journey with { State = KitToPost(number, at, policy), AutomaticReplacements = journey.AutomaticReplacements + 1 },
                because,
                [.. also, new Effect.PostKit(number)]);
        }

        DateTimeOffset due = WorkingDays(at, policy.WorkingDaysToAssist, policy);
        return Accept(
            journey with { State = new JourneyState.AssistanceNeeded(AssistanceReason.RepeatedlyUnusable, null, null, due, due) },
            because.Replace("so another is posted", "and kits have been replaced before, so someone rings the patient", StringComparison.Ordinal),
            [.. also, Tell(journey, MessageTemplate.CallUsAboutYourKit, MessageFacts.None)]);
    }

    private static bool Awaits(Journey journey, KitId kit) => journey.State switch
    {
        JourneyState.KitPosted posted => posted.Kit == kit,
        JourneyState.KitReceived received => received.Kit == kit,
        JourneyState.AssistanceNeeded assistance => assistance.Kit == kit,
        _ => false,
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
