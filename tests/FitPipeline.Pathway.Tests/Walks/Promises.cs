using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Tests;

/// <summary>What must hold after every step of every journey, whatever happened.</summary>
internal sealed class Promises(PathwayPolicy policy)
{
    private readonly HashSet<string> _effectIds = [];
    private readonly HashSet<string> _beside = [];
    private int _calls;

    /// <summary>The first promise that a step breaks, in words; null when all hold.</summary>
    public string? Broken(Journey before, PathwayEvent @event, Decision.Accepted accepted)
    {
        Journey after = accepted.Next;
        return OneNextAction(after)
            ?? Bookkeeping(before, after, accepted.Effects)
            ?? NothingBesideIsForgotten(after, accepted.Effects)
            ?? ClosedStaysClosed(before, after, accepted.Effects)
            ?? UrgencyStays(before, @event, after)
            ?? NoFalseReassurance(after, accepted.Effects)
            ?? NoPositiveUnactioned(after)
            ?? TellsTheTruth(before, after, accepted.Effects)
            ?? (@event is PathwayEvent.SlotBooked && before.HighestResult is null ? "a slot was accepted without a result" : null)
            ?? EveryMissIsSaid(before, @event, after)
            ?? NobodyIsToldTooLate(before, @event, after, accepted.Effects)
            ?? NoQuestionIsTickedOff(before, @event)
            ?? SaidDeadIsHeld(before, @event, after, accepted.Effects)
            ?? NothingPassesUnsaid(before, @event, after)
            ?? (@event is PathwayEvent.DeadlineElapsed && after.WakeAt <= @event.At ? "woken, and to be woken again at once" : null);
    }

    private static string? NoQuestionIsTickedOff(Journey before, PathwayEvent @event) =>
        @event is PathwayEvent.BesideDone done && before.Beside.Any(beside => beside.Key == done.Key && (
            beside.Reason is SideTaskReason.PriorityChange or SideTaskReason.DeathReported or SideTaskReason.OutcomeAsked || beside is { Reason: SideTaskReason.Advice, Owner: Owner.Triage }))
            ? "a question was ticked off without its answer" : null;

    private static string? NobodyIsToldTooLate(Journey before, PathwayEvent @event, Journey after, IReadOnlyList<Effect> effects) =>
        @event is not PathwayEvent.SlotWithdrawn || before.Appointment is not { } appointment || @event.At < appointment.StartsAt ? null
        : effects.Any(effect => Template(effect) is not null) ? "told that the slot is withdrawn when the appointment had begun"
        : after.Appointment != appointment ? "an appointment that had begun was taken away"
        : after.Beside.All(beside => beside.Reason is not SideTaskReason.OutcomeAsked) ? "nobody is asked whether the patient came"
        : null;

    // Whoever is given a slot past a standard that could still be met has it said, with work for the desk.
    private string? EveryMissIsSaid(Journey before, PathwayEvent @event, Journey after)
    {
        if (@event is not (PathwayEvent.SlotBooked or PathwayEvent.AppointmentMoved))
        {
            return null;
        }

        DateOnly day = ServiceCalendar.DateOf(after.Appointment!.StartsAt);
        return ExaminationDeadline.Of(after, policy.Booking).Any(deadline =>
                deadline.LastExaminationOn >= ServiceCalendar.DateOf(@event.At) && deadline.LastExaminationOn < day
                && !after.HasForeseen(deadline.Standard, deadline.LastExaminationOn)) ? "a booking past a standard was not said"
            : after.BreachesForeseen.Any(breach => breach.NeededBy >= day) ? "a miss is still said of a standard that the booking meets"
            : after.BreachesForeseen.Except(before.BreachesForeseen).Any(breach => after.Beside.All(beside => beside.Key != breach.Key)) ? "nobody looks for an earlier examination"
            : null;
    }

    // The report may be wrong, so nothing is given up; it may be right, so nothing is given, and no family is rung.
    private static string? SaidDeadIsHeld(Journey before, PathwayEvent @event, Journey after, IReadOnlyList<Effect> effects) =>
        !before.DeathReported && !after.DeathReported ? null
        : before.DeathReported && @event is (PathwayEvent.SlotBooked or PathwayEvent.AppointmentMoved) ? "a slot was given to a patient said to have died"
        : after.DeathReported && effects.Any(effect => effect is Effect.RequestBooking) ? "a slot is asked for, for a patient said to have died"
        : after.DeathReported && after.Beside.Any(beside => beside.Reason is SideTaskReason.AppointmentUnconfirmed) ? "the family of a patient said to have died is rung"
        : @event is PathwayEvent.ContactStopped { Why: ContactRestriction.DeathReported } && before.State is JourneyState.Open && after.Appointment is not null
            && !after.Beside.Any(beside => beside is { Reason: SideTaskReason.DeathReported, Owner: Owner.BookingDesk })
            ? "nobody looks at the appointment of a patient said to have died"
        : null;

