using FitPipeline.Application.Journeys;
using FitPipeline.Application.Worklist;
using FitPipeline.Intake.Results;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Matching;

namespace FitPipeline.Application.Laboratory;

/// <summary>What came of a decision about a quarantined row.</summary>
public abstract record ResolutionOutcome
{
    private ResolutionOutcome()
    {
    }

    /// <summary>Decided.</summary>
    /// <param name="Row">The row with its resolution.</param>
    public sealed record Resolved(QuarantinedRow Row) : ResolutionOutcome;

    /// <summary>It cannot be decided so; the row stays where it is.</summary>
    /// <param name="Because">Why, and what to do instead.</param>
    public sealed record Refused(string Because) : ResolutionOutcome;

    /// <summary>There is no such row.</summary>
    public sealed record NotFound : ResolutionOutcome;
}

/// <summary>Decides a quarantined row: given to a journey through the ordinary path, or rejected with a note.</summary>
public sealed class ResolveQuarantine(IQuarantine quarantine, IWorklist worklist, IJourneyStore journeys, JourneyEngine engine, TimeProvider time)
{
    /// <summary>Gives the row to a journey.</summary>
    public async Task<ResolutionOutcome> MatchAsync(string id, JourneyId journeyId, string note, Actor by, CancellationToken cancel)
    {
        if (await quarantine.FindAsync(id, cancel) is not { } row)
        {
            return new ResolutionOutcome.NotFound();
        }

        if (row.Resolution is not null)
        {
            return new ResolutionOutcome.Refused("This row has been decided already.");
        }

        if (row.Content is { IsOfScreening: true })
        {
            return new ResolutionOutcome.Refused(ScreeningDevice.NotOurs + " Then reject this row.");
        }

        if (row.Content is not { } content || !CanBeApplied(content))
        {
            return new ResolutionOutcome.Refused("The row has nothing that can be taken in. Ask the laboratory to send it again, then reject this one.");
        }

        if ((await journeys.LoadAsync(journeyId, null, cancel)).Stored?.Journey is not { } journey)
        {
            return new ResolutionOutcome.Refused("There is no such journey.");
        }

        if (KitFor(content, journey) is not { } kit)
        {
            return new ResolutionOutcome.Refused("That patient has no kit this result could come from. Scan the kit out to the patient first.");
        }

        DateTimeOffset now = time.GetUtcNow();
        ApplyResult applied = await engine.ApplyAsync(journeyId, "quarantine/" + id, ImportLabRow.EventOf(content, kit, now), by, note, cancel);
        return applied switch
        {
            ApplyResult.Decided { Decision: Decision.Rejected rejected } => new ResolutionOutcome.Refused(rejected.Because),
            ApplyResult.Decided or ApplyResult.Repeated => await CloseAsync(row, new QuarantineResolution(journeyId, note, by, now), cancel),
            _ => new ResolutionOutcome.Refused("There is no such journey."),
        };
    }

    /// <summary>Rejects the row: it stays on record, with the note.</summary>
    public async Task<ResolutionOutcome> RejectAsync(string id, string note, Actor by, CancellationToken cancel)
    {
        if (await quarantine.FindAsync(id, cancel) is not { } row)
        {
            return new ResolutionOutcome.NotFound();
        }

        return row.Resolution is not null
            ? new ResolutionOutcome.Refused("This row has been decided already.")
            : await CloseAsync(row, new QuarantineResolution(null, note, by, time.GetUtcNow()), cancel);
    }

    private async Task<ResolutionOutcome> CloseAsync(QuarantinedRow row, QuarantineResolution resolution, CancellationToken cancel)
    {
        if (!await quarantine.ResolveAsync(row.Id, resolution, cancel))
        {
            return new ResolutionOutcome.Refused("This row has been decided already.");
        }

        await worklist.DoneAsync(row.Id, resolution.By, resolution.Note, resolution.At, cancel);
        return new ResolutionOutcome.Resolved(row with { Resolution = resolution });
    }

    private static bool CanBeApplied(LabRow row) => row.Status is LabRowStatus.Rejected or LabRowStatus.Failed or LabRowStatus.Withdrawn || row.Value is not null;

    // The person vouches for whose it is; the kit must still be one of that patient's.
    private static KitId? KitFor(LabRow row, Journey journey) =>
        row.KitId is { } named && journey.KitOf(named) is not null ? named : journey.KitToResult?.Id;
}
