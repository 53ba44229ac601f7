using System.Text.Json.Serialization;
using FitPipeline.Pathway.Booking;

namespace FitPipeline.Pathway.Journeys;

/// <summary>Why work lies beside a journey's next action.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SideTaskReason>))]
public enum SideTaskReason
{
    /// <summary>A message on the advice thread waits for the other side.</summary>
    [JsonStringEnumMemberName("advice")]
    Advice,

    /// <summary>The practice asked for another priority and waits for triage's answer.</summary>
    [JsonStringEnumMemberName("priorityChange")]
    PriorityChange,

    /// <summary>A waiting-time standard will be missed.</summary>
    [JsonStringEnumMemberName("breachForeseen")]
    BreachForeseen,

    /// <summary>The patient has not said whether the appointment suits.</summary>
    [JsonStringEnumMemberName("appointmentUnconfirmed")]
    AppointmentUnconfirmed,

    /// <summary>A clinician's priority ends, and nobody has renewed it or let it go.</summary>
    [JsonStringEnumMemberName("priorityEnds")]
    PriorityEnds,

    /// <summary>The patient is said to have died, and an appointment is kept until that is cleared up.</summary>
    [JsonStringEnumMemberName("deathReported")]
    DeathReported,

    /// <summary>The slot was withdrawn when the appointment had begun: whether the patient came must be found out.</summary>
    [JsonStringEnumMemberName("outcomeAsked")]
    OutcomeAsked,

    /// <summary>The patient has declined offer after offer, and a date is to be agreed on the telephone.</summary>
    [JsonStringEnumMemberName("dateToAgree")]
    DateToAgree,

    /// <summary>A letter did not reach the patient, who is rung.</summary>
    [JsonStringEnumMemberName("letterUndelivered")]
    LetterUndelivered,

    /// <summary>The letter that told the patient a result did not arrive; the practice rings and tells it.</summary>
    [JsonStringEnumMemberName("resultLetterUndelivered")]
    ResultLetterUndelivered,
}

/// <summary>
/// Work that lies beside the journey's one next action and that a later event finishes by itself. The journey remembers it, so
/// that an answer finds what it answers.
/// </summary>
/// <param name="Key">Names it within the journey.</param>
/// <param name="Reason">Why it is there.</param>
/// <param name="Owner">Who owes it.</param>
/// <param name="Since">When it was raised.</param>
/// <param name="Due">When it is due.</param>
public sealed record SideTask(string Key, SideTaskReason Reason, Owner Owner, DateTimeOffset Since, DateTimeOffset Due);

/// <summary>A miss that has been said of this journey once, so that it is not said again every quarter of an hour.</summary>
/// <param name="Standard">Which standard.</param>
/// <param name="NeededBy">The last London date on which an examination would have met it.</param>
public sealed record ForeseenBreach(WaitingStandard Standard, DateOnly NeededBy)
{
    /// <summary>Names the desk's work about it within the journey; null where it was not recorded.</summary>
    public string? Key { get; init; }
}
