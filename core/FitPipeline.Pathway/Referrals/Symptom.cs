using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Referrals;

/// <summary>The symptoms a referral may name: those that NICE NG12 recommendation 1.3.2 asks about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Symptom>))]
public enum Symptom
{
    /// <summary>A change in bowel habit.</summary>
    [JsonStringEnumMemberName("change-in-bowel-habit")]
    ChangeInBowelHabit,

    /// <summary>Rectal bleeding.</summary>
    [JsonStringEnumMemberName("rectal-bleeding")]
    RectalBleeding,

    /// <summary>Unexplained abdominal pain.</summary>
    [JsonStringEnumMemberName("abdominal-pain")]
    AbdominalPain,

    /// <summary>Unexplained weight loss.</summary>
    [JsonStringEnumMemberName("weight-loss")]
    WeightLoss,
}
