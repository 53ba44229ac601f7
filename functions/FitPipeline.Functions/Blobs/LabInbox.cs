using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Tables;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Blobs;

/// <summary>
/// The container that laboratories put files into. A file is taken out only after every row of it has an outcome, so what
/// lies there has still to be read: by its notice, or, when the notice was lost, by the sweep.
/// </summary>
public sealed class LabInbox(
    BlobServiceClient blobs, DataTables tables, FitPipeline.Application.Laboratory.ReadLabFile read, MalwareScan scan, IWorklist worklist, PathwayPolicy policy, TimeProvider time,
    ILogger<LabInbox> log)
{
    /// <summary>Where laboratories put their files.</summary>
    public const string Container = "lab-results";

    /// <summary>Where a file goes that could not be read however often it was tried.</summary>
    public const string Quarantine = "lab-quarantine";

    // As often as the Functions host tries a blob before it gives it up.
    private const int MostAttempts = 5;
    private const long Largest = 50L * 1024 * 1024;

    // A blob's name has at most 1,024 characters (learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata),
    // and the quarantine puts a key of its own before it.
    private const int LongestName = 1000;

    private const string Unreadable = "Look at a laboratory file that could not be read: it is in the quarantine container.";
    private const string Dangerous =
        "Do not open a laboratory file that may be malicious: it is in the quarantine container. Tell the laboratory, and ask for its results again.";

    // A notice comes within seconds; a file this old has lost its own.
    private static readonly TimeSpan Unannounced = TimeSpan.FromMinutes(5);

    // Some systems make the file first and write it afterwards.
    private static readonly TimeSpan StillEmpty = TimeSpan.FromDays(1);

    private readonly BlobContainerClient _inbox = blobs.GetBlobContainerClient(Container);
    private readonly BlobContainerClient _quarantine = blobs.GetBlobContainerClient(Quarantine);

    /// <summary>
    /// Reads a file and takes it out. A file that has gone, is empty yet, or has not been scanned yet, is no matter: the sweep
    /// looks at it again.
    /// </summary>
    public async Task ReadAsync(string name, CancellationToken cancel)
    {
        if (LeadsElsewhere(name))
        {
            await RefuseAsync(name, cancel);
            return;
        }

        BlobClient blob = _inbox.GetBlobClient(name);
        try
        {
            BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancel);

            // Asked for after the stamp: were the file written anew in between, the stamp no longer fits and nothing is read.
            ScanVerdict verdict = properties.ContentLength > 0 ? await scan.OfAsync(blob, cancel) : ScanVerdict.Unknown;
            if (properties.ContentLength > Largest)
            {
                await GiveUpAsync(name, Unreadable, "It holds more than 50 MiB. Ask the laboratory to split it.", properties.ETag, cancel);
            }
            else if (verdict is ScanVerdict.Malicious)
            {
                await GiveUpAsync(name, Dangerous, "The malware scan found it malicious, so it was not read.", properties.ETag, cancel);
            }
            else if (verdict is ScanVerdict.Clean)
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
            await RetryAsync(item, age, cancel);
        }

        if (found > 0)
        {
            log.FilesFound(found);
        }
    }

    private async Task RetryAsync(BlobItem item, TimeSpan age, CancellationToken cancel)
    {
        int attempt = 0;
        try
        {
            if (LeadsElsewhere(item.Name))
            {
                await RefuseAsync(item.Name, cancel);
                return;
            }

            ScanVerdict verdict = item.Properties.ContentLength > 0 ? await scan.OfAsync(_inbox.GetBlobClient(item.Name), cancel) : ScanVerdict.Clean;
            if (verdict is ScanVerdict.Unknown)
            {
                await WaitAsync(item, age, cancel);
                return;
            }

            ETag etag = item.Properties.ETag ?? ETag.All;
            attempt = await CountAsync(item.Name, etag, cancel);
            if (item.Properties.ContentLength == 0)
            {
                await GiveUpAsync(item.Name, Unreadable, "It has been empty for a day. Ask the laboratory to send it again.", etag, cancel);
            }
            else if (attempt > MostAttempts && verdict is ScanVerdict.Clean)
            {
                await GiveUpAsync(item.Name, Unreadable, "Reading it failed again and again. Read it by hand, and tell whoever runs the service.", etag, cancel);
            }
            else
            {
                await ReadAsync(item.Name, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // One file that can be neither read nor given up must not hold up the others: it is counted, and given to a person after five times.
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

    // Unread it stays: whoever is asked sees to the scan, and the sweep reads it once there is a verdict.
    private async Task WaitAsync(BlobItem item, TimeSpan age, CancellationToken cancel)
    {
        if (age >= MalwareScan.Patience)
        {
            await AskAsync(
                "lab-scan/" + TableKeys.Hash(item.Name + item.Properties.ETag),
                Owner.Admin,
                "See to a laboratory file that has not been scanned for malware: it is not read until it has been, and results may be in it.",
                "An hour after it was sent the scan had said nothing of it. Has the month's cap been reached? Is the scan on, and may the service read its verdicts?",
                cancel);
        }
    }

    // The client makes an address of a name, and an address takes .. for the way out of the container and drops a stroke at either end.
    private static bool LeadsElsewhere(string name) =>
        name.Trim('/') != name || name.Split('/', '\\').Any(part => part is "." or "..");

    // It cannot be opened without opening something else, so it is left where it lies.
    private async Task RefuseAsync(string name, CancellationToken cancel)
    {
        await AskAsync(
            "lab-name/" + TableKeys.Hash(name),
            Owner.Lab,
            "Ask the laboratory to send a file again under another name: the one it has cannot be opened.",
            "Its name begins or ends with a stroke, or holds a part that is nothing but dots.",
            cancel);
        log.LabFileMisnamed();
    }

    // Out of the way of the next sweep, byte for byte, and on the laboratory's list.
    private async Task GiveUpAsync(string name, string what, string because, ETag etag, CancellationToken cancel)
    {
        BlobClient blob = _inbox.GetBlobClient(name);
        BlobRequestConditions unchanged = new() { IfMatch = etag };
        string end = name.Length <= LongestName ? name : TableKeys.Hash(name) + name[^100..].Replace('/', '_');
        await using (Stream content = await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { Conditions = unchanged }, cancel))
        {
            await _quarantine.GetBlobClient($"{TableKeys.Hash(etag.ToString())[..16]}/{end}").UploadAsync(content, new BlobUploadOptions(), cancel);
        }

        await AskAsync("lab-file/" + TableKeys.Hash(name + etag), Owner.Lab, what, because, cancel);
        await blob.DeleteIfExistsAsync(conditions: unchanged, cancellationToken: cancel);
        log.LabFileGivenUp();
    }

    private Task AskAsync(string item, Owner owner, string what, string because, CancellationToken cancel) => worklist.RaiseAsync(
        new WorkItem(
            item,
            null,
            null,
            what,
            owner,
            ServiceCalendar.CloseOfWorkingDay(time.GetUtcNow(), owner is Owner.Admin ? 0 : policy.WorkingDaysToReview, policy.CloseOfBusiness),
            because),
        cancel);

    private async Task<int> CountAsync(string name, ETag etag, CancellationToken cancel)
    {
        string key = TableKeys.Hash(name + etag);
        int attempt = ((await tables.LabRows.FindAsync("inbox", key, cancel))?.GetInt32("Attempts") ?? 0) + 1;
        await tables.LabRows.UpsertEntityAsync(new TableEntity("inbox", key) { ["Attempts"] = attempt }, TableUpdateMode.Replace, cancel);
        return attempt;
    }
}
