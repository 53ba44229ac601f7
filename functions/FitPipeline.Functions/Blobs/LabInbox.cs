using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FitPipeline.Pathway;
using FitPipeline.Service;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions;

/// <summary>
/// The container that laboratories put files into. A file is taken out only after every row of it has an outcome, so what
/// lies there has still to be read: by its notice, or, when the notice was lost, by the sweep.
/// </summary>
public sealed class LabInbox(
    BlobServiceClient blobs, DataTables tables, Service.ReadLabFile read, IWorklist worklist, PathwayPolicy policy, TimeProvider time, ILogger<LabInbox> log)
{
    /// <summary>Where laboratories put their files.</summary>
    public const string Container = "lab-results";

    /// <summary>Where a file goes that could not be read however often it was tried.</summary>
    public const string Quarantine = "lab-quarantine";

    // As often as the Functions host tries a blob before it gives it up.
    private const int MostAttempts = 5;
    private const long Largest = 50L * 1024 * 1024;

    // A notice comes within seconds; a file this old has lost its own.
    private static readonly TimeSpan Unannounced = TimeSpan.FromMinutes(5);

    // Some systems make the file first and write it afterwards.
    private static readonly TimeSpan StillEmpty = TimeSpan.FromDays(1);

    private readonly BlobContainerClient _inbox = blobs.GetBlobContainerClient(Container);
    private readonly BlobContainerClient _quarantine = blobs.GetBlobContainerClient(Quarantine);

    /// <summary>Reads a file and takes it out. A file that has gone, or is empty yet, is no matter.</summary>
    public async Task ReadAsync(string name, CancellationToken cancel)
    {
        BlobClient blob = _inbox.GetBlobClient(name);
        try
        {
            BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancel);
            if (properties.ContentLength > Largest)
            {
                await GiveUpAsync(name, "It holds more than 50 MiB. Ask the laboratory to split it.", properties.ETag, cancel);
            }
            else if (properties.ContentLength > 0)
            {
                await ReadAsync(blob, properties.ETag, cancel);
            }
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            // Taken away, or written anew while it was read: the new file has a notice of its own, and the sweep besides.
            log.LabFileMoved(gone.Status);
        }
    }

    /// <summary>Reads the files that nobody announced, and gives up what cannot be read.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        int found = 0;
        await foreach (BlobItem item in _inbox.GetBlobsAsync(cancellationToken: cancel))
        {
            TimeSpan age = now - (item.Properties.LastModified ?? now);
            if (age < Unannounced || (item.Properties.ContentLength == 0 && age < StillEmpty))
            {
                continue;
            }

            found++;
            await RetryAsync(item, cancel);
        }

        if (found > 0)
        {
            log.FilesFound(found);
        }
    }

    private async Task RetryAsync(BlobItem item, CancellationToken cancel)
    {
        ETag etag = item.Properties.ETag ?? ETag.All;
        int attempt = await CountAsync(item.Name, etag, cancel);
        if (item.Properties.ContentLength == 0)
        {
            await GiveUpAsync(item.Name, "It has been empty for a day. Ask the laboratory to send it again.", etag, cancel);
            return;
        }

        if (attempt > MostAttempts)
        {
            await GiveUpAsync(item.Name, "Reading it failed again and again. Read it by hand, and tell whoever runs the service.", etag, cancel);
            return;
        }

        try
        {
            await ReadAsync(item.Name, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // One file that cannot be read must not hold up the others: it is counted, and given to a person after five times.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.LabFileFailed(attempt, fault.GetType().Name);
        }
    }

    private async Task ReadAsync(BlobClient blob, ETag etag, CancellationToken cancel)
    {
        BlobOpenReadOptions unchanged = new(allowModifications: false) { Conditions = new BlobRequestConditions { IfMatch = etag } };
        await using (Stream content = await blob.OpenReadAsync(unchanged, cancel))
        {
            await read.RunAsync(blob.Name, content, cancel);
        }

        await blob.DeleteIfExistsAsync(conditions: new BlobRequestConditions { IfMatch = etag }, cancellationToken: cancel);
    }

    // Out of the way of the next sweep, byte for byte, and on the laboratory's list.
    private async Task GiveUpAsync(string name, string because, ETag etag, CancellationToken cancel)
    {
        BlobClient blob = _inbox.GetBlobClient(name);
        BlobRequestConditions unchanged = new() { IfMatch = etag };
        await using (Stream content = await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { Conditions = unchanged }, cancel))
        {
            await _quarantine.GetBlobClient($"{TableKeys.Hash(etag.ToString())[..16]}/{name}").UploadAsync(content, new BlobUploadOptions(), cancel);
        }

        DateTimeOffset now = time.GetUtcNow();
        await worklist.RaiseAsync(
            new WorkItem(
                "lab-file/" + TableKeys.Hash(name + etag),
                null,
                null,
                "Look at a laboratory file that could not be read: it is in the quarantine container.",
                Owner.Lab,
                London.CloseOfWorkingDay(now, policy.WorkingDaysToReview, policy.CloseOfBusiness),
                because),
            cancel);
        await blob.DeleteIfExistsAsync(conditions: unchanged, cancellationToken: cancel);
        log.LabFileGivenUp();
    }

    private async Task<int> CountAsync(string name, ETag etag, CancellationToken cancel)
    {
        string key = TableKeys.Hash(name + etag);
        int attempt = ((await tables.LabRows.FindAsync("inbox", key, cancel))?.GetInt32("Attempts") ?? 0) + 1;
        await tables.LabRows.UpsertEntityAsync(new TableEntity("inbox", key) { ["Attempts"] = attempt }, TableUpdateMode.Replace, cancel);
        return attempt;
    }
}
