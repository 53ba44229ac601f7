using System.Runtime.CompilerServices;
using FitPipeline.Application.Storage;
using FitPipeline.Local.Storage;

namespace FitPipeline.Local.Replay;

/// <summary>
/// The archive of the Azure host, its container <c>lab-archive</c> downloaded into a folder: an entry for each arrival under
/// <c>arrivals/</c>, whose names sort by time, and in it the bytes of a request; the bytes of a file under their hash.
/// </summary>
internal sealed class ArchivedBlobs(string root) : IArrivals
{
    private const string Entries = "arrivals";

    /// <summary>True when a folder is such a container.</summary>
    public static bool Is(string root) => Directory.Exists(Path.Combine(root, Entries));

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeptArrival> ArrivalsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (string day in Directory.EnumerateDirectories(Path.Combine(root, Entries)).Order(StringComparer.Ordinal))
        {
            foreach (string entry in Directory.EnumerateFiles(day).Order(StringComparer.Ordinal))
            {
                await using FileStream content = File.OpenRead(entry);
                yield return await ArrivalEntry.ReadAsync(content, cancel);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string id, CancellationToken cancel)
    {
        if (!id.StartsWith(Entries + "/", StringComparison.Ordinal) || id.Contains("..", StringComparison.Ordinal))
        {
            return SqliteArchive.Open(null, root, id);
        }

        string entry = Path.Combine(root, id);
        if (!File.Exists(entry))
        {
            return null;
        }

        FileStream content = File.OpenRead(entry);
        await ArrivalEntry.ReadAsync(content, cancel);
        return content;
    }
}
