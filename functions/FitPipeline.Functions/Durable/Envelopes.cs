using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Azure.Core.Serialization;

namespace FitPipeline.Functions;

/// <summary>Which journey: the input of an orchestration and of every activity, and all that a nudge says.</summary>
/// <param name="JourneyId">The journey.</param>
public sealed record JourneyOrder(string JourneyId);

/// <summary>
/// What a journey waits for: what an activity answers. It names no patient and holds no rule; whoever loses it reads it
/// anew from the tables.
/// </summary>
/// <param name="WakeAt">When the pathway next looks by itself; null once the journey has ended.</param>
/// <param name="Undone">The kinds of effect that are still to be done, which are the names of the activities that do them.</param>
public sealed record JourneyWaits(DateTimeOffset? WakeAt, IReadOnlyList<string> Undone);

/// <summary>
/// Everything that crosses the durable boundary, each a sealed record of its own: a union passed bare would lose its
/// discriminator, because the worker writes values by their runtime type. Shapes in flight are public API: a changed
/// meaning is a new name (docs/change-in-flight.md).
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JourneyWaits))]
[JsonSerializable(typeof(JourneyOrder))]
internal sealed partial class EnvelopeJson : JsonSerializerContext
{
    /// <summary>How the worker writes and reads them; what is not ours falls to its usual way.</summary>
    internal static JsonObjectSerializer Serializer { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(Default, new DefaultJsonTypeInfoResolver()),
    });
}
