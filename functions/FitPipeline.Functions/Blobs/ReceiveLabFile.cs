using Azure.Storage.Blobs;
using FitPipeline.Functions.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Blobs;

/// <summary>Reads a laboratory file as soon as Event Grid announces it.</summary>
public sealed class ReceiveLabFile(LabInbox inbox, JourneyNudges nudges)
{
    /// <summary>Reads it.</summary>
    [Function(nameof(ReceiveLabFile))]
    public async Task RunAsync(
        [BlobTrigger(LabInbox.Container + "/{name}", Source = BlobTriggerSource.EventGrid, Connection = "LabResults")] BlobClient blob,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancel)
    {
        _ = blob;
        using IDisposable line = nudges.Through(durable);
        await inbox.ReadAsync(name, cancel);
    }
}
