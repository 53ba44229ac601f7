using Azure.Storage.Blobs;
using FitPipeline.Functions.Blobs;
using FitPipeline.Functions.Tables;
using Microsoft.Extensions.Hosting;

namespace FitPipeline.Functions.Settings;

/// <summary>Makes the tables and containers that are not there yet, before the first call.</summary>
public sealed class DataPlaces(DataTables tables, BlobServiceClient blobs) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await tables.CreateAsync(cancellationToken);
        await Task.WhenAll(new[] { BlobArchive.Container, LabInbox.Container, LabInbox.Quarantine, AuditAnchor.Container }
            .Select(name => blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
