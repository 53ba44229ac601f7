using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Journeys;

/// <summary>How a journey ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>No kit: the practice must refer on the suspected-cancer pathway at once.</summary>
    [JsonStringEnumMemberName("referWithoutFit")]
    ReferWithoutFit,

    /// <summary>No kit: the criteria were not met.</summary>
    [JsonStringEnumMemberName("notIndicated")]
    NotIndicated,

    /// <summary>The hospital examination was attended and its finding recorded.</summary>
    [JsonStringEnumMemberName("investigated")]
    Investigated,

    /// <summary>Below the threshold, nothing against it, and the review date passed.</summary>
    [JsonStringEnumMemberName("reassured")]
    Reassured,

    /// <summary>A clinician discharged the patient, with a reason.</summary>
    [JsonStringEnumMemberName("discharged")]
    Discharged,

    /// <summary>A clinician referred the patient directly, without a result.</summary>
    [JsonStringEnumMemberName("referredDirectly")]
    ReferredDirectly,

    /// <summary>The referral was withdrawn.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,

    /// <summary>The patient died.</summary>
    [JsonStringEnumMemberName("died")]
    Died,
}

/// <summary>What the examination found.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExaminationFinding>))]
public enum ExaminationFinding
{
    /// <summary>Nothing of note.</summary>
    [JsonStringEnumMemberName("normal")]
    Normal,

    /// <summary>One or more adenomas.</summary>
    [JsonStringEnumMemberName("adenoma")]
    Adenoma,

    /// <summary>Cancer.</summary>
    [JsonStringEnumMemberName("cancer")]
    Cancer,

    /// <summary>Something else, in the hospital's own report.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}
