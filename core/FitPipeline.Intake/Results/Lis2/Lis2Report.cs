using System.Text;
using FitPipeline.Intake.Results.Hl7;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Intake.Results.Lis2;

/// <summary>
/// Where LIS2-A2 puts what a row needs: the kit is the specimen's id (O-3), the laboratory's number the instrument's own
/// (O-4), and which field of P carries the NHS number the sender's profile says.
/// </summary>
internal sealed class Lis2Report(LabVocabulary vocabulary, LabReadingOptions options)
{
    private readonly LabRowDraft _draft = new(vocabulary, options);
    private readonly Lis2Record _header = new();
    private readonly Lis2Record _patient = new();
    private readonly Lis2Record _order = new();
    private readonly Lis2Record _result = new();
    private readonly Lis2Record _other = new();
    private Hl7Delimiters _marks = Hl7Delimiters.Standard;
    private int? _nhsNumberField;
    private LabRowState _ofMessage;
    private LabRowState _ofPatient;
    private LabRowState _ofOrder;
    private string _orderStatus = "";
    private bool _isQualityControl;
    private bool _pending;
    private string? _pendingFault;

    /// <summary>Begins a message; the reason, when it does not say how it is divided.</summary>
    internal string? Header(ReadOnlySpan<byte> record)
    {
        Span<char> start = stackalloc char[5];
        start.Clear();
        Encoding.Latin1.GetChars(record[..Math.Min(record.Length, 5)], start);

        // H, field mark, then repetition, component and escape marks: the order differs from HL7's.
        if (!Hl7Delimiters.TryRead([' ', ' ', ' ', start[1], start[3], start[2], start[4], '\uFFFF', start[1]], out Hl7Delimiters marks))
        {
            return "The header does not say how the message is divided (H-1, H-2).";
        }

        _marks = marks;
        _header.Take(record, marks.Field);
        _order.Clear();
        string sender = Plain(_marks.ComponentOf(_header[5], 1)).Trim().ToString();
        _nhsNumberField = vocabulary.Profiles
            .FirstOrDefault(profile => profile.Lis2?.Senders.Contains(sender, StringComparer.OrdinalIgnoreCase) == true)?.Lis2?.NhsNumberField;
        _draft.Begin();
        if (Plain(_header[12]).Trim() is not ("P" or ""))
        {
            _draft.Fault("The message is marked as a test, for debugging or as quality control (H-12), so it is no patient's result.");
        }

        // Name, model and serial number of the sender.
        for (int component = 1; component <= 3; component++)
        {
            _draft.Analyser(Plain(_marks.ComponentOf(_header[5], component)));
        }

        _ofMessage = _draft.State;
        _ofPatient = _ofMessage;
        return null;
    }

    internal bool IsRecord(ReadOnlySpan<byte> record) =>
        char.IsAsciiLetterUpper((char)record[0]) && (record.Length == 1 || record[1] == _marks.Field);

    internal void Patient(ReadOnlySpan<byte> record)
    {
        _patient.Take(record, _marks.Field);
        _order.Clear();
        _draft.Resume(_ofMessage);
        ApplyPatient();
        _ofPatient = _draft.State;
    }

    internal void Order(ReadOnlySpan<byte> record)
    {
        _order.Take(record, _marks.Field);
        _draft.Resume(_ofPatient);
        _draft.Kit(First(_order[3]));
        _draft.LabNumber(First(_order[4]));
        _draft.CollectedOn(Instant(_order[8], "The date of collection (O-8) ") is DateTimeOffset at ? ServiceCalendar.DateOf(at) : null);
        _draft.ReceivedAt(Instant(_order[15], "The time of receipt (O-15) "));
        _ofOrder = _draft.State;
        _orderStatus = First(_order[26]) is [char status] ? status.ToString() : "";
        _isQualityControl = First(_order[12]) is "Q";
    }

    /// <summary>Begins a row; it ends with the next record that is not about it.</summary>
    internal void Result(ReadOnlySpan<byte> record)
    {
        _pending = true;
        _result.Take(record, _marks.Field);
        _pendingFault = WhyNoRow();
        if (_pendingFault is not null)
        {
            return;
        }

        _draft.Resume(_ofOrder);
        _draft.ResultAt(Instant(_result[13], "The time of the result (R-13) ") ?? Instant(_result[12], "The time of the result (R-12) "));
        Status();
        Value();
        _draft.Analyser(First(_result[14]));
    }

    /// <summary>A remark on the result in hand; remarks on patients and orders are nobody's result.</summary>
    internal void Comment(ReadOnlySpan<byte> record)
    {
        if (_pending && _pendingFault is null)
        {
            _other.Take(record, _marks.Field);
            foreach (Range part in _other[4].Split(_marks.Repetition))
            {
                ReadOnlySpan<char> text = _other[4][part];
                ReadOnlySpan<char> words = Plain(_marks.ComponentOf(text, 2)).Trim();
                _draft.Reason(words.IsEmpty ? First(text) : words);
            }
        }
    }

    /// <summary>The row in hand, or null when there is none.</summary>
    internal LabReading? Finish(int row)
    {
        if (!_pending)
        {
            return null;
        }

        _pending = false;
        return _pendingFault is null ? _draft.Finish(row) : new RowFault(row, _pendingFault);
    }

