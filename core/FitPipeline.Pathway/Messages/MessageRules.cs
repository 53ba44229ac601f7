namespace FitPipeline.Pathway;

/// <summary>Whether a message that has waited is still true: asked again at the moment of sending.</summary>
public static class MessageRules
{
    /// <summary>
    /// True when the patient may still be told this. A reminder is untrue once the kit is back; nothing at all is sent
    /// to a patient who has died.
    /// </summary>
    public static bool StillTrue(MessageTemplate template, MessageFacts facts, Journey journey)
    {
        if (journey.State is JourneyState.Closed { Outcome: Outcome.Died })
        {
            return false;
        }

        return template switch
        {
            MessageTemplate.KitOnItsWay or MessageTemplate.ReplacementKitOnItsWay or MessageTemplate.PostYourKit
                or MessageTemplate.PostYourKitAgain =>
                journey.State is JourneyState.KitPosted or JourneyState.AssistanceNeeded { Reason: AssistanceReason.CallList },
            MessageTemplate.KitReceived => journey.State is not JourneyState.Closed,
            MessageTemplate.CallUsAboutYourAddress => journey.State is JourneyState.AssistanceNeeded { Reason: AssistanceReason.BadAddress },
            MessageTemplate.CallUsAboutYourKit => journey.State is JourneyState.AssistanceNeeded,
            MessageTemplate.KitNotReturned => journey.State is JourneyState.PracticeReview { Question: PracticeQuestion.NotReturned },
            MessageTemplate.AppointmentMade => journey.Appointment is { } appointment && appointment.StartsAt == facts.AppointmentAt,
            MessageTemplate.PleaseCallUs => journey.State is not JourneyState.Closed,
            _ => true,
        };
    }
}
