using System.Text.Json.Serialization;

namespace FitPipeline.Service;

/// <summary>Every shape the service reads and writes as JSON over HTTP, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(ReferralAnswer))]
[JsonSerializable(typeof(JourneyView))]
public sealed partial class ServiceJson : JsonSerializerContext;
