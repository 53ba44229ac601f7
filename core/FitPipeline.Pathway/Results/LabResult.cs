using System.Text.Json.Serialization;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Results;

/// <summary>Whether a reported value still counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResultStanding>))]
public enum ResultStanding
{
    /// <summary>The value counts.</summary>
    [JsonStringEnumMemberName("stands")]
    Stands,

    /// <summary>A correction or withdrawal would lower it; it counts until a clinician has looked.</summary>
    [JsonStringEnumMemberName("disputed")]
    Disputed,

    /// <summary>A later report of the same sample replaced it.</summary>
    [JsonStringEnumMemberName("superseded")]
    Superseded,

    /// <summary>The laboratory or a clinician withdrew it.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,

    /// <summary>The sample was too old, or the device expired or recalled: the value never counted.</summary>
    [JsonStringEnumMemberName("notValid")]
    NotValid,

    /// <summary>A clinician has yet to say what it means: an undecided value, or a correction downwards.</summary>
    [JsonStringEnumMemberName("underReview")]
    UnderReview,
}

/// <summary>One reported value of one sample. Earlier versions are kept beside their corrections.</summary>
/// <param name="Kit">The device the sample came in.</param>
/// <param name="LabNumber">The laboratory's own number of the sample; null when it gave none.</param>
/// <param name="Value">What the analyser measured.</param>
/// <param name="CollectedOn">The date on the device; null when the patient wrote none.</param>
/// <param name="ReportedAt">When the laboratory reported it.</param>
/// <param name="Standing">Whether it still counts.</param>
public sealed record LabResult(
    KitId Kit,
    string? LabNumber,
    FaecalHaemoglobin Value,
    DateOnly? CollectedOn,
    DateTimeOffset ReportedAt,
    ResultStanding Standing)
{
    /// <summary>True while the value counts towards the journey's f-Hb.</summary>
    [JsonIgnore]
    public bool Counts => Standing is ResultStanding.Stands or ResultStanding.Disputed;
}
