using System.Text.Json.Serialization;
using FitPipeline.Application.Storage;

namespace FitPipeline.Application.Kits;

/// <summary>The JSON shapes of kits, scans and stock, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(DeliveryBody))]
[JsonSerializable(typeof(KitRequestBody))]
[JsonSerializable(typeof(Page<KitToPostView>), TypeInfoPropertyName = "PageKitToPostView")]
[JsonSerializable(typeof(Page<LabelView>), TypeInfoPropertyName = "PageLabelView")]
[JsonSerializable(typeof(Page<LotView>), TypeInfoPropertyName = "PageLotView")]
[JsonSerializable(typeof(RecallBody))]
[JsonSerializable(typeof(RecallReport))]
[JsonSerializable(typeof(ScanAnswers))]
public sealed partial class KitsJson : JsonSerializerContext;
