using FitPipeline.Intake.Results;
using FitPipeline.Intake.Results.Hl7;
using FitPipeline.Pathway.Haemoglobin;

namespace FitPipeline.Intake.Tests;

/// <summary>What holds of every reading of a laboratory's file, however broken the file.</summary>
internal static class Invariants
{
    internal static string? Broken(IReadOnlyList<LabReading> readings)
    {
        int row = 0;
        for (int i = 0; i < readings.Count; i++)
        {
            string? trouble = readings[i] switch
            {
                FileFault fault when i < readings.Count - 1 => "something follows a file fault",
                FileFault fault when string.IsNullOrWhiteSpace(fault.Because) || fault.Line < 1 => "a file fault without a reason or a place",
                RowFault fault when fault.Row != ++row => "rows are not numbered one after another",
                RowFault fault when string.IsNullOrWhiteSpace(fault.Because) => "a row fault without a reason",
                LabRow found when found.Row != ++row => "rows are not numbered one after another",
                LabRow found => Broken(found),
                MessageEnd end when (end.Acknowledge == Hl7AckCode.Accept) != (end.Because is null) => "an acknowledgement without its reason",
                _ => null,
            };
            if (trouble is not null)
            {
                return trouble;
            }
        }

        return null;
    }

    private static string? Broken(LabRow row)
    {
        bool measured = row.Status is LabRowStatus.Final or LabRowStatus.Corrected;
        bool notMeasured = row.Status is LabRowStatus.Rejected or LabRowStatus.Failed;
        return row switch
        {
            { Faults: [], KitId: null } => "a row without a kit passes",
            { Faults: [], Value: null } when measured => "a final row without a value passes",
            { Value: not null } when notMeasured => "a rejected sample has a value",
            { Reason: null } when notMeasured => "a rejected sample has no reason",
            { Reason: not null } when !notMeasured => "a sample that is not rejected has a reason to be",
            { NhsNumber.Value.Length: not 10 } => "an NHS number of another length",
            { FamilyName: string name } when name.Length > 255 || name.Any(char.IsControl) => "a family name that cannot be shown",
            { ReasonText: string words } when words.Any(char.IsControl) => "a reason that cannot be shown",
            _ when row.ReceivedAt > Corpus.ReceivedAt.AddMinutes(5) || row.ResultAt > Corpus.ReceivedAt.AddMinutes(5) => "a time in the future",
            _ when row.ReceivedAt is { Offset.Ticks: not 0 } || row.ResultAt is { Offset.Ticks: not 0 } => "a time that is not in UTC",
            _ when row.Faults.Any(string.IsNullOrWhiteSpace) => "a fault without a sentence",
            { Value: FaecalHaemoglobin value } when value.MicrogramsPerGram is < 0 or > FaecalHaemoglobin.MostMicrogramsPerGram => "a value no analyser gives",
            _ => null,
        };
    }
}
