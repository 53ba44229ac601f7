using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Storage;

/// <summary>
/// Keeps what arrived: request bodies in the database, laboratory files beside it. A file's name is its hash and never
/// the sender's, so no name can lead out of the folder.
/// </summary>
public sealed class SqliteArchive(Database database, string folder) : IRawArchive
{
    private const int BufferSize = 128 * 1024;
    private const int AtOnce = 500;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <inheritdoc/>
    public Task<string> KeepAsync(Arrival arrival, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        byte[] bytes = body.ToArray();
        return database.WriteAsync(
            session =>
            {
                session.Run(
                    "INSERT INTO archive (id, kind, type, at, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                    id, arrival.Kind, arrival.ContentType ?? "", arrival.At, bytes);
                Note(session, arrival, id);
                return id;
            },
            cancel);
    }

    /// <inheritdoc/>
    public async Task<string> KeepFileAsync(Arrival arrival, Stream content, CancellationToken cancel)
    {
        string arriving = Arriving();
        try
        {
            string id = await CopyAsync(content, arriving, cancel);
            File.Move(arriving, Path.Combine(folder, id), overwrite: true);
            await database.WriteAsync(
                session =>
                {
                    session.Run("INSERT INTO archived_files VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", id, arrival.Of ?? "", arrival.At);
                    Note(session, arrival, id);
                },
                cancel);
            return id;
        }
        finally
        {
            // Gone already when it was kept; what arrived only in part is not kept.
            File.Delete(arriving);
        }
    }

    /// <inheritdoc/>
    public async Task KeepAnswerAsync(string fileId, Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
    {
        string answer = AnswerTo(fileId);
        if (File.Exists(answer))
        {
            return;
        }

        string arriving = Arriving();
        try
        {
            await using (FileStream file = Create(arriving, BufferSize))
            {
                await write(file, cancel);
                await file.FlushAsync(cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(arriving, answer, overwrite: true);
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAnswerAsync(string fileId, CancellationToken cancel) =>
        Task.FromResult<Stream?>(IsId(fileId) ? OpenFile(AnswerTo(fileId)) : null);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string id, CancellationToken cancel) =>
        IsId(id) ? Open(await database.ReadAsync(session => Body(session, id), cancel), folder, id) : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeptArrival> ArrivalsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        long last = 0;
        while (true)
        {
            (IReadOnlyList<KeptArrival> arrivals, last) = await database.ReadAsync(session => Arrivals(session, last, AtOnce), cancel);
            foreach (KeptArrival arrival in arrivals)
            {
                yield return arrival;
            }

            if (arrivals.Count < AtOnce)
            {
                yield break;
            }
        }
    }

    /// <summary>What arrived after one, oldest first, and the number of the last of them.</summary>
    internal static (IReadOnlyList<KeptArrival> Arrivals, long Last) Arrivals(Session session, long after, int limit)
    {
        List<KeptArrival> arrivals = [];
        using Rows rows = session.Query(
            "SELECT no, kind, named, by, practice, request, type, at, raw FROM arrivals WHERE no > ?1 ORDER BY no LIMIT ?2", after, limit);
        while (rows.Read())
        {
            after = rows.Number(0);
            arrivals.Add(new KeptArrival(
                new Arrival(
                    rows.Text(1),
                    rows.TextOrNull(2),
                    Enum.Parse<Actor>(rows.Text(3)),
                    rows.TextOrNull(4) is { } practice ? OdsCode.Parse(practice) : null,
                    rows.TextOrNull(5),
                    rows.TextOrNull(6),
                    rows.Time(7)),
                rows.Text(8)));
        }

        return (arrivals, after);
    }

    /// <summary>The bytes of a request; null when it is none of that id.</summary>
    internal static byte[]? Body(Session session, string id)
    {
        using Rows rows = session.Query("SELECT body FROM archive WHERE id = ?1", id);
        return rows.Read() ? rows.Bytes(0).ToArray() : null;
    }

    /// <summary>Opens what was kept: a request that was found, or the file of that id; null when there is neither.</summary>
    internal static Stream? Open(byte[]? body, string folder, string id) =>
        body is not null ? new MemoryStream(body, writable: false) : IsId(id) ? OpenFile(Path.Combine(folder, id)) : null;

    private static bool IsId(string id) => id.Length == 2 * SHA256.HashSizeInBytes && !id.AsSpan().ContainsAnyExcept(HexDigits);

    private static void Note(Session session, Arrival arrival, string raw) => session.Run(
        "INSERT INTO arrivals (kind, named, by, practice, request, type, at, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        arrival.Kind, arrival.Of, arrival.By.ToString(), arrival.Practice?.Value, arrival.RequestId, arrival.ContentType, arrival.At, raw);

    private static FileStream? OpenFile(string path) => File.Exists(path)
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan)
        : null;

    private string Arriving() => Path.Combine(folder, $".{Guid.NewGuid():N}");

    private string AnswerTo(string fileId) => Path.Combine(folder, fileId + ".ack");

    private static FileStream Create(string path, int buffer)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = buffer };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    // To the disk and not only to the machine's memory, before anybody is told that it is kept.
    private static async Task<string> CopyAsync(Stream content, string path, CancellationToken cancel)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using FileStream file = Create(path, buffer: 0);
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
