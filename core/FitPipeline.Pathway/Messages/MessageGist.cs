namespace FitPipeline.Pathway.Messages;

/// <summary>What a message tells, for the person who must tell it instead. No result is in any of them.</summary>
internal static class MessageGist
{
    /// <summary>The rest of a sentence that begins "tell them".</summary>
    internal static string Of(MessageTemplate template) => template switch
    {
        MessageTemplate.KitOnItsWay => "that the kit is in the post, and by when to post it back",
        MessageTemplate.ReplacementKitOnItsWay => "that a new kit is in the post, and by when to post it back",
        MessageTemplate.PostYourKit or MessageTemplate.PostYourKitAgain => "to post the kit back, and that help can be had",
        MessageTemplate.KitReceived => "that the kit has come",
        MessageTemplate.CallUsAboutYourAddress => "that something we posted came back, and check the address",
        MessageTemplate.CallUsAboutYourKit => "that we would like to help with the kit",
        MessageTemplate.PleaseCallUs => "what happens next, or ask them to call us",
        MessageTemplate.ResultLetterFollows => "the result below the threshold, and when to come back",
        MessageTemplate.KitNotReturned => "that the kit has not come back, and that a new one can be had",
        MessageTemplate.StillWithUs => "that they are still in our care, and what happens next",
        MessageTemplate.AppointmentMade => "when and where the hospital appointment is",
        MessageTemplate.AppointmentCancelled => "that the hospital appointment is cancelled and another is being found",
        MessageTemplate.AppointmentWithdrawn => "that the hospital appointment is cancelled",
        MessageTemplate.AppointmentMissed => "that they were missed at the hospital, and offer help",
        MessageTemplate.SafetyNetReview => "to come back if they still feel unwell",
        MessageTemplate.AppointmentAttended => "that the hospital team will say what was found",
        _ => "who will look after them now",
    };
}
