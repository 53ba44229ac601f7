namespace FitPipeline.Intake.Results;

/// <summary>Sentences that more than one laboratory format needs.</summary>
internal static class LabFaults
{
    internal const string FileTooLarge = "The file is larger than is taken; split it.";
    internal const string FileEmpty = "The file is empty.";
    internal const string NoKit = "No kit is named.";
    internal const string NoValue = "There is no value.";
    internal const string NoUnit = "The value has no unit.";
    internal const string UnknownUnit = "The unit is not one that is known: µg/g (also written ug/g or mcg/g) and ng/mL are.";
    internal const string NoAnalyser = "The report does not say which analyser measured it.";
    internal const string UnknownAnalyser = "The analyser's name is in no profile.";
    internal const string NoStatus = "The report has no status.";
    internal const string UnknownStatus = "The status is not one that is known.";
    internal const string ValueOfRejected = "The sample is reported as not analysed, and a value is reported with it.";
    internal const string ReasonBesideValue = "A value is reported, and with it a reason for there being none.";
    internal const string BadDate = "must be a day that exists, written YYYY-MM-DD.";
    internal const string SlashedDate = "is written with slashes or dots, which can be read as two different days; it must be written YYYY-MM-DD.";
    internal const string BadTime = "must be a time that exists, written like 2026-01-03T10:30:00Z.";
    internal const string BadPackedTime = "must be a day that exists, written YYYYMMDD, with or without a time after it.";
    internal const string SkippedTime = "is a time that London's clocks skip when they go forward.";
    internal const string InFuture = "lies in the future.";
}
