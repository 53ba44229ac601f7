namespace FitPipeline.Functions.Tests;

/// <summary>What reached an orchestration, in the order in which it did. Together with the code it is the orchestration.</summary>
internal abstract record Inbound(DateTimeOffset At)
{
    internal sealed record Started(DateTimeOffset At, string Input) : Inbound(At);

    internal sealed record Completed(DateTimeOffset At, int Id, string Result) : Inbound(At);

    internal sealed record Failed(DateTimeOffset At, int Id, string Type, string Message) : Inbound(At);

    internal sealed record Fired(DateTimeOffset At, int Id) : Inbound(At);

    internal sealed record Raised(DateTimeOffset At, string Name, string Payload) : Inbound(At);
}

/// <summary>What an orchestration decided, in the order in which it did.</summary>
internal abstract record Decided(int Id)
{
    internal sealed record Activity(int Id, string Name, string Input) : Decided(Id);

    internal sealed record Timer(int Id, DateTimeOffset At) : Decided(Id);

    internal sealed record Again(int Id, string Input) : Decided(Id);

    internal sealed record Ended(int Id) : Decided(Id);

    internal sealed record Broke(int Id, string Why) : Decided(Id);
}

/// <summary>What came of replaying a history.</summary>
/// <param name="Decisions">Everything decided, from the beginning.</param>
/// <param name="Unread">Events that were raised and not waited for.</param>
/// <param name="Logged">What a replay-safe logger let through.</param>
/// <param name="Status">The custom status it set last; null when it set none.</param>
internal sealed record Replayed(IReadOnlyList<Decided> Decisions, IReadOnlyList<Inbound.Raised> Unread, int Logged, object? Status)
{
    internal bool IsOver => Decisions.Count > 0 && Decisions[^1] is Decided.Again or Decided.Ended or Decided.Broke;
}
