namespace FitPipeline.Pathway;

/// <summary>Whether a message that has waited is still true: asked again at the moment of sending.</summary>
public static class MessageRules
{
    /// <summary>
    /// True when the patient may still be told this. A reminder is untrue once the kit is back, reassurance once the result
    /// is doubted; nothing at all is sent to a patient who has died.
    /// </summary>
    public static bool StillTrue(MessageTemplate template, MessageFacts facts, Journey journey)
    {
        JourneyState state = journey.State;
        if (state is JourneyState.Closed { Outcome: Outcome.Died })
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
            MessageTemplate.AppointmentMade => journey.Appointment is { } appointment && appointment.StartsAt == facts.AppointmentAt,

            // Behind the news of a new appointment these would read as if it were the new one that had fallen through.
            MessageTemplate.AppointmentCancelled or MessageTemplate.AppointmentMissed => state is JourneyState.Open && journey.Appointment is null,
            MessageTemplate.AppointmentWithdrawn => journey.Appointment is null,
            MessageTemplate.AppointmentAttended => state is JourneyState.Closed { Outcome: Outcome.Investigated },
            MessageTemplate.CareContinuesElsewhere => state is JourneyState.Closed,
            _ => false,
        };
    }
}
