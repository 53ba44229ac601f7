using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Referrals;

/// <summary>What decision support answers a referral (NICE NG12 1.3.2 and DG56/HTG690).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReferralDecision>))]
public enum ReferralDecision
{
    /// <summary>A kit is posted.</summary>
    [JsonStringEnumMemberName("fitIndicated")]
    FitIndicated,

    /// <summary>A kit is posted and the practice refers on the suspected-cancer pathway at the same time.</summary>
    [JsonStringEnumMemberName("fitAndRefer")]
    FitAndRefer,

    /// <summary>No kit: the patient must not wait for one.</summary>
    [JsonStringEnumMemberName("referWithoutFit")]
    ReferWithoutFit,

    /// <summary>No kit: what was recorded meets none of the criteria.</summary>
    [JsonStringEnumMemberName("notIndicated")]
    NotIndicated,

    /// <summary>Nobody can say yet: the referral leaves out something the criteria turn on.</summary>
    [JsonStringEnumMemberName("insufficientInformation")]
    InsufficientInformation,
}
