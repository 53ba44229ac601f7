using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// The durable engine of these tests: it keeps histories, replays the code from the beginning for everything that reaches
/// an instance, and refuses a replay that decides otherwise than before. It can be killed at any moment: then what was
/// being done is done again, as the real one does.
/// </summary>
internal sealed class DurableHost(
    Func<TaskOrchestrationContext, Task> orchestrator, Func<string, string, Task<string>> activity, ManualTime time)
{
    // Those who nudge do so at once; an orchestration is reached by one after the other.
    private readonly Lock _one = new();
    private readonly ConcurrentDictionary<string, Instance> _instances = new();
    private readonly PriorityQueue<(string Instance, int Generation, int Timer), DateTimeOffset> _timers = new();
    private readonly Queue<(string Instance, int Generation, Decided.Activity Activity)> _orders = new();

    /// <summary>Called before an activity's answer is kept: a test may say that the worker dies there.</summary>
    internal Func<Decided.Activity, bool> DiesBeforeAnswer { get; set; } = _ => false;

    internal IReadOnlyDictionary<string, Instance> Instances => _instances;

    internal int ActivitiesRun { get; private set; }

    internal void Start(string id, object? input)
    {
        lock (_one)
        {
            _instances[id] = new Instance(_instances.TryGetValue(id, out Instance? old) ? old.Generation + 1 : 0);
            Reach(id, new Inbound.Started(time.Now, Wire.Write(input)));
        }
    }

    /// <summary>Starts one unless there is one that runs.</summary>
    internal bool TryStart(string id, object? input)
    {
        lock (_one)
        {
            if (_instances.TryGetValue(id, out Instance? instance) && !instance.HasEnded && instance.Stopped is null)
            {
                return false;
            }

            Start(id, input);
            return true;
        }
    }

    /// <summary>Raises an event; to an instance that is not there, or is over, it is lost, as on the real host.</summary>
    internal void Raise(string id, string name, object? payload)
    {
        lock (_one)
        {
            if (_instances.TryGetValue(id, out Instance? instance) && !instance.IsOver)
            {
                Reach(id, new Inbound.Raised(time.GetUtcNow(), name, Wire.Write(payload)));
            }
        }
    }

    /// <summary>Forgets an instance that is over.</summary>
    internal bool Forget(string id)
    {
        lock (_one)
        {
            return _instances.TryGetValue(id, out Instance? instance) && instance.IsOver && _instances.TryRemove(id, out _);
        }
    }

    /// <summary>Loses everything: instances, histories, timers, orders.</summary>
    internal void LoseTheHub()
    {
        _instances.Clear();
        _timers.Clear();
        _orders.Clear();
    }

    /// <summary>Does what is to be done at this time, until nothing is.</summary>
    internal async Task RunAsync()
    {
        do
        {
            while (Next() is { } order)
            {
                await DoAsync(order.Instance, order.Generation, order.Activity);
            }
        }
        while (FireOne());
    }

    /// <summary>Moves time on, firing timers on the way.</summary>
    internal async Task MoveToAsync(DateTimeOffset to)
    {
        await RunAsync();
        while (_timers.TryPeek(out _, out DateTimeOffset next) && next <= to)
        {
            time.MoveTo(next);
            await RunAsync();
        }

        time.MoveTo(to);
        await RunAsync();
    }

    private (string Instance, int Generation, Decided.Activity Activity)? Next()
    {
        lock (_one)
        {
            return _orders.TryDequeue(out (string Instance, int Generation, Decided.Activity Activity) order) ? order : null;
        }
    }

    private bool FireOne()
    {
        lock (_one)
        {
            return FireFirst();
        }
    }

    private bool FireFirst()
    {
        while (_timers.TryPeek(out (string Instance, int Generation, int Timer) timer, out DateTimeOffset at) && at <= time.Now)
        {
            _timers.Dequeue();
            if (_instances.TryGetValue(timer.Instance, out Instance? instance) && instance.Generation == timer.Generation && !instance.IsOver)
            {
                Reach(timer.Instance, new Inbound.Fired(time.GetUtcNow(), timer.Timer));
                return true;
            }
        }

        return false;
    }

    private async Task DoAsync(string id, int generation, Decided.Activity order)
    {
        if (!_instances.TryGetValue(id, out Instance? instance) || instance.Generation != generation || instance.IsOver)
        {
            return;
        }

        Inbound answer;
        try
        {
            ActivitiesRun++;
            string result = await activity(order.Name, order.Input);
            answer = new Inbound.Completed(time.GetUtcNow(), order.Id, result);
        }
#pragma warning disable CA1031 // Whatever an activity throws is what the orchestration is told.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            answer = new Inbound.Failed(time.GetUtcNow(), order.Id, fault.GetType().FullName!, fault.Message);
        }

        bool dies = DiesBeforeAnswer(order);
        lock (_one)
        {
            if (dies)
            {
                // Done, and nobody knows: it is ordered again.
                _orders.Enqueue((id, generation, order));
                return;
            }

            Reach(id, answer);
        }
    }

    private void Reach(string id, Inbound inbound)
    {
        Instance instance = _instances[id];
        if (instance.IsOver)
        {
            return;
        }

        instance.History.Add(inbound);
        Replayed replayed = Replay.Run(orchestrator, id, instance.History, instance.History.Count - 1);
        Assert.Equal(instance.Decisions, replayed.Decisions.Take(instance.Decisions.Count));
        Decided[] fresh = [.. replayed.Decisions.Skip(instance.Decisions.Count)];
        instance.Decisions.AddRange(fresh);
        foreach (Decided decided in fresh)
        {
            switch (decided)
            {
                case Decided.Activity order:
                    _orders.Enqueue((id, instance.Generation, order));
                    break;
                case Decided.Timer timer:
                    _timers.Enqueue((id, instance.Generation, timer.Id), timer.At);
                    break;
                case Decided.Again again:
                    Again(id, instance, again, replayed.Unread);
                    break;
                case Decided.Broke broke:
                    throw new InvalidOperationException(broke.Why);
            }
        }
    }

    private void Again(string id, Instance before, Decided.Again again, IReadOnlyList<Inbound.Raised> unread)
    {
        Instance next = new(before.Generation + 1) { Earlier = before };
        _instances[id] = next;
        Reach(id, new Inbound.Started(time.GetUtcNow(), again.Input));
        foreach (Inbound.Raised raised in unread)
        {
            Reach(id, raised with { At = time.GetUtcNow() });
        }
    }
}

/// <summary>An orchestration in the tests' engine.</summary>
internal sealed class Instance(int generation)
{
    internal int Generation => generation;

    internal List<Inbound> History { get; } = [];

    internal List<Decided> Decisions { get; } = [];

    /// <summary>What it was before it continued as new.</summary>
    internal Instance? Earlier { get; init; }

    /// <summary>How it came to its end, when not by its own decision.</summary>
    internal OrchestrationRuntimeStatus? Stopped { get; set; }

    internal bool IsOver => Stopped is not null || Decisions is [.., Decided.Ended or Decided.Broke or Decided.Again];

    internal bool HasEnded => Decisions is [.., Decided.Ended];
}
