using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Lis2;

/// <summary>
/// Reads files of CLSI LIS2-A2 (ASTM E1394) messages: H, then P, O and R records, C after what it is about, and L at the
/// end; plain, or in the frames of a captured transmission. Without its L a message may be cut off, and the file falls.
/// </summary>
internal sealed class Lis2LabReader
{
    private const int MaxRecord = 64 * 1024;

    private readonly ForwardStream _input;
    private readonly ByteFeed _feed;
    private readonly Lis2Report _report;
    private int _line;
    private int _row;
    private bool _inMessage;
    private bool _anyMessage;
    private FileFault? _fault;

    private Lis2LabReader(ForwardStream input, LabReadingOptions options, LabVocabulary vocabulary)
    {
        _input = input;
        _feed = new ByteFeed(input);
        _report = new Lis2Report(vocabulary, options);
    }

    internal static IEnumerable<LabReading> Read(Stream content, LabReadingOptions options, LabVocabulary vocabulary)
    {
        using RawInput raw = new(content, options.MaxBytes);
        using Lis2Frames frames = new(raw);
        using Utf8Input input = new(Lis2Frames.Begins(raw.Peek(1)) ? frames : raw);
        Lis2LabReader reader = new(input, options, vocabulary);
        while (reader.NextRecord(out int length))
        {
            LabReading? finished = reader.Take(length);
            if (finished is not null)
            {
                yield return finished;
            }

            if (reader._fault is not null)
            {
                break;
            }
        }

        if (reader._fault is null && input.Broken is null && reader._report.Finish(reader._row + 1) is LabReading last)
        {
            yield return last;
        }

        if (reader.FaultAtEnd() is FileFault fault)
        {
            yield return fault;
        }
    }

    /// <summary>Why the file falls, the deepest reason first: what could not be read at all explains what it broke off in.</summary>
    private FileFault? FaultAtEnd()
    {
        if (_input.Broken is string broken)
        {
            return new FileFault(Math.Max(1, _line), broken);
        }

        if (_fault is not null)
        {
            return _fault;
        }

        if (_inMessage)
        {
            return new FileFault(_line, "The message is not closed (L is missing); the file may be cut off.");
        }

        return _anyMessage ? null : new FileFault(null, LabFaults.FileEmpty);
    }

    /// <summary>Finds the next line that holds anything.</summary>
    private bool NextRecord(out int length)
    {
        int looked = 0;
        while (true)
        {
            int end = _feed.Window[looked..].IndexOfAny((byte)'\r', (byte)'\n');
            if (end < 0 && _feed.Window.Length <= MaxRecord)
            {
                looked = _feed.Window.Length;
                if (_feed.More())
                {
                    continue;
                }

                length = _feed.Window.Length;
                _line += length > 0 ? 1 : 0;
                return length > 0;
            }

            length = end < 0 ? _feed.Window.Length : looked + end;
            if (length > MaxRecord)
            {
                _fault = new FileFault(_line + 1, "A record is longer than any is; a line break may be lost.");
                return false;
            }

            looked = 0;
            if (length > 0)
            {
                _line++;
                return true;
            }

            _feed.Pass(1);
        }
    }

    /// <summary>Takes a record in; gives the row that it brought to its end, if any.</summary>
    private LabReading? Take(int length)
    {
        ReadOnlySpan<byte> record = _feed.Window[..length];
        LabReading? finished = null;
        if (record.ContainsAnyExcept(" \t"u8))
        {
            // A comment belongs to the result before it; any other record ends that.
            if (record[0] != (byte)'C')
            {
                finished = _report.Finish(_row + 1);
                _row += finished is null ? 0 : 1;
            }

            _fault = Enter(record) is string because ? new FileFault(_line, because) : null;
        }

        _feed.Pass(length);
        return finished;
    }

    /// <summary>Enters a record into the report; the reason, when the file cannot be read on.</summary>
    private string? Enter(ReadOnlySpan<byte> record)
    {
        char kind = (char)record[0];
        if (kind == 'H')
        {
            if (_inMessage)
            {
                return "A message begins before the one before it is closed (L is missing).";
            }

            _inMessage = true;
            _anyMessage = true;
            return _report.Header(record);
        }

        if (!_inMessage)
        {
            return "What stands here is in no message: there is no header (H) before it.";
        }

        if (!_report.IsRecord(record))
        {
            return "The line is not a record; a line break may stand inside a field.";
        }

        switch (kind)
        {
            case 'P':
                _report.Patient(record);
                return null;
            case 'O':
                _report.Order(record);
                return null;
            case 'R':
                _report.Result(record);
                return null;
            case 'C':
                _report.Comment(record);
                return null;
            case 'L':
                _inMessage = false;
                return _report.WhyNotWhole(record);
            default:
                // Queries, scientific and manufacturer's records hold no result.
                return null;
        }
    }
}
