using System.Runtime.ExceptionServices;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Local.Inbox;
using FitPipeline.Local.Storage;
using FitPipeline.Local.Time;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Dispatch;

/// <summary>
/// Waits and does: effects at least once, due times once, texts within their hours, files as they come. What it is about
/// to do is in the store, so it can be killed at any moment and forgets nothing.
/// </summary>
public sealed partial class Dispatcher(
    IJourneyStore journeys, IEffectOutbox effects, EffectDispatcher runner, JourneyEngine engine, SmsDispatcher texts,
    Timers timers, Database database, DropFolder inbox, Nudges nudges, TimeProvider time, ILogger<Dispatcher> log) : BackgroundService
{
    private const int AtOnce = 256;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPutOff = TimeSpan.FromMinutes(15);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>
    /// Moves virtual time on, stopping at every due time on the way, and returns when all is quiet.
    /// </summary>
    /// <returns>How many things were done.</returns>
    /// <exception cref="InvalidOperationException">The host runs in real time.</exception>
    public async Task<long> AdvanceAsync(DateTimeOffset to, CancellationToken cancel)
    {
        VirtualClock clock = time as VirtualClock ?? throw new InvalidOperationException("Real time cannot be moved.");
        await _turn.WaitAsync(cancel);
        try
        {
            // Whoever moves the clock has finished writing: files in the drop folder need not settle.
            long ran = 0;
            while (true)
            {
                ran += await UntilQuietAsync(filesFinished: true, cancel);
                DateTimeOffset? next = await NextAsync(cancel);
                if (next is null || next > to)
                {
                    break;
                }

                clock.MoveTo(next.Value);
            }

            clock.MoveTo(to);
            ran += await UntilQuietAsync(filesFinished: true, cancel);
            await VirtualTime.RememberAsync(database, cancel);
            return ran;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Does what is due at this moment, and returns when all is quiet.</summary>
    public async Task SettleAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await UntilQuietAsync(filesFinished: false, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SettleAsync(stoppingToken);
                await nudges.WaitAsync(await SleepAsync(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The dispatcher must outlive whatever goes wrong in one turn: what it did not do is still in the store.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogTurnFailed(log, fault.GetType().Name, fault.StackTrace);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    private async Task<long> UntilQuietAsync(bool filesFinished, CancellationToken cancel)
    {
        Func<CancellationToken, Task<int>>[] duties =
            [token => inbox.SweepAsync(filesFinished, token), DoEffectsAsync, WakeJourneysAsync, texts.RunAsync, timers.RunAsync];
        long ran = 0;
        long now;
        ExceptionDispatchInfo? fault;
        do
        {
            now = 0;
            fault = null;
            foreach (Func<CancellationToken, Task<int>> duty in duties)
            {
                try
                {
                    now += await duty(cancel);
                }
                catch (OperationCanceledException) when (cancel.IsCancellationRequested)
                {
                    throw;
                }
#pragma warning disable CA1031 // One duty that fails must not keep the others from being done; it is told of when they are.
                catch (Exception failed)
#pragma warning restore CA1031
                {
                    fault ??= ExceptionDispatchInfo.Capture(failed);
                }
            }

            ran += now;
        }
        while (now > 0);
        fault?.Throw();
        return ran;
    }

    private async Task<int> DoEffectsAsync(CancellationToken cancel)
    {
        IReadOnlyList<PendingEffect> pending = await effects.PendingAsync(time.GetUtcNow(), AtOnce, cancel);
        if (pending.Count == 0)
        {
            return 0;
        }

        // A journey's effects keep their order; different journeys have nothing to do with each other.
        List<PendingEffect>[] done = await Task.WhenAll(pending.GroupBy(effect => effect.Journey).Select(async group =>
        {
            List<PendingEffect> finished = [];
            foreach (PendingEffect effect in group)
            {
                if (!await TryDoAsync(effect, cancel))
                {
                    break;
                }

                finished.Add(effect);
            }

            return finished;
        }));
        List<PendingEffect> all = [.. done.SelectMany(finished => finished)];
        if (all.Count > 0)
        {
            await effects.DoneAsync(all, cancel);
        }

        return all.Count;
    }

    private async Task<bool> TryDoAsync(PendingEffect effect, CancellationToken cancel)
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
#pragma warning disable CA1031 // One effect that cannot be done must not hold up the others: it is put off, counted and logged.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TimeSpan wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(effect.Attempts, 20)), LongestPutOff.TotalSeconds));
            LogEffectFailed(log, effect.Id, effect.Attempts + 1, fault.GetType().Name);
            await effects.PutOffAsync(effect, time.GetUtcNow() + wait, cancel);
            return false;
        }
    }

    private async Task<int> WakeJourneysAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<JourneyId> due = await journeys.DueAsync(now, AtOnce, cancel);
        await Task.WhenAll(due.Select(async id =>
        {
            if ((await journeys.LoadAsync(id, null, cancel)).Stored is { } stored)
            {
                await engine.ApplyAsync(id, $"due/{stored.Journey.Step}", new PathwayEvent.DeadlineElapsed(now), Actor.Pathway, null, cancel);
            }
        }));
        return due.Count;
    }

    private async Task<DateTimeOffset?> NextAsync(CancellationToken cancel)
    {
        DateTimeOffset?[] candidates =
        [
            await journeys.NextWakeAsync(cancel), await effects.NextAsync(cancel), await texts.NextAsync(cancel), await timers.NextAsync(cancel),
        ];
        return candidates.Min();
    }

    private async Task<TimeSpan> SleepAsync(CancellationToken cancel)
    {
        TimeSpan longest = inbox.Again ?? LongestSleep;

        // Virtual time passes only when it is moved.
        if (time is VirtualClock)
        {
            return longest;
        }

        TimeSpan wait = await NextAsync(cancel) - time.GetUtcNow() ?? longest;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longest ? longest : wait;
    }

    [LoggerMessage(EventId = 200, Level = LogLevel.Error, Message = "The dispatcher's turn failed with {Fault} at {Where}; it goes on")]
    private static partial void LogTurnFailed(ILogger logger, string fault, string? where);

    [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "Effect {EffectId} failed, attempt {Attempt}, with {Fault}; it is put off")]
    private static partial void LogEffectFailed(ILogger logger, string effectId, int attempt, string fault);
}
