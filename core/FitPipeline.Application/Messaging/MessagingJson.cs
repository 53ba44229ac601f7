using System.Text.Json.Serialization;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.Storage;

namespace FitPipeline.Application.Messaging;

/// <summary>The JSON shapes of texts, letters and their wording, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(DeliveryReportsImported))]
[JsonSerializable(typeof(LanguageFile))]
[JsonSerializable(typeof(LetterBatchView))]
[JsonSerializable(typeof(Page<LetterView>), TypeInfoPropertyName = "PageLetterView")]
[JsonSerializable(typeof(Page<TextView>), TypeInfoPropertyName = "PageTextView")]
[JsonSerializable(typeof(ValidationAnswer))]
[JsonSerializable(typeof(WaitingLetters))]
public sealed partial class MessagingJson : JsonSerializerContext;
