using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Tests;

/// <summary>How a message was settled.</summary>
internal sealed class Settled : ServiceBusMessageActions
{
    internal int Completed { get; private set; }

    internal List<(string? Reason, string? Because)> DeadLettered { get; } = [];

    public static ServiceBusReceivedMessage Message(string body, int deliveries = 1) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(body: new BinaryData(body), messageId: "m-1", deliveryCount: deliveries);

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        Completed++;
        return Task.CompletedTask;
    }

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default)
    {
        DeadLettered.Add((deadLetterReason, deadLetterErrorDescription));
        return Task.CompletedTask;
    }
}
