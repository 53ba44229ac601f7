using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Messages;

/// <summary>What a message carries, and whether one that has waited may still be sent.</summary>
public static class MessageRules
{
    /// <summary>
    /// True when the facts are those the template carries, none missing and none besides: its words are written for these.
    /// </summary>
    public static bool Fit(MessageTemplate template, MessageFacts facts) => template switch
    {
        MessageTemplate.KitOnItsWay or MessageTemplate.ReplacementKitOnItsWay or MessageTemplate.PostYourKit
            or MessageTemplate.PostYourKitAgain or MessageTemplate.ResultLetterFollows =>
            facts is { Date: not null, AppointmentAt: null, Site: null },
        MessageTemplate.AppointmentMade => facts is { Date: null, AppointmentAt: not null } && !string.IsNullOrWhiteSpace(facts.Site),
        _ => facts == MessageFacts.None,
    };

    /// <summary>
    /// Judges a text at the moment of sending. Whoever cannot be texted is written to: opting out, a number shared with
    /// another patient or a text held up for days changes the channel, never the care.
    /// </summary>
    public static TextVerdict Judge(MessageTemplate template, MessageFacts facts, Journey journey, TextMoment moment, PathwayPolicy policy)
    {
        if (!StillTrue(template, facts, journey))
        {
            return new TextVerdict.Drop();
        }

        bool late = ServiceCalendar.WorkingDaysBetween(moment.QueuedAt, moment.At) > policy.WorkingDaysToText;
        if (!journey.CanBeTexted || journey.ContactIsStopped || moment.PeopleWithMobile != 1 || late)
        {
            return new TextVerdict.ByLetter();
        }

        if (template is MessageTemplate.AppointmentMade && TimeToSpeak(journey, policy) is { } until && moment.At < until)
        {
            return new TextVerdict.Wait(ServiceCalendar.NextInWindow(until, policy.TextsFrom, policy.TextsUntil));
        }

        return moment.SentToday < policy.TextsPerPatientPerDay
            ? new TextVerdict.Send()
            : new TextVerdict.Wait(ServiceCalendar.NextInWindow(
                ServiceCalendar.At(ServiceCalendar.DateOf(moment.At).AddDays(1), TimeOnly.MinValue), policy.TextsFrom, policy.TextsUntil));
    }

    /// <summary>
    /// Until when the clinician who acknowledged the result has time to ring the patient before a text or a page says "your visit".
    /// Null when nothing waits: there is no appointment, the patient has been spoken to and accepted it, or it is so near that the
    /// patient must know of it now. Letters need not wait: the post takes them longer.
    /// </summary>
    internal static DateTimeOffset? TimeToSpeak(Journey journey, PathwayPolicy policy)
    {
        if (journey is not { AcknowledgedAt: { } acknowledged, Appointment: { AcceptedAt: null } appointment })
        {
            return null;
        }

        DateTimeOffset until = ServiceCalendar.CloseOfWorkingDay(acknowledged, policy.WorkingDaysToSpeak, policy.CloseOfBusiness);
        return until < ServiceCalendar.At(ServiceCalendar.DateOf(appointment.StartsAt).AddDays(-policy.ConfirmByDays), policy.TextsFrom) ? until : null;
    }

    /// <summary>
    /// Judges a letter at the moment of printing. One to a patient to whom nothing may be sent is told by a person instead.
    /// </summary>
    public static LetterVerdict Judge(MessageTemplate template, MessageFacts facts, Journey journey) =>
        !StillTrue(template, facts, journey) ? LetterVerdict.Drop
        : journey.ContactIsStopped ? LetterVerdict.HoldBack
        : LetterVerdict.Print;

    /// <summary>
    /// True when the patient may still be told this. A reminder is untrue once the kit is back, reassurance once the result
    /// is doubted; nothing at all is sent to a patient who has died.
    /// </summary>
    public static bool StillTrue(MessageTemplate template, MessageFacts facts, Journey journey)
    {
        JourneyState state = journey.State;
        if (journey.Deceased)
        {
            return false;
        }

        return template switch
        {
            MessageTemplate.KitOnItsWay or MessageTemplate.ReplacementKitOnItsWay or MessageTemplate.PostYourKit
                or MessageTemplate.PostYourKitAgain =>
                state is JourneyState.KitPosted or JourneyState.AssistanceNeeded { Reason: AssistanceReason.CallList },
            MessageTemplate.KitReceived or MessageTemplate.PleaseCallUs or MessageTemplate.StillWithUs => state is JourneyState.Open,
            MessageTemplate.CallUsAboutYourAddress => state is JourneyState.AssistanceNeeded { Reason: AssistanceReason.BadAddress },
            MessageTemplate.CallUsAboutYourKit => state is JourneyState.AssistanceNeeded,
            MessageTemplate.KitNotReturned => state is JourneyState.PracticeReview { Question: PracticeQuestion.NotReturned },
            MessageTemplate.ResultLetterFollows => state is JourneyState.SafetyNet or JourneyState.Closed { Outcome: Outcome.Reassured },
            MessageTemplate.SafetyNetReview => state is JourneyState.Closed { Outcome: Outcome.Reassured },
            MessageTemplate.AppointmentMade =>
                state is JourneyState.Open && journey.Appointment is { } appointment && appointment.StartsAt == facts.AppointmentAt,

            // Behind the news of a new appointment these would read as if it were the new one that had fallen through.
            MessageTemplate.AppointmentCancelled or MessageTemplate.AppointmentMissed => state is JourneyState.Open && journey.Appointment is null,
            MessageTemplate.AppointmentWithdrawn => journey.Appointment is null,
            MessageTemplate.AppointmentAttended => state is JourneyState.Closed { Outcome: Outcome.Investigated },
            MessageTemplate.CareContinuesElsewhere => state is JourneyState.Closed,
            _ => false,
        };
    }
}
