using FitPipeline.Pathway;

namespace FitPipeline.Intake;

/// <summary>
/// A row being read: each format hands over the texts it found, and every rule about what they mean stands here once.
/// One draft serves a whole file; <see cref="Begin"/> empties it.
/// </summary>
internal sealed class LabRowDraft(LabVocabulary vocabulary, LabReadingOptions options)
{
    private const int MaxNumber = 64;
    private const int MaxReason = 500;

    private readonly DateTimeOffset _latest = options.ReceivedAt + ReferralChecks.ClockTolerance;
    private readonly DateOnly _today = London.DateOf(options.ReceivedAt);

    private List<string>? _faults;
    private bool _kitGiven;
    private string? _kitText;
    private KitId? _kit;
    private NhsNumber? _nhsNumber;
    private string? _familyName;
    private DateOnly? _dateOfBirth;
    private DateOnly? _collectedOn;
    private DateTimeOffset? _receivedAt;
    private DateTimeOffset? _resultAt;
    private string? _labNumber;
    private LabRowStatus? _status;
    private string? _valueText;
    private HaemoglobinUnit? _unit;
    private bool _unitGiven;
    private Analyser? _analyser;
    private bool _analyserGiven;
    private SampleFault? _reason;
    private string? _reasonText;

    internal void Begin()
    {
        _faults = null;
        _kitGiven = false;
        _kitText = null;
        _kit = null;
        _nhsNumber = null;
        _familyName = null;
        _dateOfBirth = null;
        _collectedOn = null;
        _receivedAt = null;
        _resultAt = null;
        _labNumber = null;
        _status = null;
        _valueText = null;
        _unit = null;
        _unitGiven = false;
        IsNotObtained = false;
        _analyser = null;
        _analyserGiven = false;
        _reason = null;
        _reasonText = null;
    }

    internal void Fault(string sentence) => (_faults ??= []).Add(sentence);

    /// <summary>The kit's id, trimmed and upper-cased: barcodes have no case, so folding it is no guess.</summary>
    internal void Kit(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            return;
        }

        _kitGiven = true;
        if (PlainText.Fault(text, MaxNumber) is string fault)
        {
            Fault($"Kit: {fault}");
            return;
        }

