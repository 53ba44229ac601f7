using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

// How the patient is reached, and what the patient asks for. A wish changes the channel and never the care.
public static partial class JourneyDecider
{
    private static readonly Decision.Rejected KitIsIn = new("The patient's kit has arrived at the laboratory, so no other is needed.");
    private static readonly Decision.Rejected RingAboutKits = new("Someone rings this patient about the kit; arrange the next one on the telephone.");
    private static readonly Decision.Rejected NoKitAwaited = new("No kit is awaited from this patient.");
    private static readonly Decision.Ignored NothingNew = new("That is how it was already.");

    private static Decision OnKitAskedFor(Journey journey, KitAskedFor asked, PathwayPolicy policy)
    {
        if (journey.State is JourneyState.Referred)
        {
            return KitAlreadyOnItsWay;
        }

        if (KitWithPatient(journey) is not { } kit)
        {
            return journey.State switch
            {
                JourneyState.KitReceived => KitIsIn,
                JourneyState.AssistanceNeeded => RingAboutKits,
                _ => NoKitAwaited,
            };
        }

        DateTimeOffset arrives = kit.PostedAt.AddDays(policy.KitArrivesDays);
        if (asked.Trouble is KitTrouble.NotCome && asked.At < arrives)
        {
            return new Decision.Rejected(
                $"The kit may still be in the post. Ask again if it has not come by {ServiceCalendar.DateOf(arrives):yyyy-MM-dd}.");
        }

        string what = asked.Trouble switch
        {
            KitTrouble.NotCome => "The patient says that the kit has not come.",
            KitTrouble.Lost => "The patient says that the kit is lost.",
            _ => "The patient says that the kit is spoilt.",
        };
        return Replace(
            WithKit(journey, kit with { State = KitState.Lost }), asked.At, what, policy, new Effect.Audit(asked.By, "asked for another kit"));
    }

    // The kit that the journey waits for and that has not come back; after the practice was told that none came, the last one out.
    private static Kit? KitWithPatient(Journey journey)
    {
        if (AwaitsAKit(journey))
        {
            return journey.State is JourneyState.KitPosted or JourneyState.AssistanceNeeded && AwaitedKit(journey) is { } awaited
                ? journey.KitOf(awaited)
                : null;
        }

        return NeedsAResult(journey) ? journey.Kits.LastOrDefault(kit => kit.State is KitState.Posted) : null;
    }

    private static Decision.Accepted OnContactChanged(Journey journey, ContactChanged changed, PathwayPolicy policy)
    {
        Journey next = journey with { CanBeTexted = changed.CanBeTexted };
        (string because, string done) = changed.Change switch
        {
            ContactChange.TextsRefused => ("The patient wants no more texts; letters say the same from now on.", "stopped texts"),
            ContactChange.TextsWanted => (
                changed.CanBeTexted ? "The patient wants texts again." : "The patient wants texts, but there is no mobile to send them to.", "asked for texts"),
            ContactChange.Mobile => ("The patient's mobile was changed.", "changed the mobile"),
            ContactChange.Address => ("The patient's address was changed.", "changed the address"),
            ContactChange.Language => ("The patient reads another language.", "changed the language"),
            _ => ("The patient needs other formats.", "changed the formats"),
        };
        Effect audit = new Effect.Audit(changed.By, done);

        // What is in the post already goes to the old address, and nobody there may open it.
        return changed.Change is ContactChange.Address && KitWithPatient(journey) is not null
            ? Accept(
                next,
                because + " A kit is out to the old one.",
                audit,
                new Effect.RaiseWorkItem(
                    Owner.KitDesk,
                    "The address changed after a kit was posted. Ask the patient whether it came; record it as lost if it did not.",
                    WorkingDays(changed.At, policy.WorkingDaysToAssist, policy)))
            : Accept(next, because, audit);
    }

    private static Decision OnContactStopped(Journey journey, ContactStopped stopped, PathwayPolicy policy)
    {
        if (IsStopped(journey, stopped.Why))
        {
            return NothingNew;
        }

        DateTimeOffset soon = WorkingDays(stopped.At, 1, policy);
        return stopped.Why is ContactRestriction.DetailsProtected
            ? Accept(
                journey with { DetailsProtected = true },
                "The patient's details are protected; nothing is sent until that is lifted.",
                new Effect.Audit(stopped.By, "marked the details as protected"),
                AskHowToReach(soon))
            : SaidDead(journey, stopped, soon);
    }

