using Azure.Data.Tables;
using FitPipeline.Application.Journeys;
using FitPipeline.Functions.Tables;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Functions.Durable;

/// <summary>A journey as it stands in the tables.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="State">Its state row.</param>
/// <param name="Pending">Its effects not yet done, oldest first.</param>
internal sealed record JourneyStanding(Journey Journey, TableEntity State, IReadOnlyList<PendingEffect> Pending)
{
    /// <summary>When the pathway next looks by itself; null once the journey has ended.</summary>
    internal DateTimeOffset? WakeAt => Journey.WakeAt;
}

/// <summary>Reads journeys as they stand: state and undone effects, in one question.</summary>
public sealed class JourneyStandings(DataTables tables)
{
    /// <summary>The journey as it stands; null when there is none.</summary>
    internal async Task<JourneyStanding?> OfAsync(JourneyId id, CancellationToken cancel)
    {
        TableEntity? state = null;
        List<PendingEffect> pending = [];
        await foreach (TableEntity row in tables.Journeys.QueryAsync<TableEntity>(JourneyRows.StateAndEffects(id), cancellationToken: cancel))
        {
            if (JourneyRows.IsEffect(row))
            {
                pending.Add(JourneyRows.Effect(row));
            }
            else
            {
                state = row;
            }
        }

        return state is null ? null : new JourneyStanding(JourneyRows.Journey(state), state, pending);
    }
}
