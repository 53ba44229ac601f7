using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Intake.Results.Hl7;

/// <summary>
/// One report of a message (an OBR with its OBX): where HL7 v2 puts what a row needs. The kit is the placer's number
/// (ORC-2, OBR-2), the laboratory's is the filler's (ORC-3, OBR-3).
/// </summary>
internal sealed class Hl7Report(LabVocabulary vocabulary, LabReadingOptions options)
{
    private readonly LabRowDraft _draft = new(vocabulary, options);
    private readonly DelimitedFields _pid = new();
    private readonly DelimitedFields _orc = new();
    private readonly DelimitedFields _obr = new();
    private readonly DelimitedFields _obx = new();
    private readonly DelimitedFields _spm = new();
    private readonly DelimitedFields _nte = new();
    private char[] _text = [];
    private Hl7Delimiters _marks;
    private TimeSpan? _zone;
    private bool _test;
    private LabRowState _known;

    /// <summary>Begins a message.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="marks">Its delimiters.</param>
    /// <param name="sentAt">MSH-7; an offset written there holds for every time of the message that has none.</param>
    /// <param name="test">The message is marked as not in production (MSH-11).</param>
    internal void Begin(char[] text, Hl7Delimiters marks, ReadOnlySpan<char> sentAt, bool test)
    {
        _text = text;
        _marks = marks;
        _test = test;
        Patient(default);
        Hl7Time.TryRead(_marks.ComponentOf(sentAt, 1).Trim(), out _, out _zone);
    }

    /// <summary>Takes a patient in, for every report until the next; an empty segment is nobody.</summary>
    internal void Patient(Hl7Segment pid)
    {
        _draft.Begin();
        if (_test)
        {
            _draft.Fault("The message is marked as a test or for debugging (MSH-11), so it is no patient's result.");
        }

        if (pid.Length > 0)
        {
            Split(_pid, pid);
            Hl7Patient.Apply(_pid, _marks, _draft);
        }

        _known = _draft.State;
    }

    /// <summary>Adds a row for each result of faecal haemoglobin in a group of segments, or why there is none.</summary>
    internal void Group(List<Hl7Segment> segments, int from, int to, List<LabReading> into, ref int row)
    {
        _orc.Clear();
        _obr.Clear();
        _spm.Clear();
        int results = 0;
        for (int at = from; at < to; at++)
        {
            switch (segments[at].Kind)
            {
                case Hl7SegmentKind.Orc:
                    Split(_orc, segments[at]);
                    break;
                case Hl7SegmentKind.Obr:
                    Split(_obr, segments[at]);
                    break;
                case Hl7SegmentKind.Spm:
                    Split(_spm, segments[at]);
                    break;
                case Hl7SegmentKind.Obx:
                    results++;
                    break;
                default:
                    break;
            }
        }

        int before = into.Count;
        LabRowState known = ReadOrder();
        for (int at = from; at < to; at++)
        {
            if (segments[at].Kind == Hl7SegmentKind.Obx)
            {
                Split(_obx, segments[at]);
                if (IsOurTest(_obx[3]))
                {
                    into.Add(Result(segments, at, to, known, ++row));
                }
            }
        }

        if (into.Count > before)
        {
            return;
        }

        if (results == 0 && IsOurTest(_obr[4]))
        {
            // The sample was not analysed at all: a report of our test without a result.
            into.Add(WithoutResult(segments, from, to, known, ++row));
            return;
        }

        into.Add(new RowFault(++row, results == 0
            ? "The report has no result, and what was asked for (OBR-4) has no code that is known for faecal haemoglobin."
            : "No result of the report has a code that is known for faecal haemoglobin (OBX-3)."));
    }

    /// <summary>What the order says, for each of its results.</summary>
    private LabRowState ReadOrder()
    {
        _draft.Resume(_known);
        _draft.Kit(Agreed(_obr[2], _orc[2], "The report names two different kits (ORC-2 and OBR-2)."));
        _draft.LabNumber(Agreed(_obr[3], _orc[3], "The report has two different laboratory numbers (ORC-3 and OBR-3)."));
        DateOnly? ordered = Day(_obr[7], "The date of collection (OBR-7) ");
        DateOnly? sampled = Day(_spm[17], "The date of collection (SPM-17) ");
        if (ordered is not null && sampled is not null && ordered != sampled)
        {
            _draft.Fault("The report has two different dates of collection (OBR-7 and SPM-17).");
        }

        _draft.CollectedOn(ordered ?? sampled);
        _draft.ReceivedAt(Instant(_obr[14], "The time of receipt (OBR-14) ") ?? Instant(_spm[18], "The time of receipt (SPM-18) "));
        _draft.ResultAt(Instant(_obr[22], "The time of the result (OBR-22) "));
        Specimen();
        return _draft.State;
    }