    // The report may be wrong, so nothing is given up: the place on the list and the appointment are kept. It may be right, so
    // nobody is given a slot, and nobody rings the family about one.
    private static Decision.Accepted SaidDead(Journey journey, ContactStopped stopped, DateTimeOffset soon)
    {
        Journey next = journey with { DeathReported = true };
        Effect[] effects =
        [
            new Effect.Audit(stopped.By, "passed on that the patient has died"),
            new Effect.RaiseWorkItem(
                Owner.Practice, "We were told that this patient has died. Record it as a decision, or tell us that it is not so.", soon),
        ];
        string key = SideTaskKeys.Death + NextStep(journey);
        return journey.Appointment is null || journey.State is JourneyState.Closed
            ? Accept(next, $"The patient is said to have died; nothing is sent{(journey.WaitsForSlot ? " or booked" : "")} until that is cleared up.", effects)
            : Raising(
                next,
                "The patient is said to have died; nothing is sent and the appointment is kept until that is cleared up.",
                SideTaskReason.DeathReported,
                key,
                new(Owner.BookingDesk, "This patient is said to have died. Keep the appointment, do not ring, and find out from the practice.", soon, key),
                stopped.At,
                effects);
    }

    private static Effect.RaiseWorkItem AskHowToReach(DateTimeOffset due) => new Effect.RaiseWorkItem(
        Owner.KitDesk, "This patient's details are protected. Agree with the practice how to reach them before anything is posted.", due);

    private static Decision OnContactResumed(Journey journey, ContactResumed resumed) => !IsStopped(journey, resumed.Why)
        ? NothingNew
        : resumed.Why is ContactRestriction.DetailsProtected
            ? Accept(
                journey with { DetailsProtected = false },
                "The patient's details are no longer protected.",
                new Effect.Audit(resumed.By, "lifted the protection of the details"))
            : Alive(journey, resumed);

    // What the report had put off is due again: a slot for whoever waits, a call to whoever has not answered.
    private static Decision.Accepted Alive(Journey journey, ContactResumed resumed)
    {
        Journey next = journey with { DeathReported = false };
        if (journey.Appointment is { AcceptedAt: null, CallAt: null } appointment && resumed.At < appointment.StartsAt)
        {
            next = next with { Appointment = appointment with { CallAt = resumed.At } };
        }

        Effect audit = new Effect.Audit(resumed.By, "corrected the report of a death");
        return journey.WaitsForSlot
            ? Accept(next, "The report of the patient's death was wrong.", audit, new Effect.RequestBooking())
            : Accept(next, "The report of the patient's death was wrong.", audit);
    }

    private static bool IsStopped(Journey journey, ContactRestriction why) =>
        why is ContactRestriction.DetailsProtected ? journey.DetailsProtected : journey.DeathReported;

    // The one place where messages to a patient to whom nothing may be sent are turned away, whichever rule asked for them, and
    // slots for one said to have died. The practice knows how a protected patient can be reached, and whether one has died.
    private static IReadOnlyList<Effect> ToldByAPerson(Decision.Accepted accepted, DateTimeOffset at, PathwayPolicy policy)
    {
        if (!accepted.Next.ContactIsStopped)
        {
            return accepted.Effects;
        }

        List<Effect> effects = [];
        HashSet<MessageTemplate> told = [];
        foreach (Effect effect in accepted.Effects)
        {
            MessageTemplate? template = effect switch
            {
                Effect.SendText text => text.Template,
                Effect.SendLetter letter => letter.Template,
                _ => null,
            };
            if (effect is Effect.RequestBooking && accepted.Next.DeathReported)
            {
                continue;
            }

            if (template is not { } message)
            {
                effects.Add(effect);
            }
            else if (told.Add(message))
            {
                effects.Add(new Effect.RaiseWorkItem(
                    Owner.Practice,
                    $"Nothing may be sent to this patient. If they can be reached safely, tell them {MessageGist.Of(message)}.",
                    WorkingDays(at, policy.WorkingDaysToAssist, policy)));
            }
        }

        return effects;
    }
}
