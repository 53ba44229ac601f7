using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Intake.Results;

/// <summary>
/// What is known so far of a row being read. A value: what holds for a patient or an order is kept and taken up again for
/// each of its results, so that it is read once however many there are.
/// </summary>
internal struct LabRowState
{
    internal bool KitGiven;
    internal string? KitText;
    internal KitId? Kit;
    internal NhsNumber? NhsNumber;
    internal string? FamilyName;
    internal DateOnly? DateOfBirth;
    internal DateOnly? CollectedOn;
    internal DateTimeOffset? ReceivedAt;
    internal DateTimeOffset? ResultAt;
    internal string? LabNumber;
    internal LabRowStatus? Status;

    /// <summary>The report says that there is no result, and leaves it to the reason to say why.</summary>
    internal bool NotObtained;

    internal string? ValueText;
    internal bool UnitGiven;
    internal HaemoglobinUnit? Unit;
    internal bool AnalyserGiven;
    internal Analyser? Analyser;
    internal SampleFault? Reason;
    internal string? ReasonText;

    /// <summary>Words on the sample's condition, which say why there is no result only if there is none.</summary>
    internal string? ConditionText;

    /// <summary>Each sentence once; the list is never changed, only replaced, so that a kept state stays as it was.</summary>
    internal IReadOnlyList<string>? Faults;

    internal void Fault(string sentence)
    {
        if (Faults is null)
        {
            Faults = [sentence];
        }
        else if (!Faults.Contains(sentence))
        {
            Faults = [.. Faults, sentence];
        }
    }
}
