using Microsoft.DurableTask;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// Replays an orchestrator from a history, as the durable engine does: its code runs from the beginning on one thread,
/// and each await on the context is answered by the history or by nothing. An await on anything else is a fault.
/// </summary>
internal static class Replay
{
    /// <summary>Runs the code against all that has reached it.</summary>
    /// <param name="orchestrator">The function.</param>
    /// <param name="instance">The instance's id.</param>
    /// <param name="history">What reached it; the first is its start.</param>
    /// <param name="known">How much of the history had been replayed before: what follows is new.</param>
    internal static Replayed Run(
        Func<TaskOrchestrationContext, Task> orchestrator, string instance, IReadOnlyList<Inbound> history, int known)
    {
        Pump pump = new();
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(pump);
        try
        {
            Inbound.Started started = (Inbound.Started)history[0];
            ReplayedContext context = new(instance, started);
            Task? run = null;
            for (int i = 0; i < history.Count; i++)
            {
                context.Take(history[i], isReplay: i < known);
                run ??= orchestrator(context);
                pump.Drain();
                if (run.IsCompleted)
                {
                    break;
                }

                context.MustWait();
            }

            context.End(run!, history);
            return new Replayed(context.Decisions, context.Unread, context.Logged, context.Status);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>One thread for everything an orchestrator does.</summary>
    private sealed class Pump : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Work, object? State)> _posted = new();

        public override void Post(SendOrPostCallback d, object? state)
        {
            lock (_posted)
            {
                _posted.Enqueue((d, state));
            }
        }

        internal void Drain()
        {
            while (Next() is { } next)
            {
                next.Work(next.State);
            }
        }

        private (SendOrPostCallback Work, object? State)? Next()
        {
            lock (_posted)
            {
                return _posted.TryDequeue(out (SendOrPostCallback, object?) next) ? next : null;
            }
        }
    }
}
