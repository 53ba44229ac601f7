using System.Diagnostics;
using System.Globalization;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Worklist;
using FitPipeline.Local.Dispatch;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Local.Inbox;

/// <summary>
/// The drop folder: a file is read once it has stopped changing, kept in the archive first, and removed only after every
/// row has an outcome and only if it is still what was read. Names that begin with a dot are still being written; links
/// are left alone, for they could lead anywhere.
/// </summary>
public sealed partial class DropFolder : IDisposable
{
    private const long Largest = 50L * 1024 * 1024;

    // Copying programs write without such a pause; one that does is noticed when the file is looked at again before it goes.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private readonly string _folder;
    private readonly ReadLabFile _read;
    private readonly IWorklist _worklist;
    private readonly PathwayPolicy _policy;
    private readonly TimeProvider _time;
    private readonly ILogger<DropFolder> _log;
    private readonly FileSystemWatcher _watcher;
    private readonly Dictionary<string, Look> _looks = new(StringComparer.Ordinal);

    /// <summary>Watches a folder.</summary>
    public DropFolder(
        DataDirectory data, ReadLabFile read, IWorklist worklist, PathwayPolicy policy, Nudges nudges, TimeProvider time, ILogger<DropFolder> log)
    {
        _folder = data.Inbox;
        _read = read;
        _worklist = worklist;
        _policy = policy;
        _time = time;
        _log = log;
        _watcher = new FileSystemWatcher(_folder) { EnableRaisingEvents = true };
        _watcher.Created += (_, _) => nudges.Wake();
        _watcher.Changed += (_, _) => nudges.Wake();
        _watcher.Renamed += (_, _) => nudges.Wake();
    }

    /// <summary>When to sweep again, because a file that may still be changing was seen; null when none was.</summary>
    public TimeSpan? Again { get; private set; }

    /// <summary>Reads the files that are complete.</summary>
    /// <param name="finished">True when whoever asks says that all writing is over: nothing is waited for.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>How many files were read.</returns>
    public async Task<int> SweepAsync(bool finished, CancellationToken cancel)
    {
        Again = null;
        int read = 0;
        Dictionary<string, Look> before = new(_looks, StringComparer.Ordinal);
        _looks.Clear();
        foreach (FileInfo file in Files())
        {
            if (Look.At(file) is not { Length: > 0 } look)
            {
                continue;
            }

            look = before.TryGetValue(file.Name, out Look? earlier) && earlier.IsSame(look) ? earlier : look;
            if (look.Length > Largest)
            {
                await RefuseAsync(file.Name, look, cancel);
            }
            else if (!finished && Stopwatch.GetElapsedTime(look.Since) < Settled)
            {
                Again = Settled / 4;
            }
            else if (await ReadAsync(file, look, cancel))
            {
                read++;
                continue;
            }

            _looks[file.Name] = look;
        }

        return read;
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(_folder).EnumerateFiles()
        .Where(file => file.Name[0] != '.' && !file.Attributes.HasFlag(FileAttributes.ReparsePoint))
        .OrderBy(file => file.Name, StringComparer.Ordinal);

    private async Task<bool> ReadAsync(FileInfo file, Look look, CancellationToken cancel)
    {
        try
        {
            await using (FileStream content = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read))
            {
                await _read.RunAsync(file.Name, content, cancel);
            }

            // Written to meanwhile: what was read is recorded, and the whole is read when it has settled again.
            if (Look.At(file)?.IsSame(look) is true)
            {
                file.Delete();
            }

            return true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Taken away, or still held by whoever writes it: the next sweep looks again.
            string fault = gone.GetType().Name;
            LogNotYet(_log, fault);
            return false;
        }
    }

    // It stays where it is, and somebody is told; what cannot be taken in must not be lost.
    private async Task RefuseAsync(string name, Look look, CancellationToken cancel)
    {
        if (look.Told)
        {
            return;
        }

        string size = (look.Length / (1024 * 1024)).ToString(CultureInfo.InvariantCulture);
        await _worklist.RaiseAsync(
            new WorkItem(
                $"inbox/{look.Written.Ticks.ToString(CultureInfo.InvariantCulture)}/{look.Length.ToString(CultureInfo.InvariantCulture)}",
                null,
                null,
                "Split a laboratory file in the drop folder; it is too large to be read.",
                Owner.Lab,
                ServiceCalendar.CloseOfWorkingDay(_time.GetUtcNow(), _policy.WorkingDaysToReview, _policy.CloseOfBusiness),
                $"A file there holds {size} MiB; 50 MiB is the most."),
            cancel);
        LogTooLarge(_log, look.Length);
        look.Told = true;
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Warning, Message = "A file of {Length} bytes in the drop folder is larger than 50 MiB and stays there; split it")]
    private static partial void LogTooLarge(ILogger logger, long length);

    [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "A file in the drop folder could not be read or removed ({Fault}); it is tried again")]
    private static partial void LogNotYet(ILogger logger, string fault);

    // What a file looked like, and since when it has.
    private sealed class Look(long length, DateTime written)
    {
        internal long Length { get; } = length;

        internal DateTime Written { get; } = written;

        internal long Since { get; } = Stopwatch.GetTimestamp();

        internal bool Told { get; set; }

        // Null when it is no longer there.
        internal static Look? At(FileInfo file)
        {
            file.Refresh();
            return file.Exists ? new Look(file.Length, file.LastWriteTimeUtc) : null;
        }

        internal bool IsSame(Look other) => Length == other.Length && Written == other.Written;
    }
}
