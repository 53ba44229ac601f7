using FitPipeline.Application.Storage;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Laboratory;

/// <summary>What came of a laboratory file.</summary>
/// <param name="File">The file as recorded.</param>
/// <param name="Duplicate">True when the same bytes were read before.</param>
public sealed record LabFileReading(LabFileRecord File, bool Duplicate);

/// <summary>
/// Reads a laboratory file: kept byte for byte first, then read to its end without acting on it, then row by row. Memory
/// does not grow with the file, and a crash half-way is made good by reading it again: rows taken in before are old news.
/// </summary>
public sealed class ReadLabFile(IRawArchive archive, ILabFiles files, ImportLabRow rows, WriteHl7Acknowledgement answer, TimeProvider time)
{
    // Enough at once to fill the store's group commit; few enough to hold in memory.
    private const int AtOnce = 512;

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name; the ending names the format.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancel">Cancels; what was taken in stays taken in.</param>
    public async Task<LabFileReading> RunAsync(string name, Stream content, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        Arrival arrival = new(PutLabFileEndpoint.Name, name, Actor.Lab, null, null, null, now);
        string fileId = await archive.KeepFileAsync(arrival, content, cancel);
        if (await files.FindAsync(fileId, cancel) is { Status: not LabFileStatus.Reading } known)
        {
            return new LabFileReading(known, true);
        }

        LabFileRecord file = new(fileId, name, LabFile.FormatOf(name), LabFileStatus.Reading, now, 0, 0, 0, 0, 0, null);
        await files.PutAsync(file, cancel);

        // A file that cannot be trusted often shows it only at its end (cut off, or counting other than what came), and none of
        // its rows may have been acted on by then.
        if (await FaultOfAsync(file, now, cancel) is { } fault)
        {
            string because = fault.Line is { } line ? $"Line {line}: {fault.Because}" : fault.Because;
            await rows.QuarantineUnreadAsync(fileId, 0, because, cancel);
            file = file with { Status = LabFileStatus.Unreadable, Because = because };
        }
        else
        {
            file = await TakeInAsync(file, now, cancel) with { Status = LabFileStatus.Read };
        }

        await answer.RunAsync(file, cancel);
        await files.PutAsync(file, cancel);
        return new LabFileReading(file, false);
    }

    private async Task<FileFault?> FaultOfAsync(LabFileRecord file, DateTimeOffset now, CancellationToken cancel)
    {
        await using Stream kept = await OpenAsync(file, cancel);
        return LabFile.Read(file.Name, kept, new LabReadingOptions(now)).OfType<FileFault>().FirstOrDefault();
    }

    private async Task<LabFileRecord> TakeInAsync(LabFileRecord file, DateTimeOffset now, CancellationToken cancel)
    {
        await using Stream kept = await OpenAsync(file, cancel);
        foreach (LabReading[] batch in LabFile.Read(file.Name, kept, new LabReadingOptions(now)).Chunk(AtOnce))
        {
            LabRowRecord[] done = await TakeInAsync(file.FileId, batch, cancel);
            await files.PutRowsAsync(file.FileId, done, cancel);
            file = Counted(file, done);
        }

        return file;
    }

    private async Task<Stream> OpenAsync(LabFileRecord file, CancellationToken cancel) =>
        await archive.OpenAsync(file.FileId, cancel) ?? throw new InvalidOperationException("A file that was just kept cannot be opened.");

    private async Task<LabRowRecord[]> TakeInAsync(string fileId, LabReading[] batch, CancellationToken cancel)
    {
        // Rows of one kit keep their order (a correction after its report); different kits have nothing to do with each other.
        LabRowRecord?[] done = new LabRowRecord?[batch.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, batch.Length).GroupBy(i => batch[i] is LabRow row ? row.KitId?.Value ?? "row " + row.Row : "row"),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (group, token) =>
            {
                foreach (int i in group)
                {
                    done[i] = batch[i] switch
                    {
                        LabRow row => await rows.RunAsync(fileId, row, token),
                        RowFault fault => await rows.QuarantineUnreadAsync(fileId, fault.Row, fault.Because, token),
                        _ => null,
                    };
                }
            });
        return [.. done.OfType<LabRowRecord>()];
    }

    private static LabFileRecord Counted(LabFileRecord file, LabRowRecord[] done) => file with
    {
        Rows = file.Rows + done.Length,
        Accepted = file.Accepted + done.Count(row => row.Outcome is RowOutcome.Accepted),
        Ignored = file.Ignored + done.Count(row => row.Outcome is RowOutcome.Ignored),
        Quarantined = file.Quarantined + done.Count(row => row.Outcome is RowOutcome.Quarantined),
        Rejected = file.Rejected + done.Count(row => row.Outcome is RowOutcome.Rejected),
    };
}
