using System.Buffers;
using System.Globalization;
using System.Text;
using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Hl7;

/// <summary>
/// Reads files of HL7 v2 messages: one, many, or batches (FHS, BHS, BTS, FTS), with or without the framing bytes of MLLP.
/// Each message stands or falls alone; a batch whose count is wrong brings down the file, for nobody knows what is missing.
/// </summary>
internal sealed class Hl7LabReader
{
    // A message longer than this is no report of a test but a lost boundary.
    private const int MaxMessage = 1024 * 1024;

    private static readonly SearchValues<byte> Framing = SearchValues.Create("\r\n \t\0\u000B\u001C\u001A"u8);

    private readonly RawInput _raw;
    private readonly ByteFeed _feed;
    private readonly Hl7Message _message;
    private readonly List<LabReading> _readings = [];
    private readonly Hl7BatchCount _batches = new();
    private int _line = 1;

    private Hl7LabReader(RawInput raw, LabReadingOptions options, LabVocabulary vocabulary)
    {
        _raw = raw;
        _feed = new ByteFeed(raw);
        _message = new Hl7Message(vocabulary, options);
    }

    internal static IEnumerable<LabReading> Read(Stream content, LabReadingOptions options, LabVocabulary vocabulary)
    {
        using RawInput raw = new(content, options.MaxBytes);
        Hl7LabReader reader = new(raw, options, vocabulary);
        bool any = false;
        while (reader.Next() is IReadOnlyList<LabReading> readings)
        {
            any = true;
            foreach (LabReading reading in readings)
            {
                yield return reading;
            }

            if (readings is [.., FileFault])
            {
                yield break;
            }
        }

        if (raw.TooLarge)
        {
            yield return new FileFault(reader._line, LabFaults.FileTooLarge);
        }
        else if (reader._batches.Unfinished is string because)
        {
            yield return new FileFault(reader._line, because);
        }
        else if (!any)
        {
            yield return new FileFault(null, LabFaults.FileEmpty);
        }
    }

    /// <summary>The readings of the next message or batch segment; null at the end of the file.</summary>
    private List<LabReading>? Next()
    {
        _readings.Clear();
        if (!PassFraming() || _raw.TooLarge)
        {
            return null;
        }

        string name = Encoding.Latin1.GetString(_feed.Window[..Math.Min(3, _feed.Window.Length)]);
        if (name == "MSH")
        {
            if (!TryMessage(out int length))
            {
                _readings.Add(new FileFault(_line, "The message beginning here is longer than any report is; the end of it may be lost."));
                return _readings;
            }

            ReadOnlySpan<byte> message = _feed.Window[..length];
            if (!_raw.TooLarge)
            {
                _batches.Message();
                _message.Read(message, _readings);
            }

            Pass(length);
            return _readings;
        }

        string? trouble = name is "FHS" or "BHS" or "BTS" or "FTS"
            ? BatchSegment(name)
            : "What stands here is neither a message (MSH) nor part of a batch (FHS, BHS, BTS, FTS).";
        if (trouble is not null)
        {
            _readings.Add(new FileFault(_line, trouble));
        }

        return _readings;
    }

    private string? BatchSegment(string name)
    {
        int end = LineEnd(0);
        if (end < 0)
        {
            return "The segment here has no end.";
        }

        string segment = Encoding.Latin1.GetString(_feed.Window[..end]);
        string? trouble = _batches.Segment(name, segment);
        if (trouble is null)
        {
            Pass(end);
        }

        return trouble;
    }

    /// <summary>Finds where the message at the window's beginning ends: where another segment outside it begins, at MLLP's mark, or at the end.</summary>
    private bool TryMessage(out int length)
    {
        length = 0;
        while (true)
        {
            int end = LineEnd(length);
            if (end < 0 || end > MaxMessage)
            {
                return false;
            }

            length = end;
            while (length < MaxMessage && HasByte(length) && _feed.Window[length] is (byte)'\r' or (byte)'\n')
            {
                length++;
            }

            if (!HasByte(length) || _feed.Window[length] is 0x0B or 0x1C || BeginsAnother(length))
            {
                return true;
            }
        }
    }