    private LabRow Result(List<Hl7Segment> segments, int obx, int to, LabRowState known, int row)
    {
        _draft.Resume(known);
        Hl7Status.Apply(Plain(_obx[11]).Trim(), Status(_obr[25]), _draft);
        Value();
        Unit();
        Instrument();
        if (!_draft.HasResultAt)
        {
            _draft.ResultAt((NamesInstrument(_obx[19]) ? null : Instant(_obx[19], "The time of analysis (OBX-19) "))
                ?? Instant(_obx[14], "The time of the result (OBX-14) "));
        }

        for (int at = obx + 1; at < to && segments[at].Kind == Hl7SegmentKind.Nte; at++)
        {
            Note(segments[at]);
        }

        return _draft.Finish(row);
    }

    private LabRow WithoutResult(List<Hl7Segment> segments, int from, int to, LabRowState known, int row)
    {
        _draft.Resume(known);
        Hl7Status.Apply(default, Status(_obr[25]), _draft);
        for (int at = from; at < to; at++)
        {
            if (segments[at].Kind == Hl7SegmentKind.Nte)
            {
                Note(segments[at]);
            }
        }

        return _draft.Finish(row);
    }

    // Codes are one letter; a longer field is read no further for each result.
    private ReadOnlySpan<char> Status(ReadOnlySpan<char> field) => Plain(field.Length > 16 ? field[..16] : field).Trim();

    /// <summary>The first component of whichever of two fields is filled; a fault when both are and differ.</summary>
    private ReadOnlySpan<char> Agreed(ReadOnlySpan<char> first, ReadOnlySpan<char> second, string otherwise)
    {
        ReadOnlySpan<char> a = Plain(_marks.ComponentOf(first, 1)).Trim();
        ReadOnlySpan<char> b = Plain(_marks.ComponentOf(second, 1)).Trim();
        if (!a.IsEmpty && !b.IsEmpty && !a.Equals(b, StringComparison.OrdinalIgnoreCase))
        {
            _draft.Fault(otherwise);
        }

        return a.IsEmpty ? b : a;
    }

    private void Value()
    {
        ReadOnlySpan<char> field = _obx[5];
        if (field.Contains(_marks.Repetition))
        {
            _draft.Fault("One result has several values (OBX-5 repeats).");
            return;
        }

        switch (Plain(_obx[2]).Trim())
        {
            case "SN":
                StructuredNumber(field);
                break;
            case "CE" or "CWE" or "CNE":
                Coded(field);
                break;
            case "NM" or "ST" or "TX" or "FT" or "":
                // ">400" under NM breaks the letter of the standard and is as clear as under ST.
                _draft.Value(Plain(field));
                break;
            default:
                _draft.Fault("The kind of value (OBX-2) is not one that can be a number: SN, NM, ST, TX, FT, CE or CWE.");
                break;
        }

        Flags();
    }

    /// <summary>SN: comparator, number, and a separator that would make it a range or a ratio.</summary>
    private void StructuredNumber(ReadOnlySpan<char> field)
    {
        ReadOnlySpan<char> separator = Plain(_marks.ComponentOf(field, 3)).Trim();
        ReadOnlySpan<char> second = Plain(_marks.ComponentOf(field, 4)).Trim();
        if (!second.IsEmpty || !separator.IsEmpty)
        {
            _draft.Fault("The value is a range or a ratio (OBX-5).");
            return;
        }

        _draft.Value(string.Concat(Plain(_marks.ComponentOf(field, 1)).Trim(), Plain(_marks.ComponentOf(field, 2)).Trim()));
    }

    private void Coded(ReadOnlySpan<char> field)
    {
        ReadOnlySpan<char> code = Plain(_marks.ComponentOf(field, 1)).Trim();
        ReadOnlySpan<char> words = Plain(_marks.ComponentOf(field, 2)).Trim();
        SampleFault? fault = SampleFaultTerms.FindSnomed(code.ToString()) ?? SampleFaultTerms.Find(words) ?? SampleFaultTerms.Find(code);
        if (fault is SampleFault known)
        {
            _draft.Reason(known, words.IsEmpty ? code : words);
        }
        else
        {
            _draft.Value(code.IsEmpty ? words : code);
        }
    }

    /// <summary>OBX-8 &lt; and > (table 0078) say "off the instrument's scale"; a number that does not say so too contradicts them.</summary>
    private void Flags()
    {
        foreach (Range part in _obx[8].Split(_marks.Repetition))
        {
            ReadOnlySpan<char> flag = Plain(_obx[8][part]).Trim();
            if (flag is "<" or ">" && !_draft.ValueBeginsWith(flag))
            {
                _draft.Fault("The value is flagged as off the instrument's scale (OBX-8), and does not say so itself.");
            }
        }
    }

