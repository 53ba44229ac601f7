using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Worklist;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Application.Laboratory;

/// <summary>Takes one row of a laboratory file in: matched and applied, or into the quarantine with its reason.</summary>
public sealed class ImportLabRow(LabRowMatcher match, JourneyEngine engine, IQuarantine quarantine, IWorklist worklist, TimeProvider time)
{
    /// <summary>Takes a row in. Doing so twice is doing so once.</summary>
    public async Task<LabRowRecord> RunAsync(string fileId, LabRow row, CancellationToken cancel)
    {
        if (row.Faults.Count > 0)
        {
            return await QuarantineAsync(
                fileId, row.Row, string.Join(' ', row.Faults), await match.CandidatesAsync(row, cancel), row, Owner.Lab, cancel);
        }

        if (row.Status is LabRowStatus.Preliminary)
        {
            return new LabRowRecord(row.Row, RowOutcome.Ignored, "A preliminary report; the final one is awaited.", null);
        }

        RowMatch matched = await match.OfAsync(row, cancel);
        if (matched is RowMatch.Unsure unsure)
        {
            return await QuarantineAsync(fileId, row.Row, unsure.Because, unsure.Candidates, row, Owner.Triage, cancel);
        }

        JourneyId journey = ((RowMatch.Matched)matched).Journey;
        ApplyResult applied = await engine.ApplyAsync(journey, "lab/" + Fingerprint(row), EventOf(row, row.KitId!, time.GetUtcNow()), Actor.Lab, null, cancel);
        return applied switch
        {
            ApplyResult.Decided { Decision: Decision.Accepted accepted } => new(row.Row, RowOutcome.Accepted, accepted.Because, journey),
            ApplyResult.Decided { Decision: Decision.Ignored ignored } => new(row.Row, RowOutcome.Ignored, ignored.Because, journey),
            ApplyResult.Repeated => new(row.Row, RowOutcome.Ignored, "This report was taken in before.", journey),
            ApplyResult.Decided { Decision: var refused } => await QuarantineAsync(
                fileId, row.Row, refused.Because, [new(journey, "The kit was posted to this patient. The patient's identifiers agree.")], row, Owner.Triage, cancel),
            _ => await QuarantineAsync(fileId, row.Row, "The kit's journey cannot be found.", [], row, Owner.Triage, cancel),
        };
    }

    /// <summary>Puts a row that could not be read, or a whole file (row 0), into the quarantine.</summary>
    public Task<LabRowRecord> QuarantineUnreadAsync(string fileId, int row, string because, CancellationToken cancel) =>
        QuarantineAsync(fileId, row, because, [], null, Owner.Lab, cancel);

    /// <summary>What a row says happened.</summary>
    /// <param name="row">A row without faults.</param>
    /// <param name="kit">The kit it is about.</param>
    /// <param name="at">When it reached the service.</param>
    public static PathwayEvent EventOf(LabRow row, KitId kit, DateTimeOffset at)
    {
        DateOnly? received = row.ReceivedAt is { } moment ? ServiceCalendar.DateOf(moment) : null;
        return row.Status switch
        {
            LabRowStatus.Withdrawn => new PathwayEvent.ResultWithdrawn(kit, row.LabNumber, at),
            LabRowStatus.Rejected => new PathwayEvent.SampleRejected(kit, row.Reason ?? SampleFault.Other, at),
            LabRowStatus.Failed => new PathwayEvent.SampleRejected(kit, row.Reason ?? SampleFault.TechnicalFailure, at),
            LabRowStatus.Corrected when row.Value is { } value =>
                new PathwayEvent.ResultCorrected(kit, row.LabNumber, value, row.CollectedOn, received, at, row.ResultAt),
            _ when row.Value is { } value =>
                new PathwayEvent.ResultReported(kit, row.LabNumber, value, row.CollectedOn, received, at, row.ResultAt),

            // The readers put a fault on a report that has neither a value nor a reason.
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<LabRowRecord> QuarantineAsync(
        string fileId, int row, string because, IReadOnlyList<QuarantineCandidate> candidates, LabRow? content, Owner owner, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        string id = $"q-{fileId[..20]}-{row.ToString(CultureInfo.InvariantCulture)}";
        DateTimeOffset due = ServiceCalendar.CloseOfWorkingDay(now, engine.Policy.WorkingDaysToReview, engine.Policy.CloseOfBusiness);
        await quarantine.AddAsync(new QuarantinedRow(id, fileId, row, because, now, owner, due, candidates, content, null), cancel);
        await worklist.RaiseAsync(
            new WorkItem(
                id,
                null,
                null,
                row == 0 ? "Look at a laboratory file that could not be read." : "Decide whose result this is, or what is wrong with it.",
                owner,
                due,
                because),
            cancel);
        return new LabRowRecord(row, RowOutcome.Quarantined, because, null);
    }

    // The report itself, wherever it came from: the same report in another file is the same event.
    private static string Fingerprint(LabRow row)
    {
        string report = string.Join(
            '\u001f',
            row.KitId?.Value,
            row.LabNumber,
            row.Status,
            row.Value is { } value ? $"{value.Comparator}{value.Number.ToString(CultureInfo.InvariantCulture)}{value.Unit}{value.Analyser.Code}" : "",
            row.Reason,
            row.CollectedOn?.ToString("O", CultureInfo.InvariantCulture),
            row.ReceivedAt is { } received ? ServiceCalendar.DateOf(received).ToString("O", CultureInfo.InvariantCulture) : "",
            row.ResultAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(report)).AsSpan(0, 16));
    }
}
