using System.Text.Json.Serialization;
using FitPipeline.Application.Storage;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Laboratory;

/// <summary>What became of a laboratory file.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<LabFileStatus>))]
public enum LabFileStatus
{
    /// <summary>Being read; a crash here is taken up again from the first row.</summary>
    Reading,

    /// <summary>Every row has an outcome.</summary>
    Read,

    /// <summary>It could not be read and is quarantined whole.</summary>
    Unreadable,
}

/// <summary>A laboratory file.</summary>
/// <param name="FileId">SHA-256 of its bytes, lower-case hex: the same file again is the same id.</param>
/// <param name="Name">The name it came under.</param>
/// <param name="Format">Its format; null when its name says none we read.</param>
/// <param name="Status">What became of it.</param>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="Rows">How many rows or messages it held.</param>
/// <param name="Accepted">Rows taken in.</param>
/// <param name="Ignored">Rows that were old news.</param>
/// <param name="Quarantined">Rows a person must look at.</param>
/// <param name="Rejected">Rows refused for good.</param>
/// <param name="Because">Why it is unreadable; null otherwise.</param>
public sealed record LabFileRecord(
    string FileId, string Name, LabFileFormat? Format, LabFileStatus Status, DateTimeOffset ReceivedAt,
    int Rows, int Accepted, int Ignored, int Quarantined, int Rejected, string? Because);

/// <summary>What became of a row.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RowOutcome>))]
public enum RowOutcome
{
    /// <summary>Taken in.</summary>
    Accepted,

    /// <summary>Old news.</summary>
    Ignored,

    /// <summary>A person must look at it.</summary>
    Quarantined,

    /// <summary>Refused for good.</summary>
    Rejected,
}

/// <summary>A row of a laboratory file and what became of it.</summary>
/// <param name="Row">Its number, from 1.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Because">Why.</param>
/// <param name="Journey">Whose result it is; null when not matched.</param>
public sealed record LabRowRecord(int Row, RowOutcome Outcome, string Because, JourneyId? Journey);

/// <summary>The laboratory's files and their rows.</summary>
public interface ILabFiles
{
    /// <summary>A file; null when it was never seen.</summary>
    Task<LabFileRecord?> FindAsync(string fileId, CancellationToken cancel);

    /// <summary>Writes what is known of a file, over what was known before.</summary>
    Task PutAsync(LabFileRecord file, CancellationToken cancel);

    /// <summary>Writes rows, over the same rows written before.</summary>
    Task PutRowsAsync(string fileId, IReadOnlyList<LabRowRecord> rows, CancellationToken cancel);

    /// <summary>Rows of a file, in order.</summary>
    Task<Page<LabRowRecord>> RowsAsync(string fileId, string? after, int limit, CancellationToken cancel);
}

/// <summary>A journey that a quarantined row may belong to.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Evidence">What speaks for it and against it, in words.</param>
public sealed record QuarantineCandidate(JourneyId Journey, string Evidence);

/// <summary>A row, or a whole file, that a person must decide on.</summary>
/// <param name="Id">Derived from file and row.</param>
/// <param name="FileId">The file.</param>
/// <param name="Row">The row; 0 for the whole file.</param>
/// <param name="Because">Why it is here.</param>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="Owner">Who decides.</param>
/// <param name="Due">When it is due.</param>
/// <param name="Candidates">Journeys it may belong to.</param>
/// <param name="Content">The row as read; null when it could not be read. Personal data.</param>
/// <param name="Resolution">What was decided; null while it is open.</param>
public sealed record QuarantinedRow(
    string Id, string FileId, int Row, string Because, DateTimeOffset ReceivedAt, Owner Owner, DateTimeOffset Due,
    IReadOnlyList<QuarantineCandidate> Candidates, LabRow? Content, QuarantineResolution? Resolution);

/// <summary>What a person decided about a quarantined row.</summary>
/// <param name="Matched">The journey it was given to; null when it was rejected.</param>
/// <param name="Note">What the person wrote.</param>
/// <param name="By">The role.</param>
/// <param name="At">When.</param>
public sealed record QuarantineResolution(JourneyId? Matched, string Note, Actor By, DateTimeOffset At);

/// <summary>The quarantine: nothing is ever deleted from it, only decided.</summary>
public interface IQuarantine
{
    /// <summary>Adds a row. Adding the same id again changes nothing.</summary>
    Task AddAsync(QuarantinedRow row, CancellationToken cancel);

    /// <summary>A row, open or decided; null when there is none.</summary>
    Task<QuarantinedRow?> FindAsync(string id, CancellationToken cancel);

    /// <summary>Decides a row. False when it was decided before.</summary>
    Task<bool> ResolveAsync(string id, QuarantineResolution resolution, CancellationToken cancel);

    /// <summary>Rows not decided, oldest first.</summary>
    Task<Page<QuarantinedRow>> OpenAsync(string? after, int limit, CancellationToken cancel);
}
