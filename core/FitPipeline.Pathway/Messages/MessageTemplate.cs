using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Messages;

/// <summary>What the patient is told. The wording lives apart; none of them carries a result in a text.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageTemplate>))]
public enum MessageTemplate
{
    /// <summary>The first kit has been posted; carries the deadline sentence.</summary>
    KitOnItsWay,

    /// <summary>Another kit has been posted because the last could not be used.</summary>
    ReplacementKitOnItsWay,

    /// <summary>First reminder to post the kit back.</summary>
    PostYourKit,

    /// <summary>Second reminder to post the kit back.</summary>
    PostYourKitAgain,

    /// <summary>The kit has arrived.</summary>
    KitReceived,

    /// <summary>The kit came back undelivered: please check the address with us.</summary>
    CallUsAboutYourAddress,

    /// <summary>Help with the kit is offered by telephone.</summary>
    CallUsAboutYourKit,

    /// <summary>A person has something to tell: please call. Used for every result at or above the threshold.</summary>
    PleaseCallUs,

    /// <summary>A letter with the result is on its way; what to do if symptoms go on.</summary>
    ResultLetterFollows,

    /// <summary>The kit did not come back; the practice has been told and a kit can still be had.</summary>
    KitNotReturned,

    /// <summary>The patient is still on the list, and what happens next.</summary>
    StillWithUs,

    /// <summary>A hospital appointment has been made.</summary>
    AppointmentMade,

    /// <summary>A hospital appointment has been cancelled; another is being found.</summary>
    AppointmentCancelled,

    /// <summary>A hospital appointment is cancelled and no other is being found; what happens next is told apart.</summary>
    AppointmentWithdrawn,

    /// <summary>A hospital appointment was missed; please call. Whether another follows may be for the practice to decide.</summary>
    AppointmentMissed,

    /// <summary>The review date has come: what to do if symptoms go on.</summary>
    SafetyNetReview,

    /// <summary>Care continues with the practice or hospital team, without a kit.</summary>
    CareContinuesElsewhere,

    /// <summary>Thank you for attending; the hospital tells the findings.</summary>
    AppointmentAttended,
}
