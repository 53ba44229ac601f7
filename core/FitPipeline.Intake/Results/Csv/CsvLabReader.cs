using System.Globalization;
using System.Text;
using CsvHelper;
using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Csv;

/// <summary>Reads results from CSV: the contract's layout, or an analyser's own by its profile.</summary>
internal sealed class CsvLabReader
{
    private const int MaxHeading = 16 * 1024;

    // Longer than any row; a quote left open stops here instead of swallowing the file.
    private const int MaxRow = 64 * 1024;

    private readonly Utf8Input _input;
    private readonly CsvLayout _layout;
    private readonly CsvReader _rows;
    private readonly CsvFields _fields;
    private readonly LabRowDraft _draft;
    private CsvMalformedReason? _malformed;
    private FileFault? _fault;

    private CsvLabReader(Utf8Input input, CsvLayout layout, char delimiter, LabRowDraft draft)
    {
        _input = input;
        _layout = layout;
        _draft = draft;
        _fields = new CsvFields(layout.Fields);
        _rows = CsvReader.Create(
            input,
            CsvReaderOptions.Default with
            {
                Separator = delimiter,
                HasHeader = false,
                MaxRecordSize = MaxRow,
                TrackLineNumbers = true,
                OnMalformedRecord = record => _malformed ??= record.Reason,
            },
            leaveOpen: true);
    }

    internal static IEnumerable<LabReading> Read(Stream content, LabReadingOptions options, LabVocabulary vocabulary)
    {
        using RawInput raw = new(content, options.MaxBytes);
        if (Heading(raw) is not string heading)
        {
            yield return new FileFault(null, raw.Broken ?? LabFaults.FileEmpty);
            yield break;
        }

        if (!CsvLayout.TryRecognise(heading, vocabulary.Profiles, out CsvLayout? layout, out char delimiter, out string? because))
        {
            yield return new FileFault(1, because);
            yield break;
        }

        using Utf8Input input = new(raw);
        CsvLabReader reader = new(input, layout, delimiter, new LabRowDraft(vocabulary, options));
        foreach (LabReading reading in reader.Rows())
        {
            yield return reading;
        }
    }

    /// <summary>The first line, or null when the file has nothing in it. Headings are ASCII; what is not matches nothing.</summary>
    private static string? Heading(RawInput input)
    {
        ReadOnlySpan<byte> start = input.Peek(MaxHeading);
        int end = start.IndexOfAny((byte)'\r', (byte)'\n');
        return start.IsEmpty ? null : Encoding.UTF8.GetString(end < 0 ? start : start[..end]).TrimEnd('\0');
    }

    /// <summary>
    /// Every row is held until it is known whether another follows, because a file cut off in its last field shows it only
    /// by having no line break there.
    /// </summary>
    private IEnumerable<LabReading> Rows()
    {
        int row = 0;
        bool heading = TryNext();
        LabReading? held = null;
        while (heading && TryNext())
        {
            if (held is not null)
            {
                yield return held;
                held = null;
            }

            if (!IsBlank())
            {
                held = ReadRow(++row);
            }
        }

        if (_fault is not null || _input.Broken is not null)
        {
            // The row in hand is where the reading broke off.
            yield return _input.Broken is string broken ? new FileFault(Line(), broken) : _fault!;
        }
        else if (held is not null)
        {
            yield return _input.EndsWithLineBreak ? held : LastWithoutLineBreak(held);
        }
    }

