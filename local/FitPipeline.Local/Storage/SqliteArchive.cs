using System.Buffers;
using System.Security.Cryptography;
using FitPipeline.Service;

namespace FitPipeline.Local;

/// <summary>
/// Keeps what arrived: request bodies in the database, laboratory files beside it. A file's name is its hash and never
/// the sender's, so no name can lead out of the folder.
/// </summary>
public sealed class SqliteArchive(Database database, string folder) : IRawArchive
{
    private const int BufferSize = 128 * 1024;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <inheritdoc/>
    public Task<string> KeepAsync(string kind, string contentType, ReadOnlyMemory<byte> body, DateTimeOffset at, CancellationToken cancel)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        byte[] bytes = body.ToArray();
        return database.WriteAsync(
            session =>
            {
                session.Run(
                    "INSERT INTO archive (id, kind, type, at, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING", id, kind, contentType, at, bytes);
                return id;
            },
            cancel);
    }

    /// <inheritdoc/>
    public async Task<string> KeepFileAsync(string name, Stream content, DateTimeOffset at, CancellationToken cancel)
    {
        string arriving = Path.Combine(folder, $".{Guid.NewGuid():N}");
        try
        {
            string id = await CopyAsync(content, arriving, cancel);
            File.Move(arriving, Path.Combine(folder, id), overwrite: true);
            await database.WriteAsync(
                session => session.Run("INSERT INTO archived_files VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", id, name, at), cancel);
            return id;
        }
        finally
        {
            // Gone already when it was kept; what arrived only in part is not kept.
            File.Delete(arriving);
        }
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string id, CancellationToken cancel)
    {
        if (id.Length != 2 * SHA256.HashSizeInBytes || id.AsSpan().ContainsAnyExcept(HexDigits))
        {
            return null;
        }

        byte[]? body = await database.ReadAsync(
            session =>
            {
                using Rows rows = session.Query("SELECT body FROM archive WHERE id = ?1", id);
                return rows.Read() ? rows.Bytes(0).ToArray() : null;
            },
            cancel);
        if (body is not null)
        {
            return new MemoryStream(body, writable: false);
        }

        string path = Path.Combine(folder, id);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan) : null;
    }

    // To the disk and not only to the machine's memory, before anybody is told that it is kept.
    private static async Task<string> CopyAsync(Stream content, string path, CancellationToken cancel)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using FileStream file = new(path, options);
            int read;
            while ((read = await content.ReadAsync(buffer, cancel)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            file.Flush(flushToDisk: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
