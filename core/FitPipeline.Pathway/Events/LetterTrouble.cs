using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Events;

/// <summary>Why a letter did not reach the patient.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LetterTrouble>))]
public enum LetterTrouble
{
    /// <summary>There is no address that a letter can be printed for.</summary>
    [JsonStringEnumMemberName("noAddress")]
    NoAddress,

    /// <summary>The post brought it back.</summary>
    [JsonStringEnumMemberName("cameBack")]
    CameBack,
}
