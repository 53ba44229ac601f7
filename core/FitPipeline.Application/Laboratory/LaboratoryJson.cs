using System.Text.Json.Serialization;
using FitPipeline.Application.Storage;

namespace FitPipeline.Application.Laboratory;

/// <summary>The JSON shapes of laboratory files and the quarantine, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(LabFileAnswer))]
[JsonSerializable(typeof(LabFileView))]
[JsonSerializable(typeof(Page<QuarantineView>), TypeInfoPropertyName = "PageQuarantineView")]
[JsonSerializable(typeof(ResolutionAnswer))]
[JsonSerializable(typeof(ResolutionBody))]
public sealed partial class LaboratoryJson : JsonSerializerContext;
