using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions;

/// <summary>
/// Everything this host logs of its own, numbered in blocks by area. A journey's id is the only thing it says of a
/// patient; an exception is named by its type, because its text may hold what was sent.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "The lists of journey {JourneyId} were left behind by status {Status} {Code}; the sweep puts them right")]
    public static partial void ListsLeftBehind(this ILogger log, string journeyId, int status, string? code);

    [LoggerMessage(1101, LogLevel.Information, "A laboratory file was taken away or written anew while it was read (status {Status})")]
    public static partial void LabFileMoved(this ILogger log, int status);

    [LoggerMessage(1102, LogLevel.Warning, "A laboratory file could not be read, attempt {Attempt}: {Fault}")]
    public static partial void LabFileFailed(this ILogger log, int attempt, string fault);

    [LoggerMessage(1103, LogLevel.Error, "A laboratory file was given up: it is in the quarantine container and on the laboratory's list")]
    public static partial void LabFileGivenUp(this ILogger log);

    [LoggerMessage(1104, LogLevel.Error, "A laboratory file has a name that cannot be opened: it lies where it is, and the laboratory is asked to send it again")]
    public static partial void LabFileMisnamed(this ILogger log);

    [LoggerMessage(1105, LogLevel.Warning, "The malware scan's verdict on a laboratory file may not be read ({Code}): the file waits")]
    public static partial void VerdictRefused(this ILogger log, string? code);

    [LoggerMessage(1201, LogLevel.Warning, "Journey {JourneyId} was not told of a change ({Fault}); the sweep makes it good")]
    public static partial void NudgeLost(this ILogger log, string journeyId, string fault);

    [LoggerMessage(1203, LogLevel.Warning, "Journey {JourneyId} could not be advanced for now; its orchestration waits and the sweep wakes it")]
    public static partial void AdvanceFailed(this ILogger log, string journeyId);

    [LoggerMessage(1204, LogLevel.Warning, "Journey {JourneyId} had no orchestration; one was started")]
    public static partial void OrchestrationStarted(this ILogger log, string journeyId);

    [LoggerMessage(1301, LogLevel.Information, "The sweep looked at {Journeys} journeys: {Repaired} lists put right, {Woken} woken")]
    public static partial void Swept(this ILogger log, int journeys, int repaired, int woken);

    [LoggerMessage(1306, LogLevel.Information, "The sweep found {Files} laboratory files that nobody had announced")]
    public static partial void FilesFound(this ILogger log, int files);

    [LoggerMessage(1302, LogLevel.Error, "{Part} of the sweep failed: {Fault}; the next sweep tries again")]
    public static partial void SweepFailed(this ILogger log, string part, string fault);

    [LoggerMessage(1303, LogLevel.Information, "Reconciled: {Started} journeys started, {Open} open, {WithoutNextAction} without a next action; {Repaired} lists and {Restarted} orchestrations put right, {Orphans} stray lines taken away")]
    public static partial void Reconciled(this ILogger log, long started, long open, long withoutNextAction, int repaired, int restarted, int orphans);

    [LoggerMessage(1304, LogLevel.Information, "Purged {Instances} ended orchestrations")]
    public static partial void Purged(this ILogger log, int instances);

    [LoggerMessage(1305, LogLevel.Information, "Booking round: {Assigned} assigned, {Waiting} waiting")]
    public static partial void Allocated(this ILogger log, int assigned, int waiting);

    [LoggerMessage(1401, LogLevel.Warning, "The text provider's answer to text {TextId} is not known ({Fault}); it is not sent again blindly")]
    public static partial void TextUnknown(this ILogger log, string textId, string fault);

    [LoggerMessage(1402, LogLevel.Warning, "The text provider refused the request with status {Status}; it is tried again later")]
    public static partial void TextRefused(this ILogger log, int status);

    [LoggerMessage(1501, LogLevel.Error, "A kit movement can never be taken in and is dead-lettered: {Reason}")]
    public static partial void MovementDeadLettered(this ILogger log, string reason);

    [LoggerMessage(1502, LogLevel.Error, "A delivery report can never be taken in and is dead-lettered: {Reason}")]
    public static partial void ReportDeadLettered(this ILogger log, string reason);
}
