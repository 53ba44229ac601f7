using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Azure.Core.Serialization;

namespace FitPipeline.Functions.Durable;

/// <summary>Which journey: the input of every activity.</summary>
/// <param name="JourneyId">The journey.</param>
public sealed record JourneyOrder(string JourneyId);

/// <summary>That a journey moved: the input of an orchestration, and what a nudge says.</summary>
/// <param name="JourneyId">The journey.</param>
/// <param name="IsDone">
/// True when whoever moved the journey has done all that was to be done; false, also when it is missing, when the
/// orchestration must see to it.
/// </param>
/// <param name="WakeAt">With <paramref name="IsDone"/>: when the pathway next looks by itself; null once the journey has ended.</param>
public sealed record JourneyNews(string JourneyId, bool IsDone = false, DateTimeOffset? WakeAt = null);

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
[JsonSerializable(typeof(JourneyNews))]
[JsonSerializable(typeof(JourneyOrder))]
internal sealed partial class EnvelopeJson : JsonSerializerContext
{
    /// <summary>How the worker writes and reads them; what is not ours falls to its usual way.</summary>
    internal static JsonObjectSerializer Serializer { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(Default, new DefaultJsonTypeInfoResolver()),
    });
}