    private void Unit()
    {
        ReadOnlySpan<char> field = _obx[6];
        HaemoglobinUnit? known = null;
        ReadOnlySpan<char> written = default;
        foreach (int component in (ReadOnlySpan<int>)[1, 2, 4, 5])
        {
            ReadOnlySpan<char> text = _marks.ComponentOf(field, component);
            ReadOnlySpan<char> first = Plain(Hl7Delimiters.First(text, _marks.Subcomponent)).Trim();
            ReadOnlySpan<char> unit = first.IsEmpty ? Plain(text).Trim() : first;
            if (unit.IsEmpty)
            {
                continue;
            }

            written = written.IsEmpty ? unit : written;
            HaemoglobinUnit? read = LabVocabulary.Unit(unit);
            if (read is not null && known is not null && read != known)
            {
                _draft.Fault("The result has two different units (OBX-6).");
                return;
            }

            if (known is null && read is not null)
            {
                known = read;
                written = unit;
            }
        }

        _draft.Unit(written);
    }

    /// <summary>
    /// OBX-18 names the instrument (from version 2.5). Laboratories on older versions put it in OBX-17, or one field late,
    /// where a time of analysis would stand; there only a name that is known counts.
    /// </summary>
    private void Instrument()
    {
        foreach (Range part in _obx[18].Split(_marks.Repetition))
        {
            _draft.Analyser(Plain(_marks.ComponentOf(_obx[18][part], 1)));
            _draft.Analyser(Plain(_marks.ComponentOf(_obx[18][part], 2)));
        }

        _draft.Analyser(Plain(_marks.ComponentOf(_obx[17], 1)));
        _draft.Analyser(Plain(_marks.ComponentOf(_obx[17], 2)));
        if (NamesInstrument(_obx[19]))
        {
            _draft.Analyser(Plain(_marks.ComponentOf(_obx[19], 1)));
        }
    }

    /// <summary>Reject reasons (SPM-21) and conditions (SPM-24). A condition such as "cooled" rejects nothing.</summary>
    private void Specimen()
    {
        foreach (int field in (ReadOnlySpan<int>)[21, 24])
        {
            foreach (Range part in _spm[field].Split(_marks.Repetition))
            {
                ReadOnlySpan<char> reason = _spm[field][part];
                ReadOnlySpan<char> code = Plain(_marks.ComponentOf(reason, 1)).Trim();
                ReadOnlySpan<char> words = Plain(_marks.ComponentOf(reason, 2)).Trim();
                SampleFault? fault = SampleFaultTerms.FindHl7(code.ToString()) ?? SampleFaultTerms.FindSnomed(code.ToString())
                    ?? SampleFaultTerms.Find(words) ?? SampleFaultTerms.Find(code);
                if (fault is SampleFault known)
                {
                    _draft.Reason(known, words.IsEmpty ? code : words);
                }
                else if (field == 21 && !code.IsEmpty)
                {
                    _draft.Reason(SampleFault.Other, words.IsEmpty ? code : words);
                }
                else
                {
                    _draft.Condition(words);
                }
            }
        }
    }

    private void Note(Hl7Segment nte)
    {
        Split(_nte, nte);
        foreach (Range part in _nte[3].Split(_marks.Repetition))
        {
            _draft.Reason(Plain(_nte[3][part]));
        }
    }

    private DateOnly? Day(ReadOnlySpan<char> field, string what)
    {
        ReadOnlySpan<char> text = Plain(_marks.ComponentOf(field, 1)).Trim();
        if (text.Length == 8 && Hl7Time.TryDay(text, out DateOnly day))
        {
            return day;
        }

        return Instant(field, what) is DateTimeOffset at ? ServiceCalendar.DateOf(at) : null;
    }

    private DateTimeOffset? Instant(ReadOnlySpan<char> field, string what)
    {
        ReadOnlySpan<char> text = Plain(_marks.ComponentOf(field, 1)).Trim();
        if (text.IsEmpty)
        {
            return null;
        }

        if (!Hl7Time.TryRead(text, out DateTime wall, out TimeSpan? offset))
        {
            _draft.Fault(what + LabFaults.BadPackedTime);
            return null;
        }

        if (WallClock.TryToUtc(wall, offset ?? _zone, out DateTimeOffset at))
        {
            return at;
        }

        _draft.Fault(what + LabFaults.SkippedTime);
        return null;
    }

    private bool NamesInstrument(ReadOnlySpan<char> field) => vocabulary.Analyser(Plain(_marks.ComponentOf(field, 1)).Trim()) is not null;

    private bool IsOurTest(ReadOnlySpan<char> field) =>
        vocabulary.IsTestCode(Plain(_marks.ComponentOf(field, 1)).Trim()) || vocabulary.IsTestCode(Plain(_marks.ComponentOf(field, 4)).Trim());

    private ReadOnlySpan<char> Plain(ReadOnlySpan<char> text) => Hl7Text.Plain(text, _marks);

    private void Split(DelimitedFields fields, Hl7Segment segment) => fields.Split(_text.AsMemory(segment.Start, segment.Length), _marks.Field);
}
