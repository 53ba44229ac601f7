using FitPipeline.Intake.Results.Hl7;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Matching;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Intake.Results;

/// <summary>
/// One thing a laboratory file says, in the order the file says it. Sentences never quote the file: a shifted column
/// would put a name into them. The row number leads a person to the place.
/// </summary>
public abstract record LabReading
{
    private protected LabReading()
    {
    }
}

/// <summary>One reported sample.</summary>
/// <param name="Row">1 for the first result in the file, whatever the format; the header of a CSV file is not counted.</param>
/// <param name="KitText">The kit id as written, trimmed; absent when the file has none.</param>
/// <param name="KitId">The kit, when <paramref name="KitText"/> is one (trimmed and upper-cased, nothing else).</param>
/// <param name="NhsNumber">Verified by its check digit.</param>
/// <param name="FamilyName">As written, trimmed.</param>
/// <param name="DateOfBirth">As written.</param>
/// <param name="CollectedOn">The day the sample was taken; absent when not known.</param>
/// <param name="ReceivedAt">When the laboratory received it, UTC.</param>
/// <param name="ResultAt">When it was reported, UTC.</param>
/// <param name="Value">Comparator, number, unit and analyser as one value; absent whenever any part is unknown or there is no number.</param>
/// <param name="LabNumber">The laboratory's own number for the sample.</param>
/// <param name="Status">What the laboratory says of the result.</param>
/// <param name="Reason">Why there is no number, for <see cref="LabRowStatus.Rejected"/> and <see cref="LabRowStatus.Failed"/>.</param>
/// <param name="ReasonText">The laboratory's own words for it.</param>
/// <param name="Faults">Everything a person must look at, each a sentence. A row with any is quarantined, never dropped and never acted on.</param>
public sealed record LabRow(
    int Row,
    string? KitText,
    KitId? KitId,
    NhsNumber? NhsNumber,
    string? FamilyName,
    DateOnly? DateOfBirth,
    DateOnly? CollectedOn,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? ResultAt,
    FaecalHaemoglobin? Value,
    string? LabNumber,
    LabRowStatus Status,
    SampleFault? Reason,
    string? ReasonText,
    IReadOnlyList<string> Faults) : LabReading
{
    /// <summary>True when the report is of a screening kit, which was never ours to read.</summary>
    public bool IsOfScreening => ScreeningDevice.Is(KitText);

    /// <summary>The row's number and standing: the rest is a patient's.</summary>
    public override string ToString() => $"row {Row}, {Status}";
}

/// <summary>A row or message whose fields could not be told apart; the rows around it stand.</summary>
/// <param name="Row">Its number, counted as <see cref="LabRow.Row"/> is.</param>
/// <param name="Because">A sentence for the laboratory.</param>
public sealed record RowFault(int Row, string Because) : LabReading;

/// <summary>
/// The file cannot be trusted and is quarantined whole; nothing follows it. Some faults show only at the end (a trailer
/// that counts other than what came), so a caller acts on rows only after a pass without one.
/// </summary>
/// <param name="Line">Line in the file, from 1, when the fault has a place.</param>
/// <param name="Because">A sentence for the laboratory.</param>
public sealed record FileFault(int? Line, string Because) : LabReading;

/// <summary>
/// A message ended; only message formats (HL7 v2) report these, after the rows of the message. It carries what the
/// acknowledgement needs, to be written once those rows are safe.
/// </summary>
/// <param name="Header">Who sent it and under which control id.</param>
/// <param name="Rows">How many rows and row faults the message gave.</param>
/// <param name="Acknowledge">What the reader would answer: AA when every row holds, AE when a person must look, AR when it is not for us to read.</param>
/// <param name="Because">Why it is not AA; absent when it is.</param>
public sealed record MessageEnd(Hl7Header Header, int Rows, Hl7AckCode Acknowledge, string? Because) : LabReading;

/// <summary>What the laboratory says of a result.</summary>
public enum LabRowStatus
{
    /// <summary>Reported and final.</summary>
    Final,

    /// <summary>Replaces an earlier report of the same sample.</summary>
    Corrected,

    /// <summary>The sample was not accepted; there is no number.</summary>
    Rejected,

    /// <summary>The analysis failed; there is no number.</summary>
    Failed,

    /// <summary>An earlier report is taken back.</summary>
    Withdrawn,

    /// <summary>Not yet final; never acted on.</summary>
    Preliminary,
}

/// <summary>The formats laboratories send.</summary>
public enum LabFileFormat
{
    /// <summary>HL7 v2 ORU^R01, <c>.hl7</c>.</summary>
    Hl7V2,

    /// <summary>CLSI LIS2-A2, formerly ASTM E1394, <c>.astm</c>.</summary>
    Lis2A2,

    /// <summary>FHIR R4, <c>.json</c>.</summary>
    Fhir,

    /// <summary>Comma-separated, <c>.csv</c>.</summary>
    Csv,
}
