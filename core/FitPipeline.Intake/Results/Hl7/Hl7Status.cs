namespace FitPipeline.Intake.Results.Hl7;

/// <summary>Result status of HL7 v2 (table 0085, OBX-11; table 0123, OBR-25) in our terms.</summary>
internal static class Hl7Status
{
    /// <summary>
    /// The result's own status, or the report's where it has none. A final result of a corrected report is a correction; a
    /// result of a report that has none is a contradiction.
    /// </summary>
    internal static void Apply(ReadOnlySpan<char> result, ReadOnlySpan<char> report, LabRowDraft draft)
    {
        if (result is "F" or "C" && report is "X")
        {
            draft.Fault("The report says that it has no results (OBR-25), and has one (OBX-11).");
        }

        switch (result.IsEmpty || (result is "F" && report is "C") ? report : result)
        {
            case "F":
                draft.Status(LabRowStatus.Final);
                break;
            case "C":
                draft.Status(LabRowStatus.Corrected);
                break;
            case "P" or "I" or "R" or "S" or "A" or "O":
                // In hand, entered and not verified, partial: all of them not final.
                draft.Status(LabRowStatus.Preliminary);
                break;
            case "D" or "W":
                draft.Status(LabRowStatus.Withdrawn);
                break;
            case "X":
                // "Cannot be obtained": rejected when a reason lies in the sample, failed when in the laboratory or unsaid.
                draft.NotObtained();
                break;
            case "":
                draft.Fault(LabFaults.NoStatus);
                break;
            default:
                draft.Fault(LabFaults.UnknownStatus);
                break;
        }
    }
}
