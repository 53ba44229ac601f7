using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using static FitPipeline.Pathway.Events.PathwayEvent;

namespace FitPipeline.Application.Journeys;

/// <summary>What happened, in the words of a timeline.</summary>
public static class EventDescriptions
{
    /// <summary>The words for an event; nothing in them names the patient.</summary>
    public static string Of(PathwayEvent @event) => @event switch
    {
        ReferralReceived => "Referral received",
        KitPosted posted => $"Kit {posted.Kit.Value} posted",
        KitReceived received => $"Kit {received.Kit.Value} received at the laboratory",
        KitReturnedToSender returned => $"Kit {returned.Kit.Value} came back undelivered",
        KitLost lost => $"Kit {lost.Kit.Value} lost",
        LotRecalled recalled => $"Lot {recalled.Lot} recalled",
        ResultReported reported => $"Result reported: {reported.Value.Words}",
        ResultCorrected corrected => $"Result corrected: {corrected.Value.Words}",
        ResultWithdrawn => "Result withdrawn by the laboratory",
        SampleRejected rejected => $"Sample could not be used: {Words(rejected.Fault)}",
        ResultAcknowledged => "Result acknowledged",
        DecisionMade made => "Decision: " + made.Decision switch
        {
            ClinicalDecision.ReissueKit => "post another kit",
            ClinicalDecision.ReferDirectly => "refer directly",
            ClinicalDecision.Discharge => "discharge",
            ClinicalDecision.ContinueSafetyNet => "keep under review",
            ClinicalDecision.Withdraw => "withdraw the referral",
            _ => "the patient has died",
        },
        PrioritySet set => $"Priority set to {set.Level}",
        PriorityChangeAsked => "Another priority asked for",
        PriorityChangeDeclined => "Priority left as it is",
        NeedsRecorded => "What an appointment must offer recorded",
        BreachForeseen breach => $"The {breach.Standard.Words()} standard will be missed",
        AppointmentAccepted => "Appointment accepted by the patient",
        AppointmentDeclined => "Appointment declined by the patient",
        AppointmentMoved moved => $"Appointment moved, to {moved.Appointment.Site}",
        AdviceAsked => "Message on the advice thread",
        ActionDone => "The next action was done",
        BesideDone done => SideTaskKeys.WhatWasDone(done.Key),
        SlotBooked booked => $"Appointment booked at {booked.Appointment.Site}",
        SlotWithdrawn => "The hospital withdrew the slot",
        AppointmentAttended attended => $"Appointment attended: {Words(attended.Finding)}",
        AppointmentMissed => "Appointment not attended",
        AppointmentCancelled cancelled => cancelled.ByPatient ? "Appointment cancelled by the patient" : "Appointment cancelled by the hospital",
        TextNotDelivered => "A text did not arrive",
        DeadlineElapsed => "The due time passed",
        KitAskedFor asked => "Another kit asked for: " + asked.Trouble switch
        {
            KitTrouble.NotCome => "it has not come",
            KitTrouble.Lost => "it is lost",
            _ => "it is spoilt",
        },
        ContactChanged changed => changed.Change switch
        {
            ContactChange.TextsRefused => "No more texts wanted",
            ContactChange.TextsWanted => "Texts wanted again",
            ContactChange.Mobile => "Mobile changed",
            ContactChange.Address => "Address changed",
            ContactChange.Language => "Language changed",
            _ => "Formats changed",
        },
        ContactStopped stopped => stopped.Why is ContactRestriction.DetailsProtected ? "Details protected" : "Death reported",
        ContactResumed resumed => resumed.Why is ContactRestriction.DetailsProtected ? "Details no longer protected" : "Report of a death corrected",
        LetterHeldBack => "A letter was held back",
        LetterNotDelivered letter => letter.Trouble is LetterTrouble.CameBack ? "A letter came back" : "A letter could not be addressed",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // BrokenInTransit → "broken in transit".
    private static string Words<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : c.ToString()));
    }
}