    // Time takes nothing away without a word: an offer is rung about, and triage is told before a priority orders nobody any more.
    private static string? NothingPassesUnsaid(Journey before, PathwayEvent @event, Journey after)
    {
        bool onTheList = after.State is JourneyState.Open && (after.WaitsForSlot || after.Appointment is not null);
        if (onTheList && after.PriorityOverride is { EndTold: false } priority && !(after.WakeAt <= ServiceCalendar.At(priority.Until.AddDays(1), TimeOnly.MinValue)))
        {
            return "a clinician's priority would end without a word";
        }

        if (after.PriorityOverride is { EndTold: true } ended && before.PriorityOverride == ended with { EndTold = false }
            && !after.Beside.Any(beside => beside is { Reason: SideTaskReason.PriorityEnds, Owner: Owner.Triage } && beside.Due >= @event.At))
        {
            return "a priority ended and triage was not asked about it";
        }

        bool silent = !after.DeathReported && after.State is JourneyState.Booked or JourneyState.ClinicalReview && after.Appointment is { AcceptedAt: null };
        return silent && @event is PathwayEvent.DeadlineElapsed && before.Appointment!.CallAt <= @event.At && @event.At < after.Appointment!.StartsAt
            && !after.Beside.Any(beside => beside is { Reason: SideTaskReason.AppointmentUnconfirmed, Owner: Owner.BookingDesk })
                ? "an offer that nobody answered is not rung about" : null;
    }

    private static string? OneNextAction(Journey after)
    {
        if (after.State is not JourneyState.Open open)
        {
            return after.NextAction is null ? null : "an ended journey has a next action";
        }

        return after.NextAction is { What.Length: > 0 } action
            && Enum.IsDefined(action.Owner)
            && action.Due > after.ReferredAt && open.WakeAt > after.ReferredAt
            ? null
            : "an open journey has no next action with owner, due and wake time";
    }

    private string? Bookkeeping(Journey before, Journey after, IReadOnlyList<Effect> effects)
    {
        for (int i = 0; i < effects.Count; i++)
        {
            if (!_effectIds.Add($"{after.Id.Value}.{after.Step}.{i}"))
            {
                return "two effects have one id";
            }
        }

        return after.Step != before.Step + 1 ? "an accepted step did not count"
            : after.PolicyVersion != policy.Version ? "the policy's version was not stored"
            : after.Kits.Count < before.Kits.Count || after.Results.Count < before.Results.Count ? "a kit or a result was forgotten"
            : after.AutomaticReplacements > policy.AutomaticReplacements ? "more kits were replaced by themselves than the policy allows"
            : after.Appointment is not null && after.State is not (JourneyState.Booked or JourneyState.ClinicalReview or JourneyState.Closed)
                ? "an appointment stands in a state that does not know of it"
            : after.Appointment is null && after.State is JourneyState.Booked ? "booked without an appointment"
            : null;
    }

    // What a later event must finish is on the worklist as long as the journey remembers it, and no longer.
    private string? NothingBesideIsForgotten(Journey after, IReadOnlyList<Effect> effects)
    {
        foreach (Effect effect in effects)
        {
            if (effect is Effect.RaiseWorkItem { Key: { } raised } && !_beside.Add(raised))
            {
                return "two pieces of work have one name";
            }

            if (effect is Effect.FinishWorkItem finished && !_beside.Remove(finished.Key))
            {
                return "work is finished that was never raised";
            }
        }

        return !_beside.SetEquals(after.Beside.Select(beside => beside.Key)) ? "the journey remembers other work than was raised"
            : after.State is JourneyState.Closed && after.Beside.Any(beside => beside.Reason is not
                (SideTaskReason.Advice or SideTaskReason.LetterUndelivered or SideTaskReason.ResultLetterUndelivered))
                ? "an ended journey still has work about a slot or a priority"
            : null;
    }

    private static string? ClosedStaysClosed(Journey before, Journey after, IReadOnlyList<Effect> effects)
    {
        bool was = before.State is JourneyState.Closed;
        return was && after.State != before.State ? "an ended journey moved"
            : after.State is JourneyState.Closed && effects.Any(effect => effect is Effect.PostKit or Effect.RequestBooking)
                ? "an ended journey asks for a kit or a slot"
            : after.Deceased && effects.Any(effect => effect is Effect.SendText or Effect.SendLetter)
                ? "a message goes to a patient who has died"
            : after.ContactIsStopped && effects.Any(effect => effect is Effect.SendText or Effect.SendLetter)
                ? "a message goes to a patient to whom nothing may be sent"
            : null;
    }

