namespace FitPipeline.Functions.Messages;

/// <summary>A message to another system.</summary>
/// <param name="Entity">The queue or topic.</param>
/// <param name="Id">Its id: the same id again is the same message, to Service Bus and to whoever reads it.</param>
/// <param name="Subject">What it is about, e.g. <c>kit-posted</c>.</param>
/// <param name="Body">JSON.</param>
/// <param name="ContentType">The body's type.</param>
public sealed record OutgoingMessage(string Entity, string Id, string Subject, BinaryData Body, string ContentType = "application/json")
{
    /// <summary>The queue of kits to be posted.</summary>
    public const string KitDispatch = "kit-dispatch";

    /// <summary>The queue of requests for a slot.</summary>
    public const string BookingRequests = "booking-requests";

    /// <summary>The topic that other systems follow.</summary>
    public const string PathwayEvents = "pathway-events";
}

/// <summary>Sends messages to other systems.</summary>
public interface IOutgoing
{
    /// <summary>Sends one. An exception means that it must be sent again.</summary>
    Task SendAsync(OutgoingMessage message, CancellationToken cancel);
}
