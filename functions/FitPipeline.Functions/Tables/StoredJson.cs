using System.Text.Json.Serialization;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Practices;
using FitPipeline.Application.Reports;
using FitPipeline.Pathway.Booking;

namespace FitPipeline.Functions.Tables;

/// <summary>What this host keeps as JSON besides the shapes of <see cref="JourneyJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JourneyFigures))]
[JsonSerializable(typeof(TextRecord))]
[JsonSerializable(typeof(LetterRecord))]
[JsonSerializable(typeof(KitDelivery))]
[JsonSerializable(typeof(ParkedScan))]
[JsonSerializable(typeof(KitDispatch))]
[JsonSerializable(typeof(PracticeNotification))]
[JsonSerializable(typeof(FreeSlot))]
[JsonSerializable(typeof(LabFileRecord))]
[JsonSerializable(typeof(LabRowRecord))]
[JsonSerializable(typeof(QuarantinedRow))]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class StoredJson : JsonSerializerContext;
