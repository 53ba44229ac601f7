using System.Runtime.CompilerServices;
using FitPipeline.Application.Storage;
using FitPipeline.Local.Storage;

namespace FitPipeline.Local.Replay;

/// <summary>
/// The archive in a data directory of this host, or in a copy of one. It is only read, so the host may be running.
/// </summary>
internal sealed class ArchivedFiles(string root) : IArrivals, IDisposable
{
    private const int AtOnce = 500;
    private readonly Session _session = Database.OpenToRead(Path.Combine(root, DataDirectory.DatabaseFile));

    /// <summary>True when a folder is a data directory.</summary>
    public static bool Is(string root) => File.Exists(Path.Combine(root, DataDirectory.DatabaseFile));

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeptArrival> ArrivalsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        long last = 0;
        IReadOnlyList<KeptArrival> arrivals;
        do
        {
            cancel.ThrowIfCancellationRequested();
            (arrivals, last) = SqliteArchive.Arrivals(_session, last, AtOnce);
            foreach (KeptArrival arrival in arrivals)
            {
                yield return arrival;
            }
        }
        while (arrivals.Count == AtOnce);
        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string id, CancellationToken cancel) =>
        Task.FromResult(SqliteArchive.Open(SqliteArchive.Body(_session, id), Path.Combine(root, DataDirectory.ArchiveFolder), id));

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
