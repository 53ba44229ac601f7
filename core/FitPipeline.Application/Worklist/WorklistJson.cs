using System.Text.Json.Serialization;
using FitPipeline.Application.Storage;

namespace FitPipeline.Application.Worklist;

/// <summary>The JSON shapes of worklists and the first page, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(FrontView))]
[JsonSerializable(typeof(Page<WorkItemView>), TypeInfoPropertyName = "PageWorkItemView")]
public sealed partial class WorklistJson : JsonSerializerContext;
