using Azure.Messaging.ServiceBus;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Storage;
using FitPipeline.Functions.Durable;
using FitPipeline.Intake.Scans;
using FitPipeline.Pathway.Journeys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Messages;

/// <summary>
/// Takes kit movements in from the topic <c>kit-movements</c>: the body is that of <c>POST /api/kits/scans</c>. What can
/// never be taken in goes to the dead-letter queue with the reason, where somebody is told; whatever else goes wrong is
/// tried again by Service Bus.
/// </summary>
public sealed class ReceiveKitMovement(
    FitPipeline.Application.Kits.ReceiveScans receive, IRawArchive archive, JourneyNudges nudges, TimeProvider time, ILogger<ReceiveKitMovement> log)
{
    private const string Unreadable = "Unreadable";
    private const string Refused = "Refused";

    // Service Bus keeps up to 4,096 characters of a reason.
    private const int LongestReason = 1000;

    /// <summary>Takes one message in.</summary>
    [Function(nameof(ReceiveKitMovement))]
    public async Task RunAsync(
        [ServiceBusTrigger("kit-movements", "fitpipeline", Connection = "ServiceBus", AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel)
    {
        using IDisposable line = nudges.Through(durable);
        DateTimeOffset now = time.GetUtcNow();
        ReadOnlyMemory<byte> body = message.Body.ToMemory();
        await archive.KeepAsync(new Arrival(nameof(Application.Kits.ReceiveScans), null, Actor.KitDesk, null, null, "application/json", now), body, cancel);
        switch (ScanListReader.Read(body, now))
        {
            case ScanListReading.Unreadable unreadable:
                await DeadLetterAsync(actions, message, Unreadable, unreadable.Because, cancel);
                break;
            case ScanListReading.Refused refused:
                await DeadLetterAsync(actions, message, Refused, string.Join(' ', refused.Errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")), cancel);
                break;
            case ScanListReading.Read read:
                await TakeInAsync(read, message, actions, cancel);
                break;
        }
    }

    private async Task TakeInAsync(ScanListReading.Read read, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken cancel)
    {
        IReadOnlyList<ScanAnswer> answers = await receive.RunAsync(read.Scans, Actor.KitDesk, cancel);
        string[] rejected = [.. answers.Where(answer => answer.Outcome is ScanOutcome.Rejected).Select(answer => $"{answer.ScanId}: {answer.Because}")];
        if (rejected.Length > 0)
        {
            // The others were taken in, and sending the message again takes them in no second time.
            await DeadLetterAsync(actions, message, Refused, string.Join(' ', rejected), cancel);
            return;
        }

        await actions.CompleteMessageAsync(message, cancel);
    }

    private async Task DeadLetterAsync(
        ServiceBusMessageActions actions, ServiceBusReceivedMessage message, string reason, string because, CancellationToken cancel)
    {
        log.MovementDeadLettered(reason);
        await actions.DeadLetterMessageAsync(
            message,
            deadLetterReason: reason,
            deadLetterErrorDescription: because.Length > LongestReason ? because[..LongestReason] : because,
            cancellationToken: cancel);
    }
}
