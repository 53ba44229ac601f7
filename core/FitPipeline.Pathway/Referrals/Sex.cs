using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Referrals;

/// <summary>The sex a practice records, in FHIR's administrative-gender words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Sex>))]
public enum Sex
{
    /// <summary>Female.</summary>
    [JsonStringEnumMemberName("female")]
    Female,

    /// <summary>Male.</summary>
    [JsonStringEnumMemberName("male")]
    Male,

    /// <summary>Neither of the two, as recorded.</summary>
    [JsonStringEnumMemberName("other")]
    Other,

    /// <summary>Not recorded.</summary>
    [JsonStringEnumMemberName("unknown")]
    NotKnown,
}