    private string? UrgencyStays(Journey before, PathwayEvent @event, Journey after)
    {
        // A clinician's decision may; the calendar, the laboratory, the desks and the patient may not.
        if (@event is PathwayEvent.DecisionMade || before.State is JourneyState.Closed)
        {
            return null;
        }

        if (HasPositive(before) && (after.HighestResult is null || after.HighestResult.CompareTo(before.HighestResult) < 0))
        {
            return "the journey's result fell";
        }

        if (before.ListedAt is { } listed && after.ListedAt != listed)
        {
            return "the place on the list changed";
        }

        if (before.State is JourneyState.AwaitingBooking waited && after.State is JourneyState.AwaitingBooking waits && waits.Due > waited.Due)
        {
            return "the target day moved away";
        }

        if (before.PriorityOverride is not null && @event is not PathwayEvent.PrioritySet
            && after.PriorityOverride != before.PriorityOverride with { EndTold = after.PriorityOverride?.EndTold is true })
        {
            return "a clinician's priority was dropped";
        }

        bool mayLoseSlot = @event is PathwayEvent.AppointmentCancelled or PathwayEvent.AppointmentMissed or PathwayEvent.SlotWithdrawn or PathwayEvent.AppointmentDeclined
            or PathwayEvent.AppointmentMoved or PathwayEvent.AppointmentAccepted;
        if (before.Appointment is not null && after.Appointment != before.Appointment with { CallAt = after.Appointment?.CallAt } && !mayLoseSlot)
        {
            return "the appointment was lost";
        }

        bool waitedForSlot = before.WaitsForSlot || before.Appointment is not null;
        bool stillSeenTo = after.WaitsForSlot || after.Appointment is not null
            || after.State is JourneyState.PracticeReview { Question: PracticeQuestion.AppointmentsMissed } or JourneyState.Closed;
        return waitedForSlot && !stillSeenTo ? "the patient fell off the list" : null;
    }

    private string? NoFalseReassurance(Journey after, IReadOnlyList<Effect> effects)
    {
        bool reassures = after.State is JourneyState.Closed { Outcome: Outcome.Reassured }
            || effects.Any(effect => Template(effect) is MessageTemplate.ResultLetterFollows or MessageTemplate.SafetyNetReview);
        if (reassures && !(after.HighestResult is not null && after.Results.Where(result => result.Counts)
            .All(result => result.Value.Against(policy.Threshold) is ThresholdSide.Below)))
        {
            return "reassured without every counting result below the threshold";
        }

        if (reassures && after.Picture.WhyNotReassured(policy) is not null)
        {
            return "reassured against the clinical picture";
        }

        return after.State is JourneyState.SafetyNet && HasPositive(after) ? "safety-netted with a result at or above the threshold" : null;
    }

    private string? NoPositiveUnactioned(Journey after) =>
        after.State is JourneyState.Open open && HasPositive(after)
        && open.Owner is not (Owner.Triage or Owner.BookingDesk)
        && open is not JourneyState.PracticeReview { Question: PracticeQuestion.AppointmentsMissed }
            ? $"a result at or above the threshold waits for {open.Owner} in {open.Name}"
            : null;

    private string? TellsTheTruth(Journey before, Journey after, IReadOnlyList<Effect> effects)
    {
        if (before.ListedAt is null)
        {
            _calls = 0;
        }

        foreach (Effect effect in effects)
        {
            if (effect is Effect.SendText && !before.CanBeTexted)
            {
                return "a text to someone who cannot be texted";
            }

            _calls += effect is Effect.SendText { Template: MessageTemplate.PleaseCallUs } ? 1 : 0;
            if (Template(effect) is { } template && !MessageRules.StillTrue(template, Facts(effect)!, after))
            {
                return $"{template} is untrue when it is sent";
            }
        }

        return _calls > 1 ? "asked to call more than once for one place on the list" : null;
    }

    private bool HasPositive(Journey journey) =>
        journey.Results.Any(result => result.Counts && result.Value.Against(policy.Threshold) is ThresholdSide.AtOrAbove);

    private static MessageTemplate? Template(Effect effect) => effect switch
    {
        Effect.SendText text => text.Template,
        Effect.SendLetter letter => letter.Template,
        _ => null,
    };

    private static MessageFacts? Facts(Effect effect) => (effect as Effect.SendText)?.Facts ?? (effect as Effect.SendLetter)?.Facts;
}
