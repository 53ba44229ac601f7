using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Durable;

/// <summary>Effects could not be done. It says nothing more, because it is kept in the orchestration's history.</summary>
public sealed class EffectsUndoneException(string kind, int count) : Exception($"{count} effects of kind {kind} could not be done.");

/// <summary>
/// Does a journey's effects, oldest first, and marks them done. Called twice, it does nothing twice: what is done is gone
/// from the queue, and every effect's own id makes twice be once.
/// </summary>
public sealed class JourneyEffects(
    JourneyStandings standings, IEffectOutbox effects, EffectDispatcher runner, TimeProvider time, ILogger<JourneyEffects> log)
{
    /// <summary>Does all whose time has come. One that fails holds up no other.</summary>
    /// <returns>What the journey waits for, and the kinds of those that failed.</returns>
    public async Task<JourneyWaits> AllAsync(JourneyOrder order, CancellationToken cancel)
    {
        if (await standings.OfAsync(JourneyId.Parse(order.JourneyId), cancel) is not { } standing)
        {
            return new JourneyWaits(null, []);
        }

        IReadOnlyList<PendingEffect> failed = await DoAsync(standing.Pending, cancel);
        return new JourneyWaits(standing.WakeAt, [.. failed.Select(effect => effect.Effect.GetType().Name).Distinct()]);
    }

    /// <summary>Does those that a commit has just added.</summary>
    /// <returns>True when all of them are done.</returns>
    internal async Task<bool> OfCommitAsync(JourneyCommit committed, CancellationToken cancel) => (await DoAsync(committed.Effects, cancel)).Count == 0;

    /// <summary>Does those of one kind.</summary>
    /// <exception cref="EffectsUndoneException">Some are still to do.</exception>
    public async Task OfKindAsync<T>(JourneyOrder order, CancellationToken cancel)
        where T : Effect
    {
        IReadOnlyList<PendingEffect> pending = await effects.OfJourneyAsync(JourneyId.Parse(order.JourneyId), cancel);
        IReadOnlyList<PendingEffect> failed = await DoAsync([.. pending.Where(effect => effect.Effect is T)], cancel);
        if (failed.Count > 0)
        {
            throw new EffectsUndoneException(typeof(T).Name, failed.Count);
        }
    }

    private async Task<IReadOnlyList<PendingEffect>> DoAsync(IReadOnlyList<PendingEffect> pending, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        List<PendingEffect> done = [];
        List<PendingEffect> failed = [];
        foreach (PendingEffect effect in pending.Where(effect => effect.NotBefore <= now))
        {
            (await TryAsync(effect, cancel) ? done : failed).Add(effect);
        }

        if (done.Count > 0)
        {
            await effects.DoneAsync(done, cancel);
        }

        return failed;
    }

    private async Task<bool> TryAsync(PendingEffect effect, CancellationToken cancel)
    {
        try
        {
            await runner.RunAsync(effect, cancel);
            return true;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // An exception's text may hold what was sent, and an activity's exception is kept in history: only its type goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.EffectFailed(effect.Id, effect.Attempts + 1, fault.GetType().Name);
            await effects.PutOffAsync(effect, time.GetUtcNow(), cancel);
            return false;
        }
    }
}
