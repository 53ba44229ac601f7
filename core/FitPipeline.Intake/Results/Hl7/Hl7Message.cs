using System.Globalization;
using System.Text;
using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Hl7;

/// <summary>One message: finds its segments and its reports, and hands each report to <see cref="Hl7Report"/>.</summary>
internal sealed class Hl7Message(LabVocabulary vocabulary, LabReadingOptions options)
{
    // More segments than a report of one patient's samples has; a message with more is not one.
    private const int MaxSegments = 10_000;

    private readonly DelimitedFields _header = new();
    private readonly Hl7Report _report = new(vocabulary, options);
    private readonly List<Hl7Segment> _segments = [];
    private char[] _text = new char[4096];
    private int _row;
    private Hl7Delimiters _lastDelimiters;
    private string[] _lastFields = [];
    private Hl7Header _last = NoHeader;

    /// <summary>Adds what a message says to <paramref name="into"/>: its rows, then its end.</summary>
    internal void Read(ReadOnlySpan<byte> message, List<LabReading> into)
    {
        if (_text.Length < message.Length)
        {
            _text = new char[Math.Max(message.Length, 2 * _text.Length)];
        }

        int length = Hl7Charset.Decode(message, _text, out string? undecoded);
        if (undecoded is not null)
        {
            // The header is ASCII in every set, and the answer needs it.
            length = Encoding.Latin1.GetChars(message, _text);
        }

        int headerEnd = _text.AsSpan(0, length).IndexOfAny('\r', '\n');
        headerEnd = headerEnd < 0 ? length : headerEnd;
        if (!Hl7Delimiters.TryRead(_text.AsSpan(0, headerEnd), out Hl7Delimiters delimiters))
        {
            End(NoHeader, Hl7AckCode.Reject, "The message does not say how it is divided (MSH-1, MSH-2).", into);
            return;
        }

        _header.Split(_text.AsMemory(0, headerEnd), delimiters.Field);
        Hl7Header header = Header(delimiters);
        if ((undecoded ?? WhyNotOurs(header, delimiters)) is string refusal)
        {
            End(header, Hl7AckCode.Reject, refusal, into);
            return;
        }

        if (!TrySegments(length, headerEnd, delimiters, out string? because))
        {
            End(header, Hl7AckCode.Error, because!, into);
            return;
        }

        Rows(header, delimiters, into);
    }

    private static Hl7Header NoHeader { get; } = new("", "", "", "", "", "", "");

    /// <summary>MSH-n. MSH-1 is the field mark itself, so the fields after it are counted one less.</summary>
    private ReadOnlySpan<char> Msh(int number) => _header[number - 1];

    /// <summary>The header's parts. A file's messages mostly come from one sender, whose names are made into text once.</summary>
    private Hl7Header Header(Hl7Delimiters delimiters)
    {
        string id = Hl7Text.Plain(Msh(10), delimiters).Trim().ToString();
        if (delimiters == _lastDelimiters && IsLast(0, 3) && IsLast(1, 4) && IsLast(2, 5) && IsLast(3, 6) && IsLast(4, 11) && IsLast(5, 12))
        {
            return _last with { ControlId = id };
        }

        _lastDelimiters = delimiters;
        _lastFields = [Msh(3).ToString(), Msh(4).ToString(), Msh(5).ToString(), Msh(6).ToString(), Msh(11).ToString(), Msh(12).ToString()];
        _last = new Hl7Header(
            id,
            Hl7Acknowledgement.Standardise(Msh(3), delimiters),
            Hl7Acknowledgement.Standardise(Msh(4), delimiters),
            Hl7Acknowledgement.Standardise(Msh(5), delimiters),
            Hl7Acknowledgement.Standardise(Msh(6), delimiters),
            delimiters.ComponentOf(Msh(11), 1).Trim().ToString(),
            delimiters.ComponentOf(Msh(12), 1).Trim().ToString());
        return _last;
    }

    private bool IsLast(int field, int number) => Msh(number).SequenceEqual(_lastFields[field]);

    private string? WhyNotOurs(Hl7Header header, Hl7Delimiters delimiters)
    {
        ReadOnlySpan<char> type = delimiters.ComponentOf(Msh(9), 1).Trim();
        ReadOnlySpan<char> trigger = delimiters.ComponentOf(Msh(9), 2).Trim();
        if (type is not "ORU" || trigger is not ("R01" or ""))
        {
            return "The message is not a report of results (MSH-9 is not ORU^R01).";
        }

        return header.Version.Length == 0 || header.Version.StartsWith("2.", StringComparison.Ordinal) || header.Version == "2"
            ? null
            : "The message's version (MSH-12) is not one of HL7 version 2.";
    }

