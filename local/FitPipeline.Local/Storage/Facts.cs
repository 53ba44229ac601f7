using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Effects;

namespace FitPipeline.Local.Storage;

/// <summary>The facts of a stored message.</summary>
internal static class Facts
{
    /// <summary>Reads them.</summary>
    internal static MessageFacts Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, JourneyJson.Default.MessageFacts) ?? throw new InvalidDataException("A stored message has no facts.");
}
