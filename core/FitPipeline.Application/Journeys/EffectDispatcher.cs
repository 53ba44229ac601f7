using System.Collections.Concurrent;
using FitPipeline.Application.Worklist;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Application.Journeys;

/// <summary>
/// Does effects, with one meaning on every host. A journey's effects are done one after the other in the order in which
/// they were committed; different journeys are done at the same time. One that fails is put off, twice as long each time
/// and at most a quarter of an hour, and holds up no other: a text that cannot be queued must not keep a clinician's work
/// item from the worklist. After <see cref="AttemptsBeforeAPersonIsAsked"/> attempts a person is asked to find out why, and
/// it is still tried again until it succeeds.
/// </summary>
public sealed partial class EffectDispatcher(
    EffectHandlers handlers, IEffectOutbox effects, IJourneyStore journeys, IWorklist worklist, PathwayPolicy policy, TimeProvider time,
    ILogger<EffectDispatcher> log)
{
    /// <summary>After so many attempts, over hours, it will not mend itself.</summary>
    public const int AttemptsBeforeAPersonIsAsked = 20;

    private const int MostDoublings = 20;

    /// <summary>The longest an effect that failed waits before it is tried again.</summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Does effects whose time has come, oldest first, and marks them done.</summary>
    /// <returns>Those that failed, as they were put off.</returns>
    public async Task<IReadOnlyList<PendingEffect>> RunAsync(IReadOnlyList<PendingEffect> pending, CancellationToken cancel)
    {
        ConcurrentBag<PendingEffect> done = [];
        ConcurrentBag<PendingEffect> putOff = [];
        await Task.WhenAll(pending.GroupBy(effect => effect.Journey).Select(async journey =>
        {
            foreach (PendingEffect effect in journey)
            {
                if (await TryAsync(effect, cancel) is { } failed)
                {
                    putOff.Add(failed);
                }
                else
                {
                    done.Add(effect);
                }
            }
        }));
        if (!done.IsEmpty)
        {
            await effects.DoneAsync([.. done], cancel);
        }

        return [.. putOff];
    }

    // Null when it is done.
    private async Task<PendingEffect?> TryAsync(PendingEffect effect, CancellationToken cancel)
    {
        try
        {
            await handlers.DoAsync(effect, cancel);
            return null;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever it is, the others must be done; an exception's text may hold what was sent, so only its type goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFailed(log, effect.Id, effect.Attempts + 1, fault.GetType().Name);
            return await PutOffAsync(effect, cancel);
        }
    }

    private async Task<PendingEffect> PutOffAsync(PendingEffect effect, CancellationToken cancel)
    {
        TimeSpan wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(effect.Attempts, MostDoublings)), LongestWait.TotalSeconds));
        PendingEffect putOff = effect with { NotBefore = time.GetUtcNow() + wait, Attempts = effect.Attempts + 1 };
        await effects.PutOffAsync(effect, putOff.NotBefore, cancel);
        if (putOff.Attempts >= AttemptsBeforeAPersonIsAsked)
        {
            await AskAsync(putOff, cancel);
        }

        return putOff;
    }

    private async Task AskAsync(PendingEffect effect, CancellationToken cancel)
    {
        Journey journey = await journeys.OfEffectAsync(effect, cancel);
        await worklist.RaiseAsync(
            new WorkItem(
                "effect/" + effect.Id,
                effect.Journey,
                journey.Practice,
                $"Find out why this cannot be done: {effect.Effect.GetType().Name}. It is tried again until it succeeds.",
                Owner.Admin,
                ServiceCalendar.CloseOfWorkingDay(time.GetUtcNow(), 0, policy.CloseOfBusiness),
                $"It has failed {effect.Attempts} times."),
            cancel);
    }

    [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "Effect {EffectId} failed, attempt {Attempt}, with {Fault}; it is put off")]
    private static partial void LogFailed(ILogger logger, string effectId, int attempt, string fault);
}
