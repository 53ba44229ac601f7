using FitPipeline.Service;

namespace FitPipeline.Local;

/// <summary>
/// The drop folder: a file is read once it has stopped growing, kept in the archive first, and removed only after every
/// row has an outcome. Names that begin with a dot are still being written.
/// </summary>
public sealed partial class DropFolder : IDisposable
{
    private const long Largest = 50L * 1024 * 1024;
    private readonly string _folder;
    private readonly ReadLabFile _read;
    private readonly ILogger<DropFolder> _log;
    private readonly TimeProvider _time;
    private readonly FileSystemWatcher _watcher;
    private readonly Dictionary<string, (long Length, DateTime Written)> _seen = new(StringComparer.Ordinal);

    /// <summary>Watches a folder.</summary>
    public DropFolder(DataDirectory data, ReadLabFile read, Nudges nudges, TimeProvider time, ILogger<DropFolder> log)
    {
        _folder = data.Inbox;
        _read = read;
        _time = time;
        _log = log;
        _watcher = new FileSystemWatcher(_folder) { EnableRaisingEvents = true };
        _watcher.Created += (_, _) => nudges.Wake();
        _watcher.Changed += (_, _) => nudges.Wake();
        _watcher.Renamed += (_, _) => nudges.Wake();
    }

    /// <summary>Reads the files that are complete.</summary>
    /// <returns>How many files were read.</returns>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        int read = 0;
        foreach (FileInfo file in new DirectoryInfo(_folder).EnumerateFiles().Where(file => file.Name[0] != '.').OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (IsComplete(file) && await ReadAsync(file, cancel))
            {
                read++;
            }
        }

        return read;
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    // In virtual time nobody waits for a file to settle: whoever moves the clock has finished writing.
    private bool IsComplete(FileInfo file)
    {
        if (file.Length is 0 or > Largest)
        {
            return file.Length > Largest && Refused(file);
        }

        if (_time is VirtualClock || DateTime.UtcNow - file.LastWriteTimeUtc > TimeSpan.FromSeconds(2))
        {
            return true;
        }

        (long, DateTime) now = (file.Length, file.LastWriteTimeUtc);
        bool settled = _seen.TryGetValue(file.Name, out (long, DateTime) before) && before == now;
        _seen[file.Name] = now;
        return settled;
    }

    private bool Refused(FileInfo file)
    {
        if (_seen.TryAdd(file.Name, (file.Length, file.LastWriteTimeUtc)))
        {
            long length = file.Length;
            LogTooLarge(_log, length);
        }

        return false;
    }

    private async Task<bool> ReadAsync(FileInfo file, CancellationToken cancel)
    {
        try
        {
            await using (FileStream content = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read))
            {
                await _read.RunAsync(file.Name, content, cancel);
            }

            file.Delete();
            _seen.Remove(file.Name);
            return true;
        }
        catch (IOException gone)
        {
            // Taken away, or still held by whoever writes it: the next sweep looks again.
            string fault = gone.GetType().Name;
            LogNotYet(_log, fault);
            return false;
        }
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Warning, Message = "A file of {Length} bytes in the drop folder is larger than 50 MiB and stays there; split it")]
    private static partial void LogTooLarge(ILogger logger, long length);

    [LoggerMessage(EventId = 211, Level = LogLevel.Information, Message = "A file in the drop folder could not be opened yet ({Fault}); it is tried again")]
    private static partial void LogNotYet(ILogger logger, string fault);
}
