using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FitPipeline.Functions.Tables;

namespace FitPipeline.Functions.Blobs;

/// <summary>Where the audit trail ended at a moment.</summary>
/// <param name="At">When it was looked at.</param>
/// <param name="Number">Of its last line.</param>
/// <param name="Hash">Of its last line.</param>
internal sealed record AuditEnd(DateTimeOffset At, long Number, string Hash);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuditEnd))]
internal sealed partial class AnchorJson : JsonSerializerContext;

/// <summary>
/// Writes where the audit trail ends, once a day, into the container <c>audit</c>, where nothing can be changed
/// or deleted: whoever rewrote the table afterwards, and every hash in it, or set it back to an earlier day, is found out,
/// because the trail no longer runs through there.
/// </summary>
public sealed class AuditAnchor(BlobServiceClient blobs, TableAudit audit, TimeProvider time)
{
    /// <summary>The container's name.</summary>
    public const string Container = "audit";

    private const string Ends = "ends/";

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(Container);

    /// <summary>Writes today's; a second time on one day changes nothing.</summary>
    public async Task CastAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        (long number, string hash) = await audit.EndAsync(cancel) ?? (0, "");
        BinaryData body = new(JsonSerializer.SerializeToUtf8Bytes(new AuditEnd(now, number, hash), AnchorJson.Default.AuditEnd));
        BlobClient blob = _container.GetBlobClient($"{Ends}{now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.json");
        try
        {
            await blob.UploadAsync(body, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancel);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // Today's is written.
        }
    }

    /// <summary>The latest end written down that the trail does not run through any more; null when it runs through it, or none was.</summary>
    internal async Task<DateTimeOffset?> BreakAsync(CancellationToken cancel)
    {
        string? last = null;
        await foreach (BlobItem end in _container.GetBlobsAsync(prefix: Ends, cancellationToken: cancel))
        {
            // They come in the order of their names, which are days.
            last = end.Name;
        }

        if (last is null)
        {
            return null;
        }

        await using Stream content = await _container.GetBlobClient(last).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancel);
        AuditEnd written = await JsonSerializer.DeserializeAsync(content, AnchorJson.Default.AuditEnd, cancel)
            ?? throw new InvalidDataException("An end of the audit trail was written down as null.");
        return written.Number == 0 || await audit.HashOfAsync(written.Number, cancel) == written.Hash ? null : written.At;
    }
}
