using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FitPipeline.Service;

namespace FitPipeline.Functions;

/// <summary>
/// Keeps what arrived in the container <c>lab-archive</c>, under its hash. A blob is only ever created, never written
/// over; in Azure the container's policy also refuses to change or delete it.
/// </summary>
public sealed class BlobArchive(BlobServiceClient blobs) : IRawArchive
{
    /// <summary>The container's name.</summary>
    public const string Container = "lab-archive";

    private const int BufferSize = 128 * 1024;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(Container);

    /// <inheritdoc/>
    public async Task<string> KeepAsync(
        string kind, string contentType, ReadOnlyMemory<byte> body, DateTimeOffset at, CancellationToken cancel)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        using MemoryStream content = new(body.ToArray(), writable: false);
        await CreateAsync(id, content, contentType, kind, at, cancel);
        return id;
    }

    /// <inheritdoc/>
    public async Task<string> KeepFileAsync(string name, Stream content, DateTimeOffset at, CancellationToken cancel)
    {
        // The name is the hash, so the bytes must have come to their end before they can be stored.
        await using FileStream spool = new(
            Path.GetTempFileName(),
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan | FileOptions.Asynchronous,
            });
        string id = await CopyAsync(content, spool, cancel);
        spool.Position = 0;
        await CreateAsync(id, spool, "application/octet-stream", "file", at, cancel);
        return id;
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string id, CancellationToken cancel)
    {
        if (id.Length != 2 * SHA256.HashSizeInBytes || id.AsSpan().ContainsAnyExcept(HexDigits))
        {
            return null;
        }

        try
        {
            return await _container.GetBlobClient(id).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancel);
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

    private async Task CreateAsync(string id, Stream content, string contentType, string kind, DateTimeOffset at, CancellationToken cancel)
    {
        BlobUploadOptions createOnly = new()
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            Metadata = new Dictionary<string, string> { ["kind"] = kind, ["at"] = at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) },
        };
        try
        {
            await _container.GetBlobClient(id).UploadAsync(content, createOnly, cancel);
        }
        catch (RequestFailedException kept) when (kept.Status is 409 or 412)
        {
            // The same bytes were kept before.
        }
    }
}