    /// <summary>L-3: the sender says when it stopped for another reason than being done.</summary>
    internal string? WhyNotWhole(ReadOnlySpan<byte> record)
    {
        _other.Take(record, _marks.Field);
        return Plain(_other[3]).Trim() is "T" or "E" ? "The sender broke the message off (L-3)." : null;
    }

    private string? WhyNoRow()
    {
        if (_order.IsEmpty)
        {
            return "A result stands before any order (R before O).";
        }

        if (_isQualityControl)
        {
            return "The measurement is quality control (O-12), not a patient's.";
        }

        return IsOurTest(_result[3]) ? null : "The result's test (R-3) has no code that is known for faecal haemoglobin.";
    }

    private void ApplyPatient()
    {
        NhsNumber();
        _draft.FamilyName(First(_patient[6]));
        ReadOnlySpan<char> born = First(_patient[8]);
        if (born.IsEmpty)
        {
            return;
        }

        if (Hl7Time.TryDay(born, out DateOnly day))
        {
            _draft.DateOfBirth(day);
        }
        else
        {
            _draft.Fault("The date of birth (P-8) must be a day that exists, written YYYYMMDD.");
        }
    }

    /// <summary>
    /// The field the sender's profile names; without one, whichever of P-3, P-4 and P-5 is an NHS number by its check digit,
    /// for the standard gives them to practice, laboratory and "another" without saying whose numbers they are.
    /// </summary>
    private void NhsNumber()
    {
        if (_nhsNumberField is int declared)
        {
            _draft.NhsNumber(First(_patient[declared]));
            return;
        }

        string? found = null;
        for (int field = 3; field <= 5; field++)
        {
            ReadOnlySpan<char> number = First(_patient[field]);
            if (!LabRowDraft.IsNhsNumber(number))
            {
                continue;
            }

            if (found is not null && !number.SequenceEqual(found))
            {
                _draft.Fault("The report has two different NHS numbers (P-3 to P-5).");
            }

            found ??= number.ToString();
        }

        // Ten digits in P-3 that are none are more likely a mistyped one than another's.
        _draft.NhsNumber(found ?? (First(_patient[3]) is { Length: 10 } digits && !digits.ContainsAnyExceptInRange('0', '9') ? digits : default));
    }

    /// <summary>R-9, or the order's report type (O-26) where the result has none.</summary>
    private void Status()
    {
        ReadOnlySpan<char> status = Plain(_result[9]).Trim();
        switch (status.IsEmpty ? _orderStatus : status)
        {
            case "F" or "V" or "R":
                // Final, verified by the operator, or sent before and sent again.
                _draft.Status(LabRowStatus.Final);
                break;
            case "C":
                _draft.Status(LabRowStatus.Corrected);
                break;
            case "P" or "I" or "S":
                _draft.Status(LabRowStatus.Preliminary);
                break;
            case "X":
                _draft.NotObtained();
                break;
            case "W":
                _draft.Status(LabRowStatus.Final);
                _draft.Fault("The analyser doubts the result (status W, validity questionable).");
                break;
            case "":
                _draft.Fault(LabFaults.NoStatus);
                break;
            default:
                _draft.Fault(LabFaults.UnknownStatus);
                break;
        }
    }

    private void Value()
    {
        ReadOnlySpan<char> field = _result[4];
        if (field.Contains(_marks.Repetition))
        {
            _draft.Fault("One result has several values (R-4 repeats).");
        }
        else
        {
            _draft.Value(First(field));
        }

        _draft.Unit(First(_result[5]));
        foreach (Range part in _result[7].Split(_marks.Repetition))
        {
            ReadOnlySpan<char> flag = Plain(_result[7][part]).Trim();
            if (flag is "<" or ">" && !_draft.ValueBeginsWith(flag))
            {
                _draft.Fault("The value is flagged as off the instrument's scale (R-7), and does not say so itself.");
            }
        }
    }

    /// <summary>The maker's code (component 4), or a universal one (component 1).</summary>
    private bool IsOurTest(ReadOnlySpan<char> field) =>
        vocabulary.IsTestCode(Plain(_marks.ComponentOf(field, 4)).Trim()) || vocabulary.IsTestCode(First(field));

    private DateTimeOffset? Instant(ReadOnlySpan<char> field, string what)
    {
        ReadOnlySpan<char> text = First(field);
        if (text.IsEmpty)
        {
            return null;
        }

        if (!Hl7Time.TryRead(text, out DateTime wall, out TimeSpan? offset))
        {
            _draft.Fault(what + LabFaults.BadPackedTime);
            return null;
        }

        if (WallClock.TryToUtc(wall, offset, out DateTimeOffset at))
        {
            return at;
        }

        _draft.Fault(what + LabFaults.SkippedTime);
        return null;
    }

    private ReadOnlySpan<char> First(ReadOnlySpan<char> field) => Plain(_marks.ComponentOf(field, 1)).Trim();

    private ReadOnlySpan<char> Plain(ReadOnlySpan<char> text) => Hl7Text.Plain(text, _marks);
}
