using System.Text.Json.Serialization;

namespace FitPipeline.Application.Advice;

/// <summary>The JSON shapes of advice and guidance, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(AdviceBody))]
public sealed partial class AdviceJson : JsonSerializerContext;
