using System.Text.Json.Serialization;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Journeys;

/// <summary>
/// Every shape a store keeps as JSON, generated at build time. What is in flight is public API: a changed meaning is a
/// new name beside the old.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Journey))]
[JsonSerializable(typeof(PathwayEvent))]
[JsonSerializable(typeof(PathwayEvent.KitPosted), TypeInfoPropertyName = "KitPostedEvent")]
[JsonSerializable(typeof(PathwayEvent.KitReceived), TypeInfoPropertyName = "KitReceivedEvent")]
[JsonSerializable(typeof(Effect))]
[JsonSerializable(typeof(MessageFacts))]
[JsonSerializable(typeof(PatientRecord))]
[JsonSerializable(typeof(ReferralMessage))]
[JsonSerializable(typeof(LabRow))]
[JsonSerializable(typeof(IReadOnlyList<QuarantineCandidate>))]
[JsonSerializable(typeof(QuarantineResolution))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
public sealed partial class JourneyJson : JsonSerializerContext;
