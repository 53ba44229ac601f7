using System.Text.Json.Serialization;

namespace FitPipeline.Application.Journeys;

/// <summary>The JSON shapes of a journey and what people do with it, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(JourneyView))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(PriorityBody))]
public sealed partial class JourneysJson : JsonSerializerContext;
