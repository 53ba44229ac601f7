using Azure;
using Azure.Data.Tables;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tables;

/// <summary>Effects committed and not yet done. A done effect's row is gone: what it did carries its id.</summary>
public sealed class TableEffects(DataTables tables, TableJourneys journeys, WakeUpIndex diary) : IEffectOutbox
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PendingEffect>> PendingAsync(DateTimeOffset now, int limit, CancellationToken cancel)
    {
        IReadOnlyList<TableEntity>[] found = await Together.AskAsync(
            await journeys.InDiaryAsync(now, cancel), async (id, token) => await RowsAsync(id, token), cancel);
        return
        [
            .. found.SelectMany(rows => rows)
                .Where(row => row.GetInt64("NotBefore") <= now.UtcTicks)
                .OrderBy(row => row.GetInt64("NotBefore"))
                .ThenBy(row => row.GetInt64("CommittedAt"))
                .ThenBy(row => row.Timestamp)
                .Take(limit)
                .Select(JourneyRows.Effect),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PendingEffect>> OfJourneyAsync(JourneyId id, CancellationToken cancel) =>
        [.. (await RowsAsync(id, cancel)).Select(JourneyRows.Effect)];

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancel)
    {
        long? next = null;
        HashSet<string> seen = [];
        await foreach (TableEntity entry in diary.AllAsync(cancel))
        {
            if (next <= WakeUpIndex.StartOf(entry).UtcTicks)
            {
                break;
            }

            foreach (TableEntity row in seen.Add(WakeUpIndex.JourneyOf(entry)) ? await RowsAsync(JourneyId.Parse(WakeUpIndex.JourneyOf(entry)), cancel) : [])
            {
                long at = row.GetInt64("NotBefore") ?? 0;
                next = next is { } earlier ? Math.Min(earlier, at) : at;
            }
        }

        return next is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    /// <inheritdoc/>
    public async Task DoneAsync(IReadOnlyList<PendingEffect> effects, CancellationToken cancel)
    {
        foreach (IGrouping<JourneyId, PendingEffect> of in effects.GroupBy(effect => effect.Journey))
        {
            await tables.Journeys.RemoveAsync(
                [.. of.Select(effect => new TableEntity(of.Key.Value, JourneyRows.EffectKey(effect)))], cancel);
        }
    }

    /// <inheritdoc/>
    public async Task PutOffAsync(PendingEffect effect, DateTimeOffset until, CancellationToken cancel)
    {
        await diary.NoteAsync(effect.Journey, until, cancel);
        TableEntity change = new(effect.Journey.Value, JourneyRows.EffectKey(effect))
        {
            ["NotBefore"] = until.UtcTicks,
            ["Attempts"] = effect.Attempts + 1,
        };
        try
        {
            await tables.Journeys.UpdateEntityAsync(change, ETag.All, TableUpdateMode.Merge, cancel);
        }
        catch (RequestFailedException gone) when (gone.Status is 404)
        {
            // Somebody else did it in the meantime: there is nothing left to put off.
        }
    }

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(JourneyId id, CancellationToken cancel)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in tables.Journeys.QueryAsync<TableEntity>(JourneyRows.Effects(id), cancellationToken: cancel))
        {
            rows.Add(row);
        }

        return rows;
    }
}
