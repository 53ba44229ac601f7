using System.Text.Json.Serialization;

namespace FitPipeline.Application.Reports;

/// <summary>The JSON shapes of reports, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(Report))]
public sealed partial class ReportsJson : JsonSerializerContext;
