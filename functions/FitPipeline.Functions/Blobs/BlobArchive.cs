using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FitPipeline.Application.Storage;

namespace FitPipeline.Functions.Blobs;

/// <summary>
/// Keeps what arrived in the container <c>lab-archive</c>: for every arrival an entry under <c>arrivals/</c> whose name sorts
/// by time, a line that says what it is; behind that line the bytes of a request. The bytes of a file lie under their hash.
/// A blob is only ever created, never written over; in Azure the container's policy also refuses to change or delete it.
/// </summary>
public sealed class BlobArchive(BlobServiceClient blobs) : IRawArchive
{
    /// <summary>The container's name.</summary>
    public const string Container = "lab-archive";

    /// <summary>What the name of every arrival's entry begins with.</summary>
    public const string Entries = "arrivals/";

    private const int BufferSize = 128 * 1024;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(Container);

    /// <inheritdoc/>
    public async Task<string> KeepAsync(Arrival arrival, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        string name = NewEntry(arrival) + "-" + hash;
        await NoteAsync(name, new KeptArrival(arrival, name), body, cancel);
        return hash;
    }

    /// <inheritdoc/>
    public async Task<string> KeepFileAsync(Arrival arrival, Stream content, CancellationToken cancel)
    {
        // The name is the hash, so the bytes must have come to their end before they can be stored.
        await using FileStream spool = Spool();
        string id = await CopyAsync(content, spool, cancel);
        spool.Position = 0;
        await CreateAsync(id, spool, null, cancel);
        await NoteAsync(NewEntry(arrival), new KeptArrival(arrival, id), default, cancel);
        return id;
    }

    /// <inheritdoc/>
    public async Task KeepAnswerAsync(string fileId, Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
    {
        await using FileStream spool = Spool();
        await write(spool, cancel);
        spool.Position = 0;
        await CreateAsync(AnswerTo(fileId), spool, "x-application/hl7-v2+er7", cancel);
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAnswerAsync(string fileId, CancellationToken cancel) =>
        IsId(fileId) ? await OpenBlobAsync(AnswerTo(fileId), cancel) : null;

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string id, CancellationToken cancel) => IsId(id)
        ? await OpenBlobAsync(id, cancel) ?? await OpenBehindAsync(await NameOfAsync(id, cancel), cancel)
        : await OpenBehindAsync(id, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeptArrival> ArrivalsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (BlobItem entry in _container.GetBlobsAsync(prefix: Entries, cancellationToken: cancel))
        {
            await using Stream content = await OpenBlobAsync(entry.Name, cancel) ?? throw new InvalidOperationException("An entry of the archive has gone.");
            yield return await ArrivalEntry.ReadAsync(content, cancel);
        }
    }

    private static bool IsId(string id) => id.Length == 2 * SHA256.HashSizeInBytes && !id.AsSpan().ContainsAnyExcept(HexDigits);

    private static string AnswerTo(string fileId) => fileId + ".ack";

    private static FileStream Spool() => new(
        Path.GetTempFileName(),
        new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan | FileOptions.Asynchronous,
        });

    // Several workers write at once, so the time alone does not name one.
    private static string NewEntry(Arrival arrival)
    {
        DateTime at = arrival.At.UtcDateTime;
        string day = at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{Entries}{day}/{at.Ticks.ToString("D19", CultureInfo.InvariantCulture)}-{Guid.CreateVersion7():N}";
    }

    // After a file's bytes: an entry always leads somewhere.
    private async Task NoteAsync(string name, KeptArrival kept, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        using MemoryStream entry = new(ArrivalEntry.Write(kept, body.Span), writable: false);
        await CreateAsync(name, entry, "application/octet-stream", cancel);
    }

    // A request is asked for by its hash once in a while, by somebody who reads the audit trail; whoever lists arrivals has its name.
    private async Task<string?> NameOfAsync(string hash, CancellationToken cancel)
    {
        await foreach (BlobItem entry in _container.GetBlobsAsync(prefix: Entries, cancellationToken: cancel))
        {
            if (entry.Name.EndsWith("-" + hash, StringComparison.Ordinal))
            {
                return entry.Name;
            }
        }

        return null;
    }

    private async Task<Stream?> OpenBehindAsync(string? name, CancellationToken cancel)
    {
        if (name is null || !name.StartsWith(Entries, StringComparison.Ordinal) || await OpenBlobAsync(name, cancel) is not { } content)
        {
            return null;
        }

        await ArrivalEntry.ReadAsync(content, cancel);
        return content;
    }

    private async Task<Stream?> OpenBlobAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await _container.GetBlobClient(name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancel);
        }
        catch (RequestFailedException missing) when (missing.Status is 404)
        {
            return null;
        }
    }

    private static async Task<string> CopyAsync(Stream from, Stream to, CancellationToken cancel)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cancel)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task CreateAsync(string name, Stream content, string? contentType, CancellationToken cancel)
    {
        BlobUploadOptions createOnly = new()
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType ?? "application/octet-stream" },
        };
        try
        {
            await _container.GetBlobClient(name).UploadAsync(content, createOnly, cancel);
        }
        catch (RequestFailedException kept) when (kept.Status is 409 or 412)
        {
            // The same bytes were kept before.
        }
    }
}
