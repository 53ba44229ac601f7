using FitPipeline.Intake.Referrals;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Matching;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Intake.Results;

/// <summary>
/// A row being read: each format hands over the texts it found, and every rule about what they mean stands here and in
/// <see cref="LabRowVerdict"/> once. One draft serves a whole file.
/// </summary>
internal sealed class LabRowDraft(LabVocabulary vocabulary, LabReadingOptions options)
{
    private const int MaxNumber = 64;
    private const int MaxReason = 500;

    private readonly DateTimeOffset _latest = options.ReceivedAt + ReferralChecks.ClockTolerance;
    private readonly DateOnly _today = ServiceCalendar.DateOf(options.ReceivedAt);
    private LabRowState _row;

    /// <summary>What is known so far, to be taken up again by <see cref="Resume"/>.</summary>
    internal LabRowState State => _row;

    /// <summary>Begins a row of which nothing is known.</summary>
    internal void Begin() => _row = default;

    /// <summary>Begins a row of which something is known already.</summary>
    internal void Resume(LabRowState known) => _row = known;

    internal void Fault(string sentence) => _row.Fault(sentence);

    /// <summary>The kit's id, trimmed and upper-cased: barcodes have no case, so folding it is no guess.</summary>
    internal void Kit(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            return;
        }

        _row.KitGiven = true;
        if (PlainText.Fault(text, MaxNumber) is string fault)
        {
            Fault($"Kit: {fault}");
            return;
        }

        _row.KitText = text.ToString();
        if (!KitId.TryParse(_row.KitText.ToUpperInvariant(), out _row.Kit, out string? because))
        {
            Fault(ScreeningDevice.Is(_row.KitText) ? ScreeningDevice.NotOurs : because);
        }
    }

    internal void NhsNumber(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length > MaxNumber)
        {
            Fault("The NHS number has too many digits; it needs 10.");
        }
        else if (!text.IsEmpty && !FitPipeline.Pathway.Identity.NhsNumber.TryParse(text.ToString(), out _row.NhsNumber, out string? because))
        {
            Fault(because);
        }
    }

    /// <summary>Whether a text is an NHS number whose check digit fits, for a place that may hold other numbers too.</summary>
    internal static bool IsNhsNumber(ReadOnlySpan<char> text) =>
        text.Length is >= 10 and <= MaxNumber && FitPipeline.Pathway.Identity.NhsNumber.TryParse(text.ToString(), out _, out _);

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

        _row.FamilyName = text.ToString();
    }

    internal void DateOfBirth(DateOnly? date)
    {
        if (date > _today)
        {
            Fault("The date of birth " + LabFaults.InFuture);
            return;
        }

        _row.DateOfBirth = date;
    }

    /// <summary>The day of collection as written. Whether it can be true (after receipt, too long ago) is the rules' matter.</summary>
    internal void CollectedOn(DateOnly? date) => _row.CollectedOn = date;

    internal void ReceivedAt(DateTimeOffset? at) => _row.ReceivedAt = NotInFuture(at, "The time of receipt ");

    internal void ResultAt(DateTimeOffset? at) => _row.ResultAt = NotInFuture(at, "The time of the result ");

    /// <summary>Whether the time of the result is known already.</summary>
    internal bool HasResultAt => _row.ResultAt is not null;

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

        _row.LabNumber = text.ToString();
    }

    internal void Status(LabRowStatus status) => _row.Status = status;

    /// <summary>
    /// The report says that there is no result, and leaves it to the reason to say why: a reason in the sample rejects
    /// it; none, or one in the laboratory, is a failed analysis.
    /// </summary>
    internal void NotObtained()
    {
        _row.NotObtained = true;
        _row.Status = LabRowStatus.Rejected;
    }

    /// <summary>Comparator and number as written, or the words that stand in their place.</summary>
    internal void Value(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        _row.ValueText = text.IsEmpty ? null : (text.Length > PlainText.MaxName ? text[..PlainText.MaxName] : text).ToString();
    }

    /// <summary>Whether the value as written begins with a comparator.</summary>
    internal bool ValueBeginsWith(ReadOnlySpan<char> comparator) => _row.ValueText.AsSpan().StartsWith(comparator);

    internal void Unit(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        _row.UnitGiven = !text.IsEmpty;
        _row.Unit = _row.UnitGiven ? LabVocabulary.Unit(text) : null;
    }

    /// <summary>One of several places where a format may name the analyser: the first known name counts, and another must agree.</summary>
    internal void Analyser(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            return;
        }

        _row.AnalyserGiven = true;
        Analyser? known = vocabulary.Analyser(text);
        if (known is not null && _row.Analyser is not null && known != _row.Analyser)
        {
            Fault("The report names two different analysers.");
        }

        _row.Analyser ??= known;
    }

    /// <summary>Why there is no number, or a remark, in the laboratory's words.</summary>
    internal void Reason(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        _row.Reason ??= SampleFaultTerms.Find(text);
        Words(text, ref _row.ReasonText);
    }

    /// <summary>Why there is no number, by a code the format gives a meaning to.</summary>
    internal void Reason(SampleFault fault, ReadOnlySpan<char> words)
    {
        _row.Reason ??= fault;
        Words(words.Trim(), ref _row.ReasonText);
    }

    /// <summary>Words on the sample's condition. They are a reason only if there is no result: "cooled" rejects nothing.</summary>
    internal void Condition(ReadOnlySpan<char> words) => Words(words.Trim(), ref _row.ConditionText);

    /// <summary>The row, with every fault that a person must look at.</summary>
    internal LabRow Finish(int row) => LabRowVerdict.Of(_row, row);

    private void Words(ReadOnlySpan<char> text, ref string? words)
    {
        // What does not fit is left off whole; a remark cut in the middle could say the contrary.
        if (text.IsEmpty || (words?.Length ?? 0) + text.Length > MaxReason)
        {
            words ??= text.IsEmpty ? null : "(a remark too long to show)";
            return;
        }

        string more = text.ToString().ReplaceLineEndings(" ");
        if (PlainText.Fault(more, MaxReason) is string fault)
        {
            Fault($"Reason: {fault}");
            return;
        }

        words = words is null ? more : $"{words}; {more}";
    }

    private DateTimeOffset? NotInFuture(DateTimeOffset? at, string what)
    {
        if (at > _latest)
        {
            Fault(what + LabFaults.InFuture);
            return null;
        }

        return at;
    }
}
