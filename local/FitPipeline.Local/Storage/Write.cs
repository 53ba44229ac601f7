namespace FitPipeline.Local.Storage;

/// <summary>A write that waits for its turn in a group commit.</summary>
internal abstract class Write
{
    /// <summary>Runs it inside the open transaction.</summary>
    internal abstract void Run(Session session);

    /// <summary>Tells the caller that it is durable.</summary>
    internal abstract void Succeed();

    /// <summary>Tells the caller that nothing of it was kept.</summary>
    internal abstract void Fail(Exception fault);
}

/// <summary>A write with an answer.</summary>
/// <param name="work">What to do.</param>
internal sealed class Write<T>(Func<Session, T> work) : Write
{
    // The writer's thread must not run what the caller does next.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _answer;

    internal Task<T> Done => _done.Task;

    internal override void Run(Session session) => _answer = work(session);

    internal override void Succeed() => _done.SetResult(_answer!);

    internal override void Fail(Exception fault) => _done.SetException(fault);
}