        string written = text.ToString();
        _kitText = written;
        if (!KitId.TryParse(written.ToUpperInvariant(), out _kit, out string? because))
        {
            Fault(because);
        }
    }

    internal void NhsNumber(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (!text.IsEmpty && !Pathway.NhsNumber.TryParse(text.ToString(), out _nhsNumber, out string? because))
        {
            Fault(because);
        }
    }

    internal void FamilyName(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            return;
        }

        if (PlainText.Fault(text, PlainText.MaxName) is string fault)
        {
            Fault($"Family name: {fault}");
            return;
        }

        _familyName = text.ToString();
    }

    internal void DateOfBirth(DateOnly? date)
    {
        if (date > _today)
        {
            Fault("The date of birth " + LabFaults.InFuture);
            return;
        }

        _dateOfBirth = date;
    }

    /// <summary>The day of collection as written. Whether it can be true (after receipt, too long ago) is the rules' matter.</summary>
    internal void CollectedOn(DateOnly? date) => _collectedOn = date;

    internal void ReceivedAt(DateTimeOffset? at) => _receivedAt = NotInFuture(at, "The time of receipt ");

    internal void ResultAt(DateTimeOffset? at) => _resultAt = NotInFuture(at, "The time of the result ");

    internal void LabNumber(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            return;
        }

        if (PlainText.Fault(text, MaxNumber) is string fault)
        {
            Fault($"Laboratory number: {fault}");
            return;
        }

        _labNumber = text.ToString();
    }

    internal void Status(LabRowStatus status) => _status = status;

    /// <summary>
    /// The report says that there is no result, and leaves it to the reason to say why: a reason in the sample rejects
    /// it; none, or one in the laboratory, is a failed analysis.
    /// </summary>
    internal void NotObtained()
    {
        IsNotObtained = true;
        _status = LabRowStatus.Rejected;
    }

    /// <summary>Whether <see cref="NotObtained"/> was said.</summary>
    internal bool IsNotObtained { get; private set; }

    /// <summary>Comparator and number as written, or the words that stand in their place.</summary>
    internal void Value(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        _valueText = text.IsEmpty ? null : text.Length > PlainText.MaxName ? text[..PlainText.MaxName].ToString() : text.ToString();
    }

    /// <summary>Whether the value as written begins with a comparator.</summary>
    internal bool ValueBeginsWith(ReadOnlySpan<char> comparator) => _valueText.AsSpan().StartsWith(comparator);

    internal void Unit(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        _unitGiven = !text.IsEmpty;
        _unit = _unitGiven ? LabVocabulary.Unit(text) : null;
    }

    internal void Analyser(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        _analyserGiven = !text.IsEmpty;
        _analyser = _analyserGiven ? vocabulary.Analyser(text) : null;
    }

    /// <summary>One of several places where a format may name the analyser: the first known name counts, and another must agree.</summary>
    internal void AnalyserIfKnown(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            return;
        }

        _analyserGiven = true;
        Analyser? known = vocabulary.Analyser(text);
        if (known is not null && _analyser is not null && known != _analyser)
        {
            Fault("The report names two different analysers.");
        }

        _analyser ??= known;
    }

    /// <summary>Why there is no number, in the laboratory's words or codes.</summary>
    internal void Reason(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            return;
        }

        _reason ??= SampleFaultTerms.Find(text);
        Words(text);
    }

    /// <summary>Why there is no number, by a code the format gives a meaning to.</summary>
    internal void Reason(SampleFault fault, ReadOnlySpan<char> words)
    {
        _reason ??= fault;
        Words(words.Trim());
    }

    private void Words(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        string words = (text.Length > MaxReason ? text[..MaxReason] : text).ToString().ReplaceLineEndings(" ");
        if (PlainText.Fault(words, MaxReason) is string fault)
        {
            Fault($"Reason: {fault}");
            return;
        }

        _reasonText = _reasonText is null ? words : Joined(_reasonText, words);
    }

    /// <summary>The row, with every fault that a person must look at.</summary>
    internal LabRow Finish(int row)
    {
        if (!_kitGiven)
        {
            Fault(LabFaults.NoKit);
        }

        if (_receivedAt is DateTimeOffset received && _resultAt is DateTimeOffset result && London.DateOf(result) < London.DateOf(received))
        {
            Fault("The result is dated before the sample was received.");
        }

        // A row of unknown standing is filed as the one that is never acted on, and its fault brings a person.
        LabRowStatus status = _status ?? LabRowStatus.Preliminary;
        FaecalHaemoglobin? value = null;
        switch (status)
        {
            case LabRowStatus.Final or LabRowStatus.Corrected:
                if (_valueText is null && _reason is not null)
                {
                    // No number, and a reason for there being none: the sample was not measured, whatever the report is called.
                    status = NotMeasuredBecauseOf(_reason);
                }
                else if (_valueText is not null && SampleFaultTerms.Find(_valueText) is SampleFault inPlaceOfValue)
                {
                    // "Insufficient" where the number should be: the laboratory says in so many words that there is none.
                    status = NotMeasuredBecauseOf(inPlaceOfValue);
                    _reasonText ??= _valueText;
                    _reason = inPlaceOfValue;
                }
                else
                {
                    value = Measured(mustBe: true);
                    if (_reason is not null)
                    {
                        Fault(LabFaults.ReasonBesideValue);
                        _reason = null;
                    }
                }

                break;

            case LabRowStatus.Rejected or LabRowStatus.Failed:
                if (_valueText is not null && SampleFaultTerms.Find(_valueText) is SampleFault named)
                {
                    _reason ??= named;
                    _reasonText ??= _valueText;
                }
                else if (_valueText is not null)
                {
                    Fault(LabFaults.ValueOfRejected);
                }

                status = IsNotObtained ? NotMeasuredBecauseOf(_reason) : status;
                _reason ??= status == LabRowStatus.Failed && _reasonText is null && !IsNotObtained ? SampleFault.TechnicalFailure : SampleFault.Other;
                break;

            default:
                value = Measured(mustBe: false);
                _reason = null;
                break;
        }

        return new LabRow(
            row, _kitText, _kit, _nhsNumber, _familyName, _dateOfBirth, _collectedOn, _receivedAt, _resultAt,
            value, _labNumber, status, _reason, _reasonText, _faults is null ? [] : _faults);
    }

    private static LabRowStatus NotMeasuredBecauseOf(SampleFault? reason) =>
        reason is null or SampleFault.TechnicalFailure ? LabRowStatus.Failed : LabRowStatus.Rejected;

    private static string Joined(string first, string second) =>
        first.Length + second.Length + 2 > MaxReason ? first : $"{first}; {second}";

    private DateTimeOffset? NotInFuture(DateTimeOffset? at, string what)
    {
        if (at > _latest)
        {
            Fault(what + LabFaults.InFuture);
            return null;
        }

        return at;
    }

    /// <summary>The value, when all its parts are there and known; when it must be and is not, every reason becomes a fault.</summary>
    private FaecalHaemoglobin? Measured(bool mustBe)
    {
        if (_valueText is not null
            && _unit is HaemoglobinUnit unit
            && _analyser is not null
            && HaemoglobinText.TryParse(_valueText, out Comparator comparator, out decimal number, out _)
            && FaecalHaemoglobin.TryCreate(comparator, number, unit, _analyser, out FaecalHaemoglobin? value, out _))
        {
            return value;
        }

        if (mustBe)
        {
            SayWhyNotMeasured();
        }

        return null;
    }

    private void SayWhyNotMeasured()
    {
        if (_valueText is null)
        {
            Fault(LabFaults.NoValue);
        }

        if (_unit is null)
        {
            Fault(_unitGiven ? LabFaults.UnknownUnit : LabFaults.NoUnit);
        }

        if (_analyser is null)
        {
            Fault(_analyserGiven ? LabFaults.UnknownAnalyser : LabFaults.NoAnalyser);
        }

        if (_valueText is null)
        {
            return;
        }

        if (!HaemoglobinText.TryParse(_valueText, out Comparator comparator, out decimal number, out string? because))
        {
            Fault(because);
        }
        else if (_unit is HaemoglobinUnit unit && _analyser is not null && !FaecalHaemoglobin.TryCreate(comparator, number, unit, _analyser, out _, out because))
        {
            Fault(because);
        }
    }
}