    private bool TryNext()
    {
        _malformed = null;
        try
        {
            if (!_rows.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException)
        {
            _fault = new FileFault(Line(), "A row here is longer than any row is; a line break or a quote may be lost.");
            return false;
        }

        if (_malformed == CsvMalformedReason.UnterminatedQuote)
        {
            _fault = new FileFault(Line(), "A quote opened in this row is never closed; the file may be cut off.");
            return false;
        }

        return true;
    }

    private int Line() => (int)Math.Clamp(_rows.LineNumber, 1, int.MaxValue);

    private bool IsBlank()
    {
        for (int field = 0; field < _rows.FieldCount; field++)
        {
            if (_rows.GetSpan(field).ContainsAnyExcept(" \t"u8))
            {
                return false;
            }
        }

        return true;
    }

    private LabReading LastWithoutLineBreak(LabReading last) => last switch
    {
        LabRow row when _layout.EndCouldBeCut =>
            row with { Faults = [.. row.Faults, "The file ends with this row and no line break, so its last field may be cut short."] },
        RowFault fault => fault with { Because = fault.Because + " The file ends here without a line break and may be cut off." },
        _ => last,
    };

    private LabReading ReadRow(int row)
    {
        if (_malformed is not null)
        {
            return new RowFault(row, "A quote stands in the middle of a field, so the fields cannot be told apart.");
        }

        if (_rows.FieldCount != _layout.Fields)
        {
            return new RowFault(row, string.Create(
                CultureInfo.InvariantCulture,
                $"The row has {_rows.FieldCount} fields and the heading {_layout.Fields}, so values may stand in wrong columns."));
        }

        _fields.Take(_rows);
        _draft.Begin();
        _draft.Kit(Text(CsvColumn.KitId));
        _draft.NhsNumber(Text(CsvColumn.NhsNumber));
        _draft.FamilyName(Text(CsvColumn.FamilyName));
        _draft.DateOfBirth(Day(CsvColumn.DateOfBirth, "The date of birth "));
        _draft.CollectedOn(Day(CsvColumn.CollectedOn, "The date of collection "));
        _draft.ReceivedAt(Time(CsvColumn.ReceivedAt, "The time of receipt "));
        _draft.ResultAt(Time(CsvColumn.ResultAt, "The time of the result "));
        _draft.Value(Text(CsvColumn.Value));
        _draft.Unit(Text(CsvColumn.Unit));
        _draft.Analyser(Text(CsvColumn.Analyser));
        _draft.LabNumber(Text(CsvColumn.LabNumber));
        _draft.Reason(Text(CsvColumn.Reason));
        Status(Text(CsvColumn.Status));
        return _draft.Finish(row);
    }

    private ReadOnlySpan<char> Text(CsvColumn column) => _layout.Text(_fields, column).Trim();

    private void Status(ReadOnlySpan<char> text)
    {
        if (_layout.TryStatus(text, out LabRowStatus status))
        {
            _draft.Status(status);
        }
        else
        {
            _draft.Fault(text.IsEmpty ? LabFaults.NoStatus : LabFaults.UnknownStatus);
        }
    }

    private DateOnly? Day(CsvColumn column, string what)
    {
        ReadOnlySpan<char> text = Text(column);
        if (text.IsEmpty)
        {
            return null;
        }

        if (WrittenDay.TryRead(text, _layout.Days, out DateOnly date))
        {
            return date;
        }

        _draft.Fault(what + (IsAmbiguous(text) ? LabFaults.SlashedDate : LabFaults.BadDate));
        return null;
    }

    private DateTimeOffset? Time(CsvColumn column, string what)
    {
        ReadOnlySpan<char> text = Text(column);
        if (text.IsEmpty)
        {
            return null;
        }

        if (!WrittenDay.TryReadTime(text, _layout.Days, out DateTime wall, out TimeSpan? offset))
        {
            _draft.Fault(what + (IsAmbiguous(text) ? LabFaults.SlashedDate : LabFaults.BadTime));
            return null;
        }

        if (WallClock.TryToUtc(wall, offset, out DateTimeOffset at))
        {
            return at;
        }

        _draft.Fault(what + LabFaults.SkippedTime);
        return null;
    }

    private bool IsAmbiguous(ReadOnlySpan<char> text) => _layout.Days == DayOrder.Iso && text is [_, _, '/' or '.', ..] or [_, '/' or '.', ..];
}
