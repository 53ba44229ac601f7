using System.Runtime.CompilerServices;
using System.Text.Json;
using FitPipeline.Service;

namespace FitPipeline.Local;

/// <summary>
/// The archive of the Azure host, its container <c>lab-archive</c> downloaded into a folder: the bytes under their hash, an
/// entry for each arrival under <c>arrivals/</c>, whose names sort by time.
/// </summary>
internal sealed class KeptInContainer(string root) : IArrivals
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
                yield return await JsonSerializer.DeserializeAsync(content, JourneyJson.Default.KeptArrival, cancel)
                    ?? throw new InvalidDataException("An entry of the archive is empty.");
            }
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string id, CancellationToken cancel) => Task.FromResult(SqliteArchive.Open(null, root, id));
}
