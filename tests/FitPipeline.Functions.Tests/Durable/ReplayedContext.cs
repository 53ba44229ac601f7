using FitPipeline.Functions.Durable;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Tests;

/// <summary>The context of an orchestrator that is being replayed. Values cross it as the worker writes them: by runtime type.</summary>
internal sealed class ReplayedContext(string instance, Inbound.Started started, string version) : TaskOrchestrationContext
{
    private readonly List<Decided> _decisions = [];
    private readonly Dictionary<int, TaskCompletionSource<string>> _waiting = [];
    private readonly Queue<Inbound.Raised> _unread = new();
    private readonly Queue<(string Name, TaskCompletionSource<string> Answer)> _listening = new();
    private bool _replaying = true;
    private DateTimeOffset _now;
    private int _next;

    public override TaskName Name => nameof(KitJourney);

    public override string InstanceId => instance;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => _now.UtcDateTime;

    public override bool IsReplaying => _replaying;

    public override string Version => version;

    protected override ILoggerFactory LoggerFactory => new Loggers(this);

    internal IReadOnlyList<Decided> Decisions => _decisions;

    internal IReadOnlyList<Inbound.Raised> Unread => [.. _unread];

    internal int Logged { get; private set; }

    public override T GetInput<T>() => Wire.Read<T>(started.Input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RetryPolicy? policy = options?.Retry?.Policy;
        TimeSpan wait = policy?.FirstRetryInterval ?? TimeSpan.Zero;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Decided.Activity activity = new(_next++, name.Name, Wire.Write(input));
                return Wire.Read<TResult>(await DecideAsync(activity));
            }
            catch (TaskFailedException) when (attempt < (policy?.MaxNumberOfAttempts ?? 1))
            {
                await CreateTimer(CurrentUtcDateTime + wait, CancellationToken.None);
                wait = TimeSpan.FromTicks(Math.Min((long)(wait.Ticks * policy!.BackoffCoefficient), policy.MaxRetryInterval.Ticks));
            }
        }
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Decided.Timer timer = new(_next++, new DateTimeOffset(fireAt, TimeSpan.Zero));
        Task<string> fired = DecideAsync(timer);
        cancellationToken.Register(() => _waiting.Remove(timer.Id));
        return fired;
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        if (_unread.TryPeek(out Inbound.Raised? first) && first.Name == eventName)
        {
            return Wire.Read<T>(_unread.Dequeue().Payload);
        }

        TaskCompletionSource<string> answer = new();
        _listening.Enqueue((eventName, answer));
        return Wire.Read<T>(await answer.Task);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        Assert.True(preserveUnprocessedEvents);
        _decisions.Add(new Decided.Again(_next++, Wire.Write(newInput)));
    }

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    /// <summary>Lets one thing reach the code.</summary>
    internal void Take(Inbound inbound, bool isReplay)
    {
        _replaying = isReplay;
        _now = inbound.At;
        switch (inbound)
        {
            case Inbound.Completed completed:
                Answer(completed.Id)?.SetResult(completed.Result);
                break;
            case Inbound.Failed failed:
                Answer(failed.Id)?.SetException(new TaskFailedException(
                    "activity", failed.Id, new TaskFailureDetails(failed.Type, failed.Message, null, null, null)));
                break;
            case Inbound.Fired fired:
                Answer(fired.Id)?.SetResult("null");
                break;
            case Inbound.Raised raised when _listening.TryPeek(out (string Name, TaskCompletionSource<string> Answer) first) && first.Name == raised.Name:
                _listening.Dequeue().Answer.SetResult(raised.Payload);
                break;
            case Inbound.Raised raised:
                _unread.Enqueue(raised);
                break;
        }
    }

    /// <summary>The code has stopped: it must be waiting for something that can be answered after a crash.</summary>
    internal void MustWait()
    {
        if (_waiting.Count == 0 && _listening.Count == 0)
        {
            throw new InvalidOperationException("The orchestrator waits for something that no history can answer.");
        }
    }

    internal void End(Task run, IReadOnlyList<Inbound> history)
    {
        if (!run.IsCompleted)
        {
            return;
        }

        if (run.Exception is { } broke)
        {
            _decisions.Add(new Decided.Broke(_next, broke.InnerException!.ToString()));
        }
        else if (_decisions is not [.., Decided.Again])
        {
            _decisions.Add(new Decided.Ended(_next));
        }

        // What came after the code had ended is still there for the next round.
        foreach (Inbound.Raised raised in history.OfType<Inbound.Raised>().Where(raised => raised.At > _now))
        {
            _unread.Enqueue(raised);
        }
    }

    private TaskCompletionSource<string>? Answer(int id) => _waiting.Remove(id, out TaskCompletionSource<string>? answer) ? answer : null;

    private Task<string> DecideAsync(Decided decided)
    {
        _decisions.Add(decided);
        TaskCompletionSource<string> answer = new();
        _waiting[decided.Id] = answer;
        return answer.Task;
    }

    private sealed class Loggers(ReplayedContext context) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            context.Logged++;
    }
}