    /// <summary>Finds the segments; false when one is none or out of place, for then a field was broken in two and may have lost its rest.</summary>
    private bool TrySegments(int length, int from, Hl7Delimiters delimiters, out string? because)
    {
        _segments.Clear();
        because = null;
        bool inReport = false;
        while (from < length)
        {
            int end = _text.AsSpan(from, length - from).IndexOfAny('\r', '\n');
            end = end < 0 ? length : from + end;
            ReadOnlySpan<char> line = _text.AsSpan(from, end - from).TrimEnd("\0\u001A");
            if (!line.IsWhiteSpace())
            {
                if (!IsSegment(line, delimiters.Field))
                {
                    because = "A line of the message is not a segment; a line break may stand inside a field.";
                    return false;
                }

                if (_segments.Count == MaxSegments)
                {
                    because = "The message has more segments than any report.";
                    return false;
                }

                Hl7SegmentKind kind = Hl7Segment.KindOf(line);
                inReport = kind is Hl7SegmentKind.Obr || (inReport && kind is not (Hl7SegmentKind.Pid or Hl7SegmentKind.Orc));
                if (kind == Hl7SegmentKind.Obx && !inReport)
                {
                    because = "A result stands outside every report (OBX before OBR); a line break may stand inside a field.";
                    return false;
                }

                _segments.Add(new Hl7Segment(kind, from, line.Length));
            }

            from = end + 1;
        }

        return true;
    }

    private static bool IsSegment(ReadOnlySpan<char> line, char mark) =>
        line.Length >= 3
        && char.IsAsciiLetterUpper(line[0])
        && char.IsAsciiLetterOrDigit(line[1])
        && char.IsAsciiLetterOrDigit(line[2])
        && (line.Length == 3 || line[3] == mark);

    private void Rows(Hl7Header header, Hl7Delimiters delimiters, List<LabReading> into)
    {
        int before = into.Count;
        bool test = header.ProcessingId is not ("P" or "");
        _report.Begin(_text, delimiters, Msh(7), test);
        int at = 0;
        while (at < _segments.Count)
        {
            switch (_segments[at].Kind)
            {
                case Hl7SegmentKind.Pid:
                    _report.Patient(_segments[at++]);
                    break;
                case Hl7SegmentKind.Orc or Hl7SegmentKind.Obr:
                    int end = GroupEnd(at);
                    _report.Group(_segments, at, end, into, ref _row);
                    at = end;
                    break;
                default:
                    at++;
                    break;
            }
        }

        if (into.Count == before)
        {
            End(header, Hl7AckCode.Error, "The message reports nothing (it has no OBR).", into);
            return;
        }

        int faults = 0;
        for (int i = before; i < into.Count; i++)
        {
            faults += into[i] is RowFault or LabRow { Faults.Count: > 0 } ? 1 : 0;
        }

        into.Add(new MessageEnd(
            header,
            into.Count - before,
            faults == 0 ? Hl7AckCode.Accept : Hl7AckCode.Error,
            faults == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"Taken in; a person must look at {faults} of {into.Count - before} results.")));
    }

    /// <summary>A group is an ORC, its OBR, and everything up to the next ORC, OBR or patient.</summary>
    private int GroupEnd(int start)
    {
        bool hasObr = _segments[start].Kind == Hl7SegmentKind.Obr;
        for (int at = start + 1; at < _segments.Count; at++)
        {
            switch (_segments[at].Kind)
            {
                case Hl7SegmentKind.Obr when !hasObr:
                    hasObr = true;
                    break;
                case Hl7SegmentKind.Obr or Hl7SegmentKind.Orc or Hl7SegmentKind.Pid:
                    return at;
                default:
                    break;
            }
        }

        return _segments.Count;
    }

    private void End(Hl7Header header, Hl7AckCode code, string because, List<LabReading> into)
    {
        into.Add(new RowFault(++_row, because));
        into.Add(new MessageEnd(header, 1, code, because));
    }
}

/// <summary>The segments a report is read from.</summary>
internal enum Hl7SegmentKind
{
    Other,
    Pid,
    Orc,
    Obr,
    Obx,
    Nte,
    Spm,
}

/// <summary>Where a segment stands in the message's text.</summary>
internal readonly record struct Hl7Segment(Hl7SegmentKind Kind, int Start, int Length)
{
    internal static Hl7SegmentKind KindOf(ReadOnlySpan<char> line) => line[..3] switch
    {
        "PID" => Hl7SegmentKind.Pid,
        "ORC" => Hl7SegmentKind.Orc,
        "OBR" => Hl7SegmentKind.Obr,
        "OBX" => Hl7SegmentKind.Obx,
        "NTE" => Hl7SegmentKind.Nte,
        "SPM" => Hl7SegmentKind.Spm,
        _ => Hl7SegmentKind.Other,
    };
}
