using System.Globalization;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Pathway.Decide;

// Work beside the next action that is finished by an answer: the advice thread, a request for another priority, a breach foreseen.
public static partial class JourneyDecider
{
    private static readonly Decision.Ignored NotOwed = new("Nobody owes this work any more.");
    private static readonly Decision.Ignored BreachSaid = new("This miss has been said before.");
    private static readonly Decision.Ignored NotWaiting = new("The patient does not wait for an examination, so none is missed.");
    private static readonly Decision.Rejected OnlyThePractice = new("Only the practice asks for another priority; triage sets it.");
    private static readonly Decision.Rejected AskedAlready = new("The practice has asked already, and triage's answer is owed. Write anything new on the advice thread.");
    private static readonly Decision.Rejected NothingAsked = new("No request for another priority waits for an answer.");

    /// <summary>
    /// What marks work beside the next action done when ticking it off would leave someone's question without an answer. The other
    /// side would go on waiting, and nobody would owe it anything on any list.
    /// </summary>
    /// <param name="journey">The journey.</param>
    /// <param name="key">The work's name within the journey.</param>
    /// <returns>A sentence that says what to do instead; null when the work may be ticked off, or is not the journey's.</returns>
    public static string? AnsweredBy(Journey journey, string key)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return BesideOf(journey, key) switch
        {
            { Reason: SideTaskReason.PriorityChange } => "Set the priority or say why it stays as it is; that marks it done.",
            { Reason: SideTaskReason.Advice, Owner: Owner.Triage } =>
                "Write the answer on the advice thread, also one that was given on the telephone; that marks it done.",
            { Reason: SideTaskReason.DeathReported } => "A clinician records the death, or it is recorded that the report was wrong; that marks it done.",
            { Reason: SideTaskReason.OutcomeAsked } => "Record the outcome of the booking; that marks it done.",
            _ => null,
        };
    }

    /// <summary>
    /// What must be written when work beside the next action is marked done, so that nobody rings a patient, or gives up on a
    /// standard, without a trace of what came of it.
    /// </summary>
    /// <param name="journey">The journey.</param>
    /// <param name="key">The work's name within the journey.</param>
    /// <returns>A sentence that asks for it; null when nothing need be written, or the work is not the journey's.</returns>
    public static string? OutcomeAskedOf(Journey journey, string key)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return BesideOf(journey, key)?.Reason switch
        {
            SideTaskReason.AppointmentUnconfirmed => "Write what came of the call: what the patient said, or that nobody could be reached.",
            SideTaskReason.DateToAgree => "Write what came of the call: which date was agreed, or that nobody could be reached.",
            SideTaskReason.BreachForeseen => "Write what is planned, or why no earlier examination can be had.",
            SideTaskReason.PriorityEnds => "Write why the priority may end.",
            SideTaskReason.LetterUndelivered => "Write what came of the call: what the patient said, or that nobody could be reached.",
            SideTaskReason.ResultLetterUndelivered => "Write what the patient was told. While nobody can be reached this stays open: the patient is not told.",
            _ => null,
        };
    }

    /// <summary>The same for the journey's own next action: a call to the patient is not made without a trace.</summary>
    /// <param name="journey">The journey.</param>
    public static string? OutcomeAskedOf(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        return journey.State is JourneyState.AssistanceNeeded
            ? "Write what came of the call: what the patient said, or that nobody could be reached."
            : null;
    }

    private static Decision OnBesideDone(Journey journey, BesideDone done) =>
        BesideOf(journey, done.Key) is not { } work ? NotOwed
        : AnsweredBy(journey, done.Key) is { } answer ? new Decision.Rejected(answer)
        : Done(Told(journey, work, done.At), work, done.By);

    private static Decision.Accepted Done(Journey journey, SideTask work, Actor by)
    {
        string because = work.Reason switch
        {
            SideTaskReason.AppointmentUnconfirmed => "Someone rang the patient about the appointment.",
            SideTaskReason.DateToAgree => "Someone rang the patient to agree a date.",
            SideTaskReason.BreachForeseen => "The booking desk has seen to the standard that will be missed.",
            SideTaskReason.PriorityEnds => "Triage lets the priority end.",
            SideTaskReason.LetterUndelivered => "Someone rang the patient in place of the letter.",
            SideTaskReason.ResultLetterUndelivered => "The practice told the patient what the letter would have told.",
            _ => "The message has been read.",
        };
        return Finishing(Accept(journey, because, new Effect.Audit(by, "marked work as done")), beside => beside == work);
    }

    private static SideTask? BesideOf(Journey journey, string key)
    {
        for (int i = 0; i < journey.Beside.Count; i++)
        {
            if (journey.Beside[i].Key == key)
            {
                return journey.Beside[i];
            }
        }

        return null;
    }

    private static Decision OnAdviceAsked(Journey journey, AdviceAsked asked, PathwayPolicy policy) => asked.By switch
    {
        Actor.Gp => Advice(journey, Owner.Triage, "Answer the practice's message on the advice thread.", asked, policy),
        Actor.Triage => Advice(journey, Owner.Practice, "Read triage's message on the advice thread.", asked, policy),
        _ => OnlyClinicians,
    };

    // What one side writes answers what the other had asked, and is the other's to read or answer.
    private static Decision.Accepted Advice(Journey journey, Owner owner, string what, AdviceAsked asked, PathwayPolicy policy)
    {
        string key = SideTaskKeys.Advice + NextStep(journey);
        Decision.Accepted answered = Finishing(
            Accept(journey, "A message was added to the advice thread."), SideTaskReason.Advice, owner is Owner.Triage ? Owner.Practice : Owner.Triage);
        return Raising(
            answered.Next,
            answered.Because,
            SideTaskReason.Advice,
            key,
            new(owner, what, WorkingDays(asked.At, policy.WorkingDaysToAdvise, policy), key),
            asked.At,
            [.. answered.Effects]);
    }

    // A question asked before the end is still answered after it; nobody then owes anything more.
    private static Decision.Accepted LastAdvice(Journey journey) => Finishing(
        Accept(journey, "The journey has ended; the practice's message is answered."), SideTaskReason.Advice, Owner.Triage);

    private static Decision OnPriorityChangeAsked(Journey journey, PriorityChangeAsked asked, PathwayPolicy policy)
    {
        if (asked.By is not Actor.Gp)
        {
            return OnlyThePractice;
        }

        if (!journey.WaitsForSlot && journey.Appointment is null)
        {
            return PriorityTooLate;
        }

        if (Owed(journey, SideTaskReason.PriorityChange, Owner.Triage))
        {
            return AskedAlready;
        }

        string key = SideTaskKeys.Priority + NextStep(journey);
        return Raising(
            journey,
            "The practice asks for another priority; triage answers.",
            SideTaskReason.PriorityChange,
            key,
            new(Owner.Triage, "The practice asks for another priority. Set it, or say why it stays.", WorkingDays(asked.At, policy.WorkingDaysToReview, policy), key),
            asked.At,
            new Effect.Audit(asked.By, "asked for another priority"));
    }

    private static Decision OnPriorityChangeDeclined(Journey journey, PriorityChangeDeclined declined) =>
        declined.By is not Actor.Triage ? OnlyTriage
        : !Owed(journey, SideTaskReason.PriorityChange, Owner.Triage) ? NothingAsked
        : Finishing(
            Accept(
                journey,
                "Triage has answered the practice: the priority stays as it is.",
                new Effect.NotifyPractice(PracticeNotice.PriorityAnswered),
                new Effect.Audit(declined.By, "left the priority as it is")),
            SideTaskReason.PriorityChange);

    private static Decision OnBreachForeseen(Journey journey, BreachForeseen breach, PathwayPolicy policy)
    {
        if (!journey.WaitsForSlot && journey.Appointment is null)
        {
            return NotWaiting;
        }

        return journey.HasForeseen(breach.Standard, breach.NeededBy)
            ? BreachSaid
            : Foreseeing(journey, breach.Standard, breach.NeededBy, breach.Because, breach.At, policy);
    }

    private static Decision.Accepted Foreseeing(
        Journey journey, WaitingStandard standard, DateOnly neededBy, string because, DateTimeOffset at, PathwayPolicy policy)
    {
        string key = $"{SideTaskKeys.Breach}{NextStep(journey)}-{standard}";
        return Raising(
            journey with { BreachesForeseen = [.. journey.BreachesForeseen, new(standard, neededBy) { Key = key }] },
            because,
            SideTaskReason.BreachForeseen,
            key,
            new(
                Owner.BookingDesk,
                $"Find an earlier examination: this patient will miss the {standard.Words()} standard, which needs it by {PriorityWords.Date(neededBy)}.",
                WorkingDays(at, policy.WorkingDaysToReview, policy),
                key),
            at);
    }

    // Whoever chose the slot, a round or a person or another system: past a standard it is said with the booking itself, so that
    // nothing can fail between the two; in time for one, what was said of that one is over.
    private static Decision.Accepted AgainstTheStandards(Decision.Accepted booked, DateTimeOffset at, PathwayPolicy policy)
    {
        Journey journey = booked.Next;
        DateOnly day = ServiceCalendar.DateOf(journey.Appointment!.StartsAt);
        ForeseenBreach[] met = [.. journey.BreachesForeseen.Where(breach => breach.NeededBy >= day)];
        Decision.Accepted said = Finishing(
            booked with { Next = journey with { BreachesForeseen = [.. journey.BreachesForeseen.Except(met)] } },
            beside => met.Any(breach => breach.Key == beside.Key));
        foreach (ExaminationDeadline deadline in ExaminationDeadline.Of(journey, policy.Booking))
        {
            DateOnly last = deadline.LastExaminationOn;
            if (last >= ServiceCalendar.DateOf(at) && last < day && !journey.HasForeseen(deadline.Standard, last))
            {
                string because = $"The {deadline.Standard.Words()} standard needs the examination by {PriorityWords.Date(last)}, and this is later.";
                said = Also(said, Foreseeing(said.Next, deadline.Standard, last, because, at, policy))!;
            }
        }

        return said;
    }

    // Nobody finds a slot for, rings about, or changes the priority of a patient who no longer waits; a question is still answered.
    private static bool Moot(Journey journey, SideTask beside) => beside.Reason switch
    {
        SideTaskReason.Advice => false,
        SideTaskReason.DateToAgree => IsOffTheList(journey) || journey.Appointment is { AcceptedAt: not null },
        SideTaskReason.LetterUndelivered or SideTaskReason.ResultLetterUndelivered => journey.Deceased,
        SideTaskReason.OutcomeAsked => journey.State is JourneyState.Closed || journey.Appointment is null,
        SideTaskReason.DeathReported => journey.State is JourneyState.Closed || !journey.DeathReported || journey.Appointment is null,
        SideTaskReason.AppointmentUnconfirmed => journey.State is JourneyState.Closed || journey.DeathReported
            || journey.Appointment is not { AcceptedAt: null } appointment || beside.Since <= appointment.BookedAt,
        _ => IsOffTheList(journey),
    };

    // Whoever comes back on the list is told of anew: what was said before, nobody works any more.
    private static Decision.Accepted WithoutMoot(Decision.Accepted accepted)
    {
        Decision.Accepted rest = Finishing(accepted, beside => Moot(accepted.Next, beside));
        return rest.Next.BreachesForeseen.Count > 0 && IsOffTheList(rest.Next) ? rest with { Next = rest.Next with { BreachesForeseen = [] } } : rest;
    }

    private static bool IsOffTheList(Journey journey) => journey.State is JourneyState.Closed || (!journey.WaitsForSlot && journey.Appointment is null);

    private static string NextStep(Journey journey) => (journey.Step + 1).ToString(CultureInfo.InvariantCulture);

    private static bool Owed(Journey journey, SideTaskReason reason, Owner by)
    {
        for (int i = 0; i < journey.Beside.Count; i++)
        {
            if (journey.Beside[i].Reason == reason && journey.Beside[i].Owner == by)
            {
                return true;
            }
        }

        return false;
    }

    private static Decision.Accepted Raising(
        Journey next, string because, SideTaskReason reason, string key, Effect.RaiseWorkItem item, DateTimeOffset at, params Effect[] also) =>
        Accept(
            next with { Beside = [.. next.Beside, new SideTask(key, reason, item.Owner, at, item.Due)] },
            because,
            [.. also, item]);

    private static Decision.Accepted? Also(Decision.Accepted? first, Decision.Accepted? then) => first is null || then is null
        ? then ?? first
        : new(then.Next, [.. first.Effects, .. then.Effects], first.Because + " " + then.Because);

    // The work an event answers is done with it: marked so on the worklist, and no longer remembered.
    private static Decision.Accepted Finishing(Decision.Accepted accepted, SideTaskReason reason, Owner? owedBy = null) =>
        Finishing(accepted, beside => beside.Reason == reason && (owedBy is null || beside.Owner == owedBy));

    private static Decision.Accepted Finishing(Decision.Accepted accepted, Func<SideTask, bool> answered)
    {
        SideTask[] done = accepted.Next.Beside.Count == 0 ? [] : [.. accepted.Next.Beside.Where(answered)];
        return done.Length == 0
            ? accepted
            : accepted with
            {
                Next = accepted.Next with { Beside = [.. accepted.Next.Beside.Where(beside => !answered(beside))] },
                Effects = [.. accepted.Effects, .. done.Select(beside => new Effect.FinishWorkItem(beside.Key))],
            };
    }
}
