using FitPipeline.Application.Kits;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Local.Storage;

/// <summary>The list of kits to be posted.</summary>
public sealed class SqliteKitDispatches(Database database) : IKitDispatchList
{
    /// <inheritdoc/>
    public Task AddAsync(KitDispatch dispatch, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            "INSERT INTO dispatches (id, journey, kit_number, requested) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            dispatch.DispatchId, dispatch.Journey.Value, dispatch.KitNumber, dispatch.RequestedAt),
        cancel);

    /// <inheritdoc/>
    public async Task<Page<KitDispatch>> ListAsync(string? after, int limit, CancellationToken cancel)
    {
        long last = Cursor.Read(after, 1)[0];
        return await database.ReadAsync(
            session => Pages.Of(
                session.Query(
                    "SELECT no, id, journey, kit_number, requested FROM dispatches WHERE no > ?1 ORDER BY no LIMIT ?2", last, Pages.OneMore(limit)),
                limit,
                rows => (
                    new KitDispatch(rows.Text(1), JourneyId.Parse(rows.Text(2)), rows.Count(3), rows.Time(4)),
                    Cursor.Of(rows.Number(0)))),
            cancel);
    }
}
