using System.Globalization;
using Azure;
using Azure.Data.Tables;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Tables;

/// <summary>Where a journey's next action stands in the worklists.</summary>
/// <param name="Partition">Owner and day.</param>
/// <param name="Row">Due time and journey.</param>
internal sealed record WorkLine(string Partition, string Row)
{
    /// <summary>Where it must stand; null once the journey has ended.</summary>
    internal static WorkLine? Of(Journey journey)
    {
        if (journey.NextAction is not { } action)
        {
            return null;
        }

        TableEntity entry = TimeOrderedIndex.Entry(action.Owner.ToString(), action.Due, journey.Id.Value);
        return new WorkLine(entry.PartitionKey, entry.RowKey);
    }
}

/// <summary>
/// What lists show of journeys: the line on the worklist and the practice's list. Written after the commit, in other
/// partitions, so a crash can leave them behind; the practice's row is written last and names the step it shows, by
/// which the sweep finds out and puts it right.
/// </summary>
public sealed class JourneyProjections(DataTables tables, ILogger<JourneyProjections> log)
{
    /// <summary>The journey's place in its practice's list: newest first, and never two in one place.</summary>
    internal static string NewPlace(JourneyId journey, DateTimeOffset at) => $"{TableKeys.TicksDown(at)}~{journey.Value}";

    /// <summary>Shows a journey as committed. A failure is no failure of the commit: the sweep makes it good.</summary>
    /// <returns>False when it failed.</returns>
    internal async Task<bool> ShowAsync(Journey journey, TableEntity state, JourneyVersion? read, CancellationToken cancel)
    {
        try
        {
            await WriteAsync(journey, state, read?.Line, read?.Desk, cancel);
            return true;
        }
#pragma warning disable CA1031 // No answer, no name, no token: whatever it is, the journey is committed, and its caller must hear so.
        catch (Exception fault) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.ListsLeftBehind(journey.Id.Value, (fault as RequestFailedException)?.Status ?? 0, (fault as RequestFailedException)?.ErrorCode ?? fault.GetType().Name);
            return false;
        }
    }

    /// <summary>Shows a journey as it is now, if its lists show something else.</summary>
    /// <returns>True when they did.</returns>
    internal async Task<bool> RepairAsync(TableEntity state, CancellationToken cancel)
    {
        Journey journey = JourneyRows.Journey(state);
        TableEntity? row = await tables.Practices.FindAsync(journey.Practice.Value, state.GetString("Listed"), cancel);
        if (row?.GetInt32("Step") == journey.Step)
        {
            return false;
        }

        WorkLine? shown = row?.GetString("LinePartition") is { } partition ? new WorkLine(partition, row.GetString("LineRow")) : null;
        await WriteAsync(journey, state, shown, null, cancel);
        return true;
    }

    // What is known to be shown already is not written again.
    private async Task WriteAsync(Journey journey, TableEntity state, WorkLine? shown, string? desk, CancellationToken cancel)
    {
        WorkLine? line = WorkLine.Of(journey);
        string because = state.GetString("Because");
        if (line is not null)
        {
            WorkItem item = TableWorklist.NextActionOf(journey, because)!;
            await tables.WorkItems.UpsertEntityAsync(
                TableWorklist.Line(new TableEntity(line.Partition, line.Row), item, journey), TableUpdateMode.Replace, cancel);
        }

        if (shown is not null && shown != line)
        {
            await tables.WorkItems.DeleteEntityAsync(shown.Partition, shown.Row, cancellationToken: cancel);
        }

        if (desk != TableDeskIndex.Shown(journey))
        {
            await TableDeskIndex.ShowAsync(tables, journey, cancel);
        }

        TableEntity row = new TableEntity(journey.Practice.Value, state.GetString("Listed"))
        {
            ["Step"] = journey.Step,
            ["State"] = journey.State.Name,
            ["Owner"] = journey.NextAction?.Owner.ToString(),
            ["Due"] = journey.NextAction?.Due.UtcTicks.ToString(CultureInfo.InvariantCulture),
            ["UpdatedAt"] = state.GetDateTimeOffset("UpdatedAt"),
            ["LinePartition"] = line?.Partition,
            ["LineRow"] = line?.Row,
            [TableFigures.Column] = TableFigures.Text(journey),
        }.With(journey, JourneyJson.Default.Journey);
        await tables.Practices.UpsertEntityAsync(row, TableUpdateMode.Replace, cancel);
    }
}
