using System.Text;
using FitPipeline.Application.Storage;
using FitPipeline.Intake.Results;
using FitPipeline.Intake.Results.Hl7;

namespace FitPipeline.Application.Laboratory;

/// <summary>
/// Answers an HL7 v2 file message by message, beside the file: AA, AE or AR. It is written from the rows as they are stored,
/// after the last of them and before the file counts as read: a crash between the two leads to the answer when the file is
/// read again, and an answer never promises what is not safe.
/// </summary>
public sealed class WriteHl7Acknowledgement(IRawArchive archive, ILabFiles files, TimeProvider time)
{
    // Told apart only by their order in the file: MSH-10 need not be different in every message.
    private static readonly UTF8Encoding Utf8 = new(false);

    /// <summary>Answers every message of a file, once.</summary>
    /// <param name="file">The file, with what became of it; nothing is written for another format.</param>
    /// <param name="cancel">Cancels; the next reading answers.</param>
    public async Task RunAsync(LabFileRecord file, CancellationToken cancel)
    {
        if (file.Format is LabFileFormat.Hl7V2)
        {
            await archive.KeepAnswerAsync(file.FileId, (answer, token) => WriteAsync(file, answer, token), cancel);
        }
    }

    private async Task WriteAsync(LabFileRecord file, Stream answer, CancellationToken cancel)
    {
        await using Stream kept = await archive.OpenAsync(file.FileId, cancel) ?? throw new InvalidOperationException("A file that was kept cannot be opened.");
        await using IAsyncEnumerator<LabRowRecord> rows = RowsAsync(file.FileId, cancel).GetAsyncEnumerator(cancel);
        foreach (LabReading reading in LabFile.Read(file.Name, kept, new LabReadingOptions(file.ReceivedAt)))
        {
            if (reading is not MessageEnd message)
            {
                continue;
            }

            int waiting = 0;
            for (int row = 0; row < message.Rows && await rows.MoveNextAsync(); row++)
            {
                waiting += rows.Current.Outcome is RowOutcome.Quarantined or RowOutcome.Rejected ? 1 : 0;
            }

            (Hl7AckCode code, string? because) = Of(file, message, waiting);
            await answer.WriteAsync(Utf8.GetBytes(Hl7Acknowledgement.Write(message.Header, code, because, time.GetUtcNow())), cancel);
        }
    }

    // Of a file that falls whole no message was taken in, however sound it looked.
    private static (Hl7AckCode Code, string? Because) Of(LabFileRecord file, MessageEnd message, int waiting) => file.Status switch
    {
        LabFileStatus.Unreadable => (Hl7AckCode.Reject, "The file of this message was not taken in. " + file.Because),
        _ when message.Acknowledge is Hl7AckCode.Accept && waiting > 0 => (
            Hl7AckCode.Error, waiting == 1 ? "A person must look at a result before it counts." : $"A person must look at {waiting} results before they count."),
        _ => (message.Acknowledge, message.Because),
    };

    private async IAsyncEnumerable<LabRowRecord> RowsAsync(
        string fileId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        do
        {
            Page<LabRowRecord> page = await files.RowsAsync(fileId, after, Page<LabRowRecord>.Size, cancel);
            foreach (LabRowRecord row in page.Items)
            {
                yield return row;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
