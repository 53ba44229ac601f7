using System.Globalization;
using Azure.Data.Tables;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Functions.Tables;

/// <summary>
/// The worklists. Each line stands under its owner in the order of due times. A journey's line is a copy of its next
/// action; a line raised beside it is a copy of the item's own row, which says whether it is done.
/// </summary>
public sealed class TableWorklist(DataTables tables, TableJourneys journeys) : IWorklist
{
    /// <inheritdoc/>
    public async Task RaiseAsync(WorkItem item, CancellationToken cancel)
    {
        TableEntity raised = Columns(new TableEntity(RaisedPartition(item.ItemId), TableKeys.Of(item.ItemId)), item);
        if (!await tables.WorkItems.TryAddAsync(raised, cancel))
        {
            TableEntity? earlier = await FindRaisedAsync(item.ItemId, cancel);
            if (earlier is null || IsDone(earlier))
            {
                return;
            }

            // Raised before, perhaps by a call that never got as far as its line.
            item = Item(earlier);
        }

        TableEntity line = TimeOrderedIndex.Entry(item.Owner.ToString(), item.Due, item.ItemId);
        await tables.WorkItems.UpsertEntityAsync(Columns(line, item), TableUpdateMode.Replace, cancel);
    }

    /// <inheritdoc/>
    public async Task<WorkItem?> FindAsync(string itemId, CancellationToken cancel)
    {
        if (JourneyId.TryParse(itemId, out JourneyId? journey, out _))
        {
            return await journeys.StateAsync(journey, cancel) is { } state
                ? NextActionOf(JourneyRows.Journey(state), state.GetString("Because"))
                : null;
        }

        return await FindRaisedAsync(itemId, cancel) is { } raised && !IsDone(raised) ? Item(raised) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> DoneAsync(string itemId, Actor by, string? note, DateTimeOffset at, CancellationToken cancel)
    {
        if (await FindRaisedAsync(itemId, cancel) is not { } raised)
        {
            return false;
        }

        bool done = false;
        if (!IsDone(raised))
        {
            raised["DoneBy"] = by.ToString();
            raised["DoneNote"] = note;
            raised["DoneAt"] = at;
            done = await tables.WorkItems.TryReplaceAsync(raised, raised.ETag, cancel);
        }

        // Whoever marked it: a line left by a crash goes now.
        WorkItem item = Item(raised);
        TableEntity line = TimeOrderedIndex.Entry(item.Owner.ToString(), item.Due, itemId);
        await tables.WorkItems.DeleteEntityAsync(line.PartitionKey, line.RowKey, cancellationToken: cancel);
        return done;
    }

    /// <inheritdoc/>
    public Task<Page<WorkItem>> ListAsync(WorklistQuery query, CancellationToken cancel)
    {
        string[] conditions =
        [
            .. query.Practice is { } of ? [TableClient.CreateQueryFilter($"Practice eq {of.Value}")] : Array.Empty<string>(),
            .. query.State is { } state ? [TableClient.CreateQueryFilter($"State eq {state}")] : Array.Empty<string>(),
            .. query.Reminded ? ["Reminded eq true"] : Array.Empty<string>(),
        ];
        string? filter = conditions.Length > 0 ? string.Join(" and ", conditions) : null;
        string? after = TimeOrderedIndex.After(query.After);
        int atOnce = Math.Clamp(query.Limit, 1, Page<WorkItem>.Size) + 1;
        IAsyncEnumerable<TableEntity>[] lists =
        [
            .. (query.Owner is { } one ? [one] : Enum.GetValues<Owner>()).Select(owner =>
                TimeOrderedIndex.ReadAsync(tables.WorkItems, owner.ToString(), after, query.DueBefore, filter, atOnce, cancel)),
        ];
        return TimeOrderedIndex.PageAsync(
            lists.Length == 1 ? lists[0] : TimeOrderedIndex.MergeAsync(lists), query.Limit, line => ValueTask.FromResult<WorkItem?>(Item(line)));
    }

    internal static WorkItem? NextActionOf(Journey journey, string because) => journey.NextAction is { } action
        ? new WorkItem(journey.Id.Value, journey.Id, journey.Practice, action.What, action.Owner, action.Due, because)
        : null;

    /// <summary>A journey's line; while it waits for a slot, with all that a booking round needs.</summary>
    internal static TableEntity Line(TableEntity line, WorkItem item, Journey journey)
    {
        Columns(line, item);
        line["Step"] = journey.Step;
        line["State"] = journey.State.Name;
        if (journey.State is JourneyState.KitPosted { HasBeenReminded: true })
        {
            line["Reminded"] = true;
        }

        if (journey.WaitsForSlot)
        {
            line["Waits"] = true;
            line.With(journey, JourneyJson.Default.Journey);
        }

        return line;
    }

    private static TableEntity Columns(TableEntity row, WorkItem item)
    {
        row["ItemId"] = item.ItemId;
        row["Journey"] = item.Journey?.Value;
        row["Practice"] = item.Practice?.Value;
        row["What"] = item.What;
        row["Owner"] = item.Owner.ToString();
        row["Due"] = item.Due.UtcTicks.ToString(CultureInfo.InvariantCulture);
        row["Because"] = item.Because;
        return row;
    }

    private static WorkItem Item(TableEntity row) => new(
        row.GetString("ItemId"),
        row.GetString("Journey") is { } journey ? JourneyId.Parse(journey) : null,
        row.GetString("Practice") is { } practice ? OdsCode.Parse(practice) : null,
        row.GetString("What"),
        Enum.Parse<Owner>(row.GetString("Owner")),
        new DateTimeOffset(long.Parse(row.GetString("Due"), CultureInfo.InvariantCulture), TimeSpan.Zero),
        row.GetString("Because"));

    private static bool IsDone(TableEntity raised) => raised.ContainsKey("DoneAt");

    private static string RaisedPartition(string itemId) => "raised-" + TableKeys.Hash(itemId)[..2];

    private Task<TableEntity?> FindRaisedAsync(string itemId, CancellationToken cancel) =>
        tables.WorkItems.FindAsync(RaisedPartition(itemId), TableKeys.Of(itemId), cancel);
}
