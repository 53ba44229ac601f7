using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Referrals;

/// <summary>What the clinician found on examination; each changes whether a patient may wait for a kit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Finding>))]
public enum Finding
{
    /// <summary>A rectal mass: never waits for a kit (NICE NG12).</summary>
    [JsonStringEnumMemberName("rectal-mass")]
    RectalMass,

    /// <summary>An unexplained anal mass: never waits for a kit (NICE NG12).</summary>
    [JsonStringEnumMemberName("anal-mass")]
    AnalMass,

    /// <summary>Unexplained anal ulceration: never waits for a kit (NICE NG12).</summary>
    [JsonStringEnumMemberName("anal-ulceration")]
    AnalUlceration,

    /// <summary>An abdominal mass: a kit alongside a suspected-cancer referral.</summary>
    [JsonStringEnumMemberName("abdominal-mass")]
    AbdominalMass,

    /// <summary>Obstructive symptoms: a kit alongside a suspected-cancer referral.</summary>
    [JsonStringEnumMemberName("obstruction")]
    Obstruction,
}
