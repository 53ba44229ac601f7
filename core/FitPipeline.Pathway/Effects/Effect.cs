using System.Text.Json.Serialization;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Pathway.Effects;

/// <summary>What a practice is told about its patient.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PracticeNotice>))]
public enum PracticeNotice
{
    /// <summary>The patient must be referred without a kit.</summary>
    [JsonStringEnumMemberName("referNow")]
    ReferNow,

    /// <summary>No criterion for a kit was met.</summary>
    [JsonStringEnumMemberName("notIndicated")]
    NotIndicated,

    /// <summary>A result at or above the threshold was reported.</summary>
    [JsonStringEnumMemberName("resultAtOrAboveThreshold")]
    ResultAtOrAboveThreshold,

    /// <summary>A result below the threshold was reported and the patient is safety-netted.</summary>
    [JsonStringEnumMemberName("resultBelowThreshold")]
    ResultBelowThreshold,

    /// <summary>A result below the threshold needs the practice's decision.</summary>
    [JsonStringEnumMemberName("decisionNeeded")]
    DecisionNeeded,

    /// <summary>The practice's decision is late.</summary>
    [JsonStringEnumMemberName("decisionOverdue")]
    DecisionOverdue,

    /// <summary>The sample could not be used.</summary>
    [JsonStringEnumMemberName("sampleRejected")]
    SampleRejected,

    /// <summary>The kit came back undelivered.</summary>
    [JsonStringEnumMemberName("addressFailed")]
    AddressFailed,

    /// <summary>The kit was not returned.</summary>
    [JsonStringEnumMemberName("notReturned")]
    NotReturned,

    /// <summary>A result is with a clinician.</summary>
    [JsonStringEnumMemberName("underReview")]
    UnderReview,

    /// <summary>The patient did not attend.</summary>
    [JsonStringEnumMemberName("appointmentMissed")]
    AppointmentMissed,

    /// <summary>Triage has answered the practice's request for another priority.</summary>
    [JsonStringEnumMemberName("priorityAnswered")]
    PriorityAnswered,

    /// <summary>The journey has ended.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,
}

/// <summary>What a message says besides its wording.</summary>
/// <param name="Date">Post-by date or review date, London; null when the template has none.</param>
/// <param name="AppointmentAt">Start of the appointment; null when the template has none.</param>
/// <param name="Site">Where the appointment is; null when the template has none.</param>
public sealed record MessageFacts(DateOnly? Date = null, DateTimeOffset? AppointmentAt = null, string? Site = null)
{
    /// <summary>A message that needs no facts.</summary>
    public static MessageFacts None { get; } = new();
}

/// <summary>
/// Something a host must do. Done at least once, under the id <c>{journey}.{step}.{index}</c>, so that twice is once.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PostKit), "postKit")]
[JsonDerivedType(typeof(SendText), "sendText")]
[JsonDerivedType(typeof(SendLetter), "sendLetter")]
[JsonDerivedType(typeof(NotifyPractice), "notifyPractice")]
[JsonDerivedType(typeof(RaiseWorkItem), "raiseWorkItem")]
[JsonDerivedType(typeof(FinishWorkItem), "finishWorkItem")]
[JsonDerivedType(typeof(RequestBooking), "requestBooking")]
[JsonDerivedType(typeof(ReleaseSlot), "releaseSlot")]
[JsonDerivedType(typeof(Publish), "publish")]
[JsonDerivedType(typeof(Audit), "audit")]
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>Put a kit on the list to be posted.</summary>
    /// <param name="KitNumber">Which kit of the journey.</param>
    public sealed record PostKit(int KitNumber) : Effect;

    /// <summary>Queue a text; it leaves only within the sending hours and while it is still true.</summary>
    /// <param name="Template">What to say.</param>
    /// <param name="Facts">With which facts.</param>
    public sealed record SendText(MessageTemplate Template, MessageFacts Facts) : Effect;

    /// <summary>Print a letter.</summary>
    /// <param name="Template">What to say.</param>
    /// <param name="Facts">With which facts.</param>
    public sealed record SendLetter(MessageTemplate Template, MessageFacts Facts) : Effect;

    /// <summary>Tell the practice.</summary>
    /// <param name="Notice">What.</param>
    public sealed record NotifyPractice(PracticeNotice Notice) : Effect;

    /// <summary>Put something beside the next action on a worklist.</summary>
    /// <param name="Owner">Whose.</param>
    /// <param name="What">A sentence to act on.</param>
    /// <param name="Due">When it is due.</param>
    /// <param name="Key">Names it within the journey when a later event finishes it; null when only a person does.</param>
    public sealed record RaiseWorkItem(Owner Owner, string What, DateTimeOffset Due, string? Key = null) : Effect;

    /// <summary>Mark work done that an event has answered.</summary>
    /// <param name="Key">As in <see cref="RaiseWorkItem"/>.</param>
    public sealed record FinishWorkItem(string Key) : Effect;

    /// <summary>Ask for a slot.</summary>
    public sealed record RequestBooking : Effect;

    /// <summary>Give a slot back.</summary>
    /// <param name="SlotId">Which slot.</param>
    /// <param name="BookingId">Of which booking.</param>
    public sealed record ReleaseSlot(string SlotId, string BookingId) : Effect;

    /// <summary>Announce that a journey moved on; carries no personal data.</summary>
    /// <param name="Type">What happened, e.g. <c>kit-posted</c>.</param>
    public sealed record Publish(string Type) : Effect;

    /// <summary>Write to the audit trail.</summary>
    /// <param name="By">Who.</param>
    /// <param name="What">Did what.</param>
    public sealed record Audit(Actor By, string What) : Effect;
}