    private bool BeginsAnother(int at) =>
        HasByte(at + 2)
        && (_feed.Window.Slice(at, 3).SequenceEqual("MSH"u8)
            || _feed.Window.Slice(at, 3).SequenceEqual("BTS"u8)
            || _feed.Window.Slice(at, 3).SequenceEqual("BHS"u8)
            || _feed.Window.Slice(at, 3).SequenceEqual("FTS"u8)
            || _feed.Window.Slice(at, 3).SequenceEqual("FHS"u8));

    /// <summary>Where the line at a place in the window ends, or -1 when it is too long.</summary>
    private int LineEnd(int from)
    {
        while (true)
        {
            int offset = _feed.Window[from..].IndexOfAny((byte)'\r', (byte)'\n', (byte)0x1C);
            if (offset >= 0)
            {
                return from + offset;
            }

            from = _feed.Window.Length;
            if (from > MaxMessage)
            {
                return -1;
            }

            if (!_feed.More())
            {
                return from;
            }
        }
    }

    private bool HasByte(int at) => at < _feed.Window.Length || (_feed.More() && at < _feed.Window.Length);

    /// <summary>Passes over what stands between messages: line ends, MLLP's framing, and what fills a file's last block.</summary>
    private bool PassFraming()
    {
        while (true)
        {
            int content = _feed.Window.IndexOfAnyExcept(Framing);
            Pass(content < 0 ? _feed.Window.Length : content);
            if (content >= 0)
            {
                return true;
            }

            if (!_feed.More())
            {
                return false;
            }
        }
    }

    private void Pass(int count)
    {
        ReadOnlySpan<byte> passed = _feed.Window[..count];
        int returns = passed.Count((byte)'\r');
        int feeds = passed.Count((byte)'\n');

        // Lines end in CR, LF or both; a file keeps to one way, so the commoner mark counts them.
        _line += Math.Max(returns, feeds);
        _feed.Pass(count);
    }
}

/// <summary>Keeps account of a file's batches: what was announced and what came.</summary>
internal sealed class Hl7BatchCount
{
    private bool _inFile;
    private bool _inBatch;
    private int _batches;
    private int _messages;
    private int _messagesInFile;

    /// <summary>What is missing when the file ends here.</summary>
    internal string? Unfinished => (_inBatch, _inFile) switch
    {
        (true, _) => "The batch is not closed (BTS is missing); the file may be cut off.",
        (_, true) => "The file is not closed (FTS is missing); it may be cut off.",
        _ => null,
    };

    internal void Message()
    {
        _messages++;
        _messagesInFile++;
    }

    /// <summary>Takes a batch segment into account; the reason, when it does not fit.</summary>
    internal string? Segment(string name, string segment)
    {
        switch (name)
        {
            case "FHS" when _inFile || _inBatch:
                return "A file header (FHS) stands inside another file or batch.";
            case "FHS":
                (_inFile, _batches, _messagesInFile) = (true, 0, 0);
                return null;
            case "BHS" when _inBatch:
                return "A batch header (BHS) stands inside another batch.";
            case "BHS":
                (_inBatch, _messages) = (true, 0);
                _batches++;
                return null;
            case "BTS" when !_inBatch:
                return "A batch trailer (BTS) closes a batch that was never opened.";
            case "BTS":
                _inBatch = false;
                return Compare("batch trailer (BTS)", Announced(segment), _messages, _messages);
            default:
                if (!_inFile || _inBatch)
                {
                    return _inBatch ? "A file trailer (FTS) stands inside a batch that is not closed." : "A file trailer (FTS) closes a file that was never opened.";
                }

                _inFile = false;

                // Without batches, senders count one for all messages, or the messages themselves.
                return Compare("file trailer (FTS)", Announced(segment), _batches > 0 ? _batches : 1, _batches > 0 ? _batches : _messagesInFile);
        }
    }

    private static string? Compare(string what, string announced, int count, int orCount)
    {
        if (announced.Length == 0)
        {
            return null;
        }

        return Digits.TryRead(announced, out int number) && (number == count || number == orCount)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"The {what} announces another number than the {orCount} that came; part of the file may be missing.");
    }

    /// <summary>BTS-1 or FTS-1. Trailers declare no marks; the field mark is the character after the name.</summary>
    private static string Announced(string segment)
    {
        string[] fields = segment.Length > 3 ? segment.Split(segment[3]) : [];
        return fields.Length > 1 ? fields[1].Trim() : "";
    }
}
