using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Events;

/// <summary>What changed about how a patient is reached. What it changed to is on the register, not here.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContactChange>))]
public enum ContactChange
{
    /// <summary>The patient wants no more texts.</summary>
    [JsonStringEnumMemberName("textsRefused")]
    TextsRefused,

    /// <summary>The patient wants texts again.</summary>
    [JsonStringEnumMemberName("textsWanted")]
    TextsWanted,

    /// <summary>Another mobile, or none.</summary>
    [JsonStringEnumMemberName("mobile")]
    Mobile,

    /// <summary>Another address.</summary>
    [JsonStringEnumMemberName("address")]
    Address,

    /// <summary>Another language.</summary>
    [JsonStringEnumMemberName("language")]
    Language,

    /// <summary>Other formats: large print, Braille.</summary>
    [JsonStringEnumMemberName("formats")]
    Formats,
}
