using System.Text.Json.Serialization;

namespace FitPipeline.Application.Referrals;

/// <summary>The JSON shapes of the answer to a referral, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(ReferralAnswer))]
public sealed partial class ReferralsJson : JsonSerializerContext;
