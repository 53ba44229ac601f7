using System.Text.Json.Serialization;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Referrals;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Pathway.Events;

/// <summary>A clinician's decision on a journey.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClinicalDecision>))]
public enum ClinicalDecision
{
    /// <summary>Post another kit.</summary>
    [JsonStringEnumMemberName("reissueKit")]
    ReissueKit,

    /// <summary>Examine the patient without a further kit.</summary>
    [JsonStringEnumMemberName("referDirectly")]
    ReferDirectly,

    /// <summary>End the journey; the patient stays with the practice.</summary>
    [JsonStringEnumMemberName("discharge")]
    Discharge,

    /// <summary>Keep the patient under review for another period.</summary>
    [JsonStringEnumMemberName("continueSafetyNet")]
    ContinueSafetyNet,

    /// <summary>The patient or practice withdrew the referral.</summary>
    [JsonStringEnumMemberName("withdraw")]
    Withdraw,

    /// <summary>The patient has died.</summary>
    [JsonStringEnumMemberName("patientDied")]
    PatientDied,
}

/// <summary>What happened. Past tense, with the time it happened; nothing in it names the patient.</summary>
/// <param name="At">When it happened, UTC.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ReferralReceived), "referralReceived")]
[JsonDerivedType(typeof(KitPosted), "kitPosted")]
[JsonDerivedType(typeof(KitReceived), "kitReceived")]
[JsonDerivedType(typeof(KitReturnedToSender), "kitReturnedToSender")]
[JsonDerivedType(typeof(KitLost), "kitLost")]
[JsonDerivedType(typeof(LotRecalled), "lotRecalled")]
[JsonDerivedType(typeof(ResultReported), "resultReported")]
[JsonDerivedType(typeof(ResultCorrected), "resultCorrected")]
[JsonDerivedType(typeof(ResultWithdrawn), "resultWithdrawn")]
[JsonDerivedType(typeof(SampleRejected), "sampleRejected")]
[JsonDerivedType(typeof(ResultAcknowledged), "resultAcknowledged")]
[JsonDerivedType(typeof(DecisionMade), "decisionMade")]
[JsonDerivedType(typeof(PrioritySet), "prioritySet")]
[JsonDerivedType(typeof(AdviceAsked), "adviceAsked")]
[JsonDerivedType(typeof(ActionDone), "actionDone")]
[JsonDerivedType(typeof(BesideDone), "besideDone")]
[JsonDerivedType(typeof(SlotBooked), "slotBooked")]
[JsonDerivedType(typeof(SlotWithdrawn), "slotWithdrawn")]
[JsonDerivedType(typeof(AppointmentAttended), "appointmentAttended")]
[JsonDerivedType(typeof(AppointmentMissed), "appointmentMissed")]
[JsonDerivedType(typeof(AppointmentCancelled), "appointmentCancelled")]
[JsonDerivedType(typeof(AppointmentAccepted), "appointmentAccepted")]
[JsonDerivedType(typeof(AppointmentDeclined), "appointmentDeclined")]
[JsonDerivedType(typeof(AppointmentMoved), "appointmentMoved")]
[JsonDerivedType(typeof(NeedsRecorded), "needsRecorded")]
[JsonDerivedType(typeof(PriorityChangeAsked), "priorityChangeAsked")]
[JsonDerivedType(typeof(PriorityChangeDeclined), "priorityChangeDeclined")]
[JsonDerivedType(typeof(BreachForeseen), "breachForeseen")]
[JsonDerivedType(typeof(TextNotDelivered), "textNotDelivered")]
[JsonDerivedType(typeof(DeadlineElapsed), "deadlineElapsed")]
[JsonDerivedType(typeof(KitAskedFor), "kitAskedFor")]
[JsonDerivedType(typeof(ContactChanged), "contactChanged")]
[JsonDerivedType(typeof(ContactStopped), "contactStopped")]
[JsonDerivedType(typeof(ContactResumed), "contactResumed")]
[JsonDerivedType(typeof(LetterHeldBack), "letterHeldBack")]
[JsonDerivedType(typeof(LetterNotDelivered), "letterNotDelivered")]
public abstract record PathwayEvent(DateTimeOffset At)
{
    /// <summary>A practice referred a patient. The only event that starts a journey.</summary>
    /// <param name="Journey">The journey's id.</param>
    /// <param name="Practice">The referring practice.</param>
    /// <param name="Picture">What it recorded.</param>
    /// <param name="CanBeTexted">Whether the patient has a usable mobile and accepts texts.</param>
    /// <param name="At">When the service received it.</param>
    /// <param name="DetailsProtected">The patient's details are known to be protected from an earlier journey.</param>
    public sealed record ReferralReceived(
        JourneyId Journey, OdsCode Practice, ClinicalPicture Picture, bool CanBeTexted, DateTimeOffset At, bool DetailsProtected = false)
        : PathwayEvent(At);

