using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace FitPipeline.Functions.Messages;

/// <summary>
/// Sends through Service Bus. The message's id is the effect's, and the entities detect duplicates for seven days, so
/// that a message sent twice arrives once.
/// </summary>
public sealed class ServiceBusOutgoing(ServiceBusClient client) : IOutgoing
{
    // A sender holds a connection and is meant to be kept.
    private readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new();

    /// <inheritdoc/>
    public Task SendAsync(OutgoingMessage message, CancellationToken cancel) =>
        _senders.GetOrAdd(message.Entity, client.CreateSender).SendMessageAsync(
            new ServiceBusMessage(message.Body)
            {
                MessageId = message.Id,
                Subject = message.Subject,
                ContentType = message.ContentType,
            },
            cancel);
}
