using System.Text.Json.Serialization;

namespace FitPipeline.Application.Http;

/// <summary>The JSON shapes of what no slice owns: health, the session, problems, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(SessionView))]
public sealed partial class HttpJson : JsonSerializerContext;
