using System.Text.Json;
using Azure.Messaging.ServiceBus;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Storage;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Http;
using FitPipeline.Pathway.Journeys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Messages;

/// <summary>
/// Takes delivery reports in from the queue <c>sms-delivery-reports</c>, where Event Grid puts one event a message. A
/// report on a text that is not ours is taken and forgotten; what is no report goes to the dead-letter queue.
/// </summary>
public sealed class ReceiveDeliveryReport(
    ImportDeliveryReports take, IRawArchive archive, JourneyNudges nudges, TimeProvider time, ILogger<ReceiveDeliveryReport> log)
{
    private const int Deepest = 16;

    /// <summary>Takes one message in.</summary>
    [Function(nameof(ReceiveDeliveryReport))]
    public async Task RunAsync(
        [ServiceBusTrigger("sms-delivery-reports", Connection = "ServiceBus", AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel)
    {
        using IDisposable line = nudges.Through(durable);
        ReadOnlyMemory<byte> body = message.Body.ToMemory();
        await archive.KeepAsync(
            new Arrival(nameof(ReceiveDeliveryReports), null, Actor.Admin, null, null, "application/json", time.GetUtcNow()), body, cancel);
        if (await TakeAsync(body, cancel))
        {
            await actions.CompleteMessageAsync(message, cancel);
            return;
        }

        const string reason = "NotADeliveryReport";
        log.ReportDeadLettered(reason);
        await actions.DeadLetterMessageAsync(
            message, deadLetterReason: reason, deadLetterErrorDescription: "Event Grid's delivery reports are expected here.", cancellationToken: cancel);
    }

    private async Task<bool> TakeAsync(ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Deepest });
        }
        catch (JsonException)
        {
            return false;
        }

        using (document)
        {
            bool reports = true;
            foreach (JsonElement gridEvent in ImportDeliveryReports.EventsIn(document.RootElement))
            {
                reports &= await take.RunAsync(gridEvent, cancel) is not null;
            }

            return reports;
        }
    }
}
