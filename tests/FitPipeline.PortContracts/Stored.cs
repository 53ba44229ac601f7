using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.PortContracts;

/// <summary>Compares what was stored with what comes back: records hold lists, and lists compare by reference.</summary>
public static class Stored
{
    public static string Json(Journey journey) => JsonSerializer.Serialize(journey, JourneyJson.Default.Journey);

    public static string Json(PathwayEvent @event) => JsonSerializer.Serialize(@event, JourneyJson.Default.PathwayEvent);

    public static string Json(Effect effect) => JsonSerializer.Serialize(effect, JourneyJson.Default.Effect);

    public static string Json(PatientRecord patient) => JsonSerializer.Serialize(patient, JourneyJson.Default.PatientRecord);
}