    /// <summary>A device was scanned out for this journey.</summary>
    /// <param name="Kit">Its barcode.</param>
    /// <param name="Lot">Its lot, when the scan had one.</param>
    /// <param name="ExpiresOn">Its last day of use, when the scan had one.</param>
    /// <param name="At">When.</param>
    public sealed record KitPosted(KitId Kit, string? Lot, DateOnly? ExpiresOn, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A device was scanned in.</summary>
    /// <param name="Kit">Its barcode.</param>
    /// <param name="CollectedOn">The date the patient wrote on it, when read.</param>
    /// <param name="At">When.</param>
    public sealed record KitReceived(KitId Kit, DateOnly? CollectedOn, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A device came back undelivered.</summary>
    /// <param name="Kit">Its barcode.</param>
    /// <param name="At">When.</param>
    public sealed record KitReturnedToSender(KitId Kit, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A device is known to be lost.</summary>
    /// <param name="Kit">Its barcode.</param>
    /// <param name="At">When.</param>
    public sealed record KitLost(KitId Kit, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The manufacturer or laboratory recalled a lot.</summary>
    /// <param name="Lot">The lot.</param>
    /// <param name="At">When.</param>
    public sealed record LotRecalled(string Lot, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The laboratory reported a value.</summary>
    /// <param name="Kit">The device.</param>
    /// <param name="LabNumber">The laboratory's number of the sample, when given.</param>
    /// <param name="Value">What was measured.</param>
    /// <param name="CollectedOn">The date on the device, when given.</param>
    /// <param name="SampleReceivedOn">The London date the laboratory received the sample, when given.</param>
    /// <param name="At">When it reached the service: clinicians' clocks start here.</param>
    /// <param name="ReportedAt">When the laboratory says it reported it; null when it does not say.</param>
    public sealed record ResultReported(
        KitId Kit, string? LabNumber, FaecalHaemoglobin Value, DateOnly? CollectedOn, DateOnly? SampleReceivedOn, DateTimeOffset At,
        DateTimeOffset? ReportedAt = null)
        : PathwayEvent(At);

    /// <summary>The laboratory corrected a value it had reported.</summary>
    /// <param name="Kit">The device.</param>
    /// <param name="LabNumber">The laboratory's number of the sample, when given.</param>
    /// <param name="Value">The value it reports now.</param>
    /// <param name="CollectedOn">The date on the device, when given.</param>
    /// <param name="SampleReceivedOn">The London date the laboratory received the sample, when given.</param>
    /// <param name="At">When it reached the service.</param>
    /// <param name="ReportedAt">When the laboratory says it corrected it; null when it does not say.</param>
    public sealed record ResultCorrected(
        KitId Kit, string? LabNumber, FaecalHaemoglobin Value, DateOnly? CollectedOn, DateOnly? SampleReceivedOn, DateTimeOffset At,
        DateTimeOffset? ReportedAt = null)
        : PathwayEvent(At);

    /// <summary>The laboratory withdrew a value it had reported.</summary>
    /// <param name="Kit">The device.</param>
    /// <param name="LabNumber">The laboratory's number of the sample, when given.</param>
    /// <param name="At">When.</param>
    public sealed record ResultWithdrawn(KitId Kit, string? LabNumber, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The laboratory could not get a value from a sample.</summary>
    /// <param name="Kit">The device.</param>
    /// <param name="Fault">The coded reason.</param>
    /// <param name="At">When.</param>
    public sealed record SampleRejected(KitId Kit, SampleFault Fault, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A clinician acknowledged the result and takes it on.</summary>
    /// <param name="By">Triage or the practice.</param>
    /// <param name="At">When.</param>
    public sealed record ResultAcknowledged(Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A clinician decided.</summary>
    /// <param name="Decision">What.</param>
    /// <param name="By">Triage or the practice.</param>
    /// <param name="At">When.</param>
    public sealed record DecisionMade(ClinicalDecision Decision, Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A clinician set the booking priority.</summary>
    /// <param name="Level">1 (most urgent) to 4.</param>
    /// <param name="Reason">Why; required.</param>
    /// <param name="By">The role.</param>
    /// <param name="At">When.</param>
    /// <param name="Until">The last London date on which it holds; null for as long as the policy lets it.</param>
    public sealed record PrioritySet(int Level, string Reason, Actor By, DateTimeOffset At, DateOnly? Until = null) : PathwayEvent(At);

    /// <summary>The practice asked for another booking priority; its reason is kept beside the event.</summary>
    /// <param name="By">The role.</param>
    /// <param name="At">When.</param>
    public sealed record PriorityChangeAsked(Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>Triage looked at the practice's request and left the priority as it is; its reason is kept beside the event.</summary>
    /// <param name="By">The role.</param>
    /// <param name="At">When.</param>
    public sealed record PriorityChangeDeclined(Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>What an appointment must offer was recorded, in place of what was recorded before.</summary>
    /// <param name="Procedure">The examination asked for.</param>
    /// <param name="Needs">What a slot must offer.</param>
    /// <param name="By">The role.</param>
    /// <param name="At">When.</param>
    public sealed record NeedsRecorded(Procedure Procedure, BookingNeeds Needs, Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A booking round saw that a waiting-time standard will be missed.</summary>
    /// <param name="Standard">Which.</param>
    /// <param name="NeededBy">The last London date on which an examination would meet it.</param>
    /// <param name="Because">Why, as a sentence: who has the slots that would have met it.</param>
    /// <param name="At">When.</param>
    public sealed record BreachForeseen(WaitingStandard Standard, DateOnly NeededBy, string Because, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A practice or triage wrote on the journey's advice thread.</summary>
    /// <param name="By">Who wrote; the other side answers.</param>
    /// <param name="At">When.</param>
    public sealed record AdviceAsked(Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>Someone ticked the journey's next action off the worklist.</summary>
    /// <param name="By">The role.</param>
    /// <param name="At">When.</param>
    public sealed record ActionDone(Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>Someone ticked work beside the journey's next action off the worklist; what came of it is written beside the event.</summary>
    /// <param name="Key">Names the work within the journey.</param>
    /// <param name="By">The role.</param>
    /// <param name="At">When.</param>
    public sealed record BesideDone(string Key, Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A slot was given to the patient.</summary>
    /// <param name="Appointment">Which.</param>
    /// <param name="At">When it was given.</param>
    /// <param name="Basis">By which rule and place on the list; null when a person or another system chose it.</param>
    public sealed record SlotBooked(Appointment Appointment, DateTimeOffset At, BookingBasis? Basis = null) : PathwayEvent(At);

    /// <summary>The patient said that the appointment suits.</summary>
    /// <param name="BookingId">Which booking.</param>
    /// <param name="At">When.</param>
    public sealed record AppointmentAccepted(string BookingId, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The patient said that the offered appointment does not suit.</summary>
    /// <param name="BookingId">Which booking.</param>
    /// <param name="At">When.</param>
    public sealed record AppointmentDeclined(string BookingId, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The appointment was rebooked into another slot.</summary>
    /// <param name="FromBookingId">The booking it was.</param>
    /// <param name="Appointment">What it is now.</param>
    /// <param name="At">When.</param>
    public sealed record AppointmentMoved(string FromBookingId, Appointment Appointment, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The hospital took the slot away.</summary>
    /// <param name="SlotId">Which.</param>
    /// <param name="At">When.</param>
    public sealed record SlotWithdrawn(string SlotId, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The patient attended.</summary>
    /// <param name="BookingId">Which booking.</param>
    /// <param name="Finding">What was found.</param>
    /// <param name="At">When it was recorded.</param>
    public sealed record AppointmentAttended(string BookingId, ExaminationFinding Finding, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The patient did not attend.</summary>
    /// <param name="BookingId">Which booking.</param>
    /// <param name="At">When it was recorded.</param>
    public sealed record AppointmentMissed(string BookingId, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The appointment was cancelled.</summary>
    /// <param name="BookingId">Which booking.</param>
    /// <param name="ByPatient">True when the patient asked for it.</param>
    /// <param name="At">When.</param>
    public sealed record AppointmentCancelled(string BookingId, bool ByPatient, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A text did not arrive, or nobody can say that it did.</summary>
    /// <param name="Template">Which.</param>
    /// <param name="Facts">With which facts, so that a letter can say the same.</param>
    /// <param name="Permanent">True when the number itself is no good.</param>
    /// <param name="At">When it was known.</param>
    public sealed record TextNotDelivered(MessageTemplate Template, MessageFacts Facts, bool Permanent, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The time the journey asked to be woken at has come.</summary>
    /// <param name="At">When the host looked; at or after the journey's wake time.</param>
    public sealed record DeadlineElapsed(DateTimeOffset At) : PathwayEvent(At);

    /// <summary>The patient asks for another kit.</summary>
    /// <param name="Trouble">What is wrong with the one awaited.</param>
    /// <param name="By">The patient on the page, or the desk that was rung.</param>
    /// <param name="At">When.</param>
    public sealed record KitAskedFor(KitTrouble Trouble, Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>How the patient is reached changed.</summary>
    /// <param name="Change">What.</param>
    /// <param name="CanBeTexted">Whether the patient now has a usable mobile and accepts texts.</param>
    /// <param name="By">Who said so.</param>
    /// <param name="At">When.</param>
    public sealed record ContactChanged(ContactChange Change, bool CanBeTexted, Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>Nothing may be sent to the patient any more.</summary>
    /// <param name="Why">Why.</param>
    /// <param name="By">Who said so.</param>
    /// <param name="At">When.</param>
    public sealed record ContactStopped(ContactRestriction Why, Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>What had stopped messages to the patient no longer holds.</summary>
    /// <param name="Why">What no longer holds.</param>
    /// <param name="By">Who said so.</param>
    /// <param name="At">When.</param>
    public sealed record ContactResumed(ContactRestriction Why, Actor By, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A letter was about to be printed, and nothing may be sent to the patient.</summary>
    /// <param name="Template">Which.</param>
    /// <param name="Facts">With which facts.</param>
    /// <param name="At">When.</param>
    public sealed record LetterHeldBack(MessageTemplate Template, MessageFacts Facts, DateTimeOffset At) : PathwayEvent(At);

    /// <summary>A letter did not reach the patient.</summary>
    /// <param name="Template">Which.</param>
    /// <param name="Facts">With which facts.</param>
    /// <param name="Trouble">Why.</param>
    /// <param name="At">When it was known.</param>
    public sealed record LetterNotDelivered(MessageTemplate Template, MessageFacts Facts, LetterTrouble Trouble, DateTimeOffset At) : PathwayEvent(At);
}
