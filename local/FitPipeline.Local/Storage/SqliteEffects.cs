using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Local.Storage;

/// <summary>Effects committed and not yet done. A done effect is deleted: what it did carries its id.</summary>
public sealed class SqliteEffects(Database database) : IEffectOutbox
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PendingEffect>> PendingAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        await database.ReadAsync(
            session => Effects(session.Query(
                "SELECT id, journey, not_before, attempts, json FROM effects WHERE not_before <= ?1 ORDER BY not_before, no LIMIT ?2", now, limit)),
            cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PendingEffect>> OfJourneyAsync(JourneyId id, CancellationToken cancel) =>
        await database.ReadAsync(
            session => Effects(session.Query(
                // Effect ids begin with the journey's; '/' comes right after '.'.
                "SELECT id, journey, not_before, attempts, json FROM effects WHERE id > ?1 || '.' AND id < ?1 || '/' ORDER BY no", id.Value)),
            cancel);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancel) =>
        await database.ReadAsync(
            session =>
            {
                using Rows rows = session.Query("SELECT min(not_before) FROM effects");
                return rows.Read() ? rows.TimeOrNull(0) : null;
            },
            cancel);

    /// <inheritdoc/>
    public Task DoneAsync(IReadOnlyList<PendingEffect> effects, CancellationToken cancel) => database.WriteAsync(
        session =>
        {
            foreach (PendingEffect effect in effects)
            {
                session.Run("DELETE FROM effects WHERE id = ?1", effect.Id);
            }
        },
        cancel);

    /// <inheritdoc/>
    public Task PutOffAsync(PendingEffect effect, DateTimeOffset until, CancellationToken cancel) => database.WriteAsync(
        session => session.Run(
            "UPDATE effects SET not_before = ?2, attempts = ?3 WHERE id = ?1", effect.Id, until, effect.Attempts + 1),
        cancel);

    private static List<PendingEffect> Effects(Rows found)
    {
        using Rows rows = found;
        List<PendingEffect> effects = [];
        while (rows.Read())
        {
            effects.Add(new PendingEffect(
                rows.Text(0),
                JourneyId.Parse(rows.Text(1)),
                JsonSerializer.Deserialize(rows.Bytes(4), JourneyJson.Default.Effect) ?? throw new InvalidDataException("A stored effect is empty."),
                rows.Time(2),
                rows.Count(3)));
        }

        return effects;
    }
}
