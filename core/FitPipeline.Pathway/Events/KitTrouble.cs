using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Events;

/// <summary>Why a patient asks for another kit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KitTrouble>))]
public enum KitTrouble
{
    /// <summary>It has not come.</summary>
    [JsonStringEnumMemberName("notCome")]
    NotCome,

    /// <summary>It came, and cannot be found.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>It is spoilt, or was used wrongly.</summary>
    [JsonStringEnumMemberName("spoilt")]
    Spoilt,
}
