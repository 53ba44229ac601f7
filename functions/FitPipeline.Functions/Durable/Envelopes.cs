using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Azure.Core.Serialization;

namespace FitPipeline.Functions.Durable;

/// <summary>Which journey: the input of its orchestration and of the activity.</summary>
/// <param name="JourneyId">The journey.</param>
public sealed record JourneyRef(string JourneyId);

/// <summary>The event that says a journey changed, and nothing more: what changed is read from the tables.</summary>
public sealed record JourneyChanged;

/// <summary>How far a journey is: the activity's answer, and the instance's custom status. It names no patient.</summary>
/// <param name="State">The state's name.</param>
/// <param name="WakeAt">When to look at the journey again; null once it has ended and nothing is left to do.</param>
public sealed record JourneyProgress(string State, DateTimeOffset? WakeAt);

/// <summary>
/// Everything that crosses the durable boundary, each a sealed record of its own: a union passed bare would lose its
/// discriminator, because the worker writes values by their runtime type. Shapes in flight are public API: a changed
/// meaning is a new name (docs/change-in-flight.md).
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JourneyRef))]
[JsonSerializable(typeof(JourneyChanged))]
[JsonSerializable(typeof(JourneyProgress))]
internal sealed partial class EnvelopeJson : JsonSerializerContext
{
    /// <summary>How the worker writes and reads them; what is not ours falls to its usual way.</summary>
    internal static JsonObjectSerializer Serializer { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(Default, new DefaultJsonTypeInfoResolver()),
    });
}
