using System.Text.Json.Serialization;
using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Laboratory;

/// <summary>What became of a file that was put.</summary>
public sealed record LabFileAnswer(
    string FileId, string Status, string? Format, int Rows, int Accepted, int Ignored, int Quarantined, int Rejected, string? Because)
{
    /// <summary>The answer for a reading.</summary>
    public static LabFileAnswer Of(LabFileRecord file, bool duplicate) => new(
        file.FileId,
        duplicate ? "duplicate" : file.Status is LabFileStatus.Unreadable ? "unreadable" : file.Status is LabFileStatus.Read ? "read" : "reading",
        file.Format switch
        {
            LabFileFormat.Hl7V2 => "hl7v2",
            LabFileFormat.Lis2A2 => "lis2a2",
            LabFileFormat.Fhir => "fhir",
            LabFileFormat.Csv => "csv",
            _ => null,
        },
        file.Rows,
        file.Accepted,
        file.Ignored,
        file.Quarantined,
        file.Rejected,
        file.Because);
}

/// <summary>A row of a file as shown.</summary>
public sealed record LabRowView(int Row, RowOutcome Outcome, string Because, JourneyId? JourneyId);

/// <summary>A file and what became of each row.</summary>
public sealed record LabFileView(
    LabFileAnswer File, IReadOnlyList<LabRowView> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <summary><c>PUT /api/lab/files/{name}</c>.</summary>
public sealed class PutLabFileEndpoint(ReadLabFile read) : IEndpoint
{
    /// <summary>The operation's name, under which files are kept however they come.</summary>
    public const string Name = "PutLabFile";

    /// <inheritdoc/>
    public Route Route { get; } = new(
        Name, "PUT", "/api/lab/files/{name}", "Hand in a laboratory file: .hl7, .astm, .json or .csv, up to 50 MiB.", [Actor.Lab])
    {
        MaxBody = 50L * 1024 * 1024,
        IsKept = false,
        Response = typeof(LabFileAnswer),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        if (call.Http.Request.ContentLength > Route.MaxBody)
        {
            return Problems.Of(call, 413, "The file is too large", "A laboratory file may hold 50 MiB. Split it.");
        }

        try
        {
            LabFileReading reading = await read.RunAsync(call.Path("name"), call.Http.Request.Body, cancel);
            return Results.Json(LabFileAnswer.Of(reading.File, reading.Duplicate), LaboratoryJson.Default.LabFileAnswer, statusCode: 202);
        }
        catch (BadHttpRequestException cut)
        {
            return Problems.Of(call, cut.StatusCode, "The file did not arrive whole", "Nothing of it was read. Send it again; it may hold 50 MiB.");
        }
    }
}

/// <summary><c>GET /api/lab/files/{fileId}</c>.</summary>
public sealed class ReadLabFileEndpoint(ILabFiles files) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadLabFile", "GET", "/api/lab/files/{fileId}", "What became of each row of a laboratory file.", [Actor.Lab, Actor.Triage])
    {
        Response = typeof(LabFileView),
        Query = ["after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        string fileId = call.Path("fileId");
        if (await files.FindAsync(fileId, cancel) is not { } file)
        {
            return Problems.NotFound(call, "There is no such file.");
        }

        Page<LabRowRecord> rows = await files.RowsAsync(fileId, call.Query("after"), Page<LabRowRecord>.Size, cancel);
        return Results.Json(
            new LabFileView(
                LabFileAnswer.Of(file, false), [.. rows.Items.Select(row => new LabRowView(row.Row, row.Outcome, row.Because, row.Journey))], rows.Next),
            LaboratoryJson.Default.LabFileView);
    }
}

/// <summary>A quarantined row as the contract spells it.</summary>
public sealed record QuarantineView(
    string Id, string FileId, int Row, string Because, DateTimeOffset ReceivedAt, Owner Owner, DateTimeOffset Due,
    IReadOnlyList<QuarantineCandidateView> Candidates)
{
    /// <summary>What the row says, for whoever decides; null when it could not be read.</summary>
    public ReportedRowView? Reported { get; init; }
}

/// <summary>What a quarantined row says: the label's words about the patient, and the laboratory's about the sample.</summary>
public sealed record ReportedRowView(
    string? KitId, string? NhsNumber, string? FamilyName, DateOnly? DateOfBirth, DateOnly? CollectedOn, string? Value, string? LabNumber);

/// <summary>A candidate as the contract spells it.</summary>
public sealed record QuarantineCandidateView(JourneyId JourneyId, string Evidence);

/// <summary><c>GET /api/quarantine</c>.</summary>
public sealed class ReadQuarantineEndpoint(IQuarantine quarantine) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadQuarantine", "GET", "/api/quarantine", "What arrived and could not be taken in, oldest first.", [Actor.Lab, Actor.Triage])
    {
        Response = typeof(Page<QuarantineView>),
        Query = ["after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        Page<QuarantinedRow> page = await quarantine.OpenAsync(call.Query("after"), Page<QuarantinedRow>.Size, cancel);
        return Results.Json(new Page<QuarantineView>([.. page.Items.Select(ViewOf)], page.Next), LaboratoryJson.Default.PageQuarantineView);
    }

    private static QuarantineView ViewOf(QuarantinedRow row) => new(
        row.Id,
        row.FileId,
        row.Row,
        row.Because,
        row.ReceivedAt,
        row.Owner,
        row.Due,
        [.. row.Candidates.Select(candidate => new QuarantineCandidateView(candidate.Journey, candidate.Evidence))])
    {
        Reported = row.Content is { } content
            ? new ReportedRowView(
                content.KitText ?? content.KitId?.Value, content.NhsNumber?.Value, content.FamilyName, content.DateOfBirth, content.CollectedOn, content.Value?.Words, content.LabNumber)
            : null,
    };
}

/// <summary>A decision about a quarantined row.</summary>
/// <param name="Action"><c>match</c> or <c>reject</c>.</param>
/// <param name="JourneyId">The journey; required with <c>match</c>.</param>
/// <param name="Note">Why; required.</param>
public sealed record ResolutionBody(string? Action, string? JourneyId, string? Note);

/// <summary>The answer to a decision about a quarantined row.</summary>
public sealed record ResolutionAnswer(string Id, string Action, JourneyId? JourneyId, DateTimeOffset At);

/// <summary><c>POST /api/quarantine/{id}/resolution</c>.</summary>
public sealed class ResolveQuarantineEndpoint(ResolveQuarantine resolve) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ResolveQuarantine", "POST", "/api/quarantine/{id}/resolution", "Give a quarantined row to a journey, or reject it with a note.",
        [Actor.Lab, Actor.Triage])
    {
        Request = typeof(ResolutionBody),
        Response = typeof(ResolutionAnswer),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (ResolutionBody? body, IResult? problem) = await call.ReadJsonAsync(LaboratoryJson.Default.ResolutionBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        Dictionary<string, IReadOnlyList<string>> errors = [];
        if (body!.Action is not ("match" or "reject"))
        {
            errors["action"] = ["The action is match or reject."];
        }

        if (string.IsNullOrWhiteSpace(body.Note))
        {
            errors["note"] = ["Say why; the note is kept with the decision."];
        }

        JourneyId? journey = null;
        if (body.Action is "match" && !JourneyId.TryParse(body.JourneyId, out journey, out string? because))
        {
            errors["journeyId"] = [because];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(call, errors);
        }

        string id = call.Path("id");
        ResolutionOutcome outcome = journey is not null
            ? await resolve.MatchAsync(id, journey, body.Note!, call.Caller.Role, cancel)
            : await resolve.RejectAsync(id, body.Note!, call.Caller.Role, cancel);
        return outcome switch
        {
            ResolutionOutcome.Resolved { Row.Resolution: { } done } =>
                Results.Json(new ResolutionAnswer(id, body.Action!, done.Matched, done.At), LaboratoryJson.Default.ResolutionAnswer),
            ResolutionOutcome.Refused refused => Problems.Conflict(call, refused.Because),
            _ => Problems.NotFound(call, "There is no such row in the quarantine."),
        };
    }
}
