using System.Text.Json.Serialization;
using FitPipeline.Application.Storage;

namespace FitPipeline.Application.Practices;

/// <summary>The JSON shapes of practices' lists and notices, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(Page<NoticeView>), TypeInfoPropertyName = "PageNoticeView")]
[JsonSerializable(typeof(Page<PracticeJourneyView>), TypeInfoPropertyName = "PagePracticeJourneyView")]
public sealed partial class PracticesJson : JsonSerializerContext;
