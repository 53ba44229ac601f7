using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FitPipeline.Application.Booking;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Messages;

/// <summary>A kit to be posted, on <c>kit-dispatch</c>. Name and address are asked for by journey, with a token.</summary>
public sealed record KitDispatchMessage(string DispatchId, string JourneyId, int KitNumber, DateTimeOffset RequestedAt);

/// <summary>A journey that waits for a slot, on <c>booking-requests</c>.</summary>
public sealed record BookingRequestMessage(string RequestId, string JourneyId);

/// <summary>An announcement on <c>pathway-events</c>: a CloudEvent 1.0 in structured mode, without personal data.</summary>
/// <param name="SpecVersion">1.0.</param>
/// <param name="Id">The effect's id.</param>
/// <param name="Source">Whose event it is.</param>
/// <param name="Type">E.g. <c>fitpipeline.kit-posted</c>.</param>
/// <param name="Subject">The journey.</param>
/// <param name="Time">When.</param>
/// <param name="Data">Where more is to be read; left out when there is no more.</param>
public sealed record PathwayCloudEvent(
    [property: JsonPropertyName("specversion")] string SpecVersion, string Id, string Source, string Type, string Subject, DateTimeOffset Time,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PathwayEventData? Data);

/// <summary>What a CloudEvent leads to.</summary>
/// <param name="Link">The path under which those who may know more read it, with a token.</param>
public sealed record PathwayEventData(string Link);

/// <summary>The shapes of messages, generated at build time. They are public API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KitDispatchMessage))]
[JsonSerializable(typeof(BookingRequestMessage))]
[JsonSerializable(typeof(PathwayCloudEvent))]
internal sealed partial class MessageJson : JsonSerializerContext
{
    internal static BinaryData Of<T>(T message) =>
        new(JsonSerializer.SerializeToUtf8Bytes(message, (JsonTypeInfo<T>)Default.GetTypeInfo(typeof(T))!));
}

/// <summary>Asks for slots on the queue <c>booking-requests</c>.</summary>
public sealed class SentBookingRequests(IOutgoing outgoing) : IBookingRequests
{
    /// <inheritdoc/>
    public Task AskAsync(JourneyId journey, string requestId, CancellationToken cancel) => outgoing.SendAsync(
        new OutgoingMessage(
            OutgoingMessage.BookingRequests, requestId, "booking-requested", MessageJson.Of(new BookingRequestMessage(requestId, journey.Value))),
        cancel);
}

/// <summary>Announces on the topic <c>pathway-events</c>.</summary>
public sealed class SentAnnouncements(IOutgoing outgoing) : IPathwayAnnouncements
{
    private const string Source = "urn:fitpipeline:pathway";

    /// <inheritdoc/>
    public Task PublishAsync(PathwayAnnouncement announcement, CancellationToken cancel) => outgoing.SendAsync(
        new OutgoingMessage(
            OutgoingMessage.PathwayEvents,
            announcement.Id,
            announcement.Type,
            MessageJson.Of(new PathwayCloudEvent(
                "1.0", announcement.Id, Source, "fitpipeline." + announcement.Type, announcement.Journey.Value, announcement.At,
                announcement.Link is { } link ? new PathwayEventData(link) : null)),
            "application/cloudevents+json"),
        cancel);
}
