using FitPipeline.Application.Journeys;
using FitPipeline.Functions.Tables;
using FitPipeline.Pathway.Identity;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Durable;

/// <summary>
/// Tries at once what a journey that moved wants done, and tells its orchestration what is left and until when to wait. A
/// nudge is a hint: it comes after the commit, it may be lost, and whatever happens to it, the commit stands and the sweep
/// makes it good.
/// </summary>
/// <remarks>
/// The first try is made where the commit was made, because a turn of the orchestration costs twice the storage
/// transactions that the effects themselves do (docs/decisions/0010-first-try-at-the-commit.md).
/// The client comes with each invocation, as a binding; a journey may move deep inside one. So the invocation lays a line
/// that everything below it finds. Inside an activity there is none: the orchestration is waiting for that activity, and
/// is told by its answer.
/// </remarks>
public sealed class JourneyNudges(TableJourneys journeys, JourneyEffects effects, TimeProvider time, ILogger<JourneyNudges> log) : IJourneyNotifier
{
    // Whoever called is waiting: what takes longer is the orchestration's.
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(5);

    private readonly AsyncLocal<Line?> _line = new();

    /// <summary>Lays the line for everything that is called until it is taken up.</summary>
    public IDisposable Through(DurableTaskClient client) => _line.Value = new Line(this, client);

    /// <summary>For an activity: what is called until this is disposed of is tried at once, and no orchestration is told.</summary>
    internal Line Aside() => _line.Value = new Line(this, null);

    /// <inheritdoc/>
    public async ValueTask NudgeAsync(JourneyCommit committed, CancellationToken cancel)
    {
        if (_line.Value is not { } line)
        {
            return;
        }

        JourneyId id = committed.Next.Id;
        try
        {
            JourneyNews news = new(id.Value, await TryAsync(committed, cancel), committed.Next.WakeAt);
            line.Last = news;
            if (line.Client is { } client)
            {
                await TellAsync(client, committed, news, cancel);
            }

            if (news.IsDone)
            {
                journeys.Settle(committed);
            }
        }
#pragma warning disable CA1031 // Whatever is wrong with a nudge is no failure of what was committed before it.
        catch (Exception lost)
#pragma warning restore CA1031
        {
            log.NudgeLost(id.Value, lost.GetType().Name);
        }
    }

    /// <summary>Nudges a journey's orchestration, and starts it when there is none that runs.</summary>
    /// <returns>True when one had to be started.</returns>
    internal static async Task<bool> EnsureAsync(DurableTaskClient client, JourneyId id, JourneyNews news, CancellationToken cancel)
    {
        OrchestrationMetadata? instance = await client.GetInstanceAsync(id.Value, cancel);
        switch (instance?.RuntimeStatus)
        {
            case OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending:
                await client.RaiseEventAsync(id.Value, KitJourney.Nudge, news, cancel);
                return false;
            case OrchestrationRuntimeStatus.Suspended:
                // Somebody stopped it on purpose.
                return false;
            default:
                return await StartAsync(client, id, news, cancel);
        }
    }

    private async Task<bool> TryAsync(JourneyCommit committed, CancellationToken cancel)
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(FirstTry);
        try
        {
            return await effects.OfCommitAsync(committed, enough.Token);
        }
#pragma warning disable CA1031 // What could not be done is still in the tables, and the orchestration is told to see to it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.FirstTryFailed(committed.Next.Id.Value, fault.GetType().Name);
            return false;
        }
    }

    // An orchestration that has nothing to do, and no timer to set, has nothing to hear: at the due time the sweep nudges it.
    // An event to one that has ended goes nowhere; the sweep sees to it.
    private async Task TellAsync(DurableTaskClient client, JourneyCommit committed, JourneyNews news, CancellationToken cancel)
    {
        JourneyId id = committed.Next.Id;
        bool starts = committed.ExpectedVersion is null;
        if (starts && await StartAsync(client, id, news, cancel))
        {
            return;
        }

        if (starts || !news.IsDone || news.WakeAt is not { } wakeAt || wakeAt - time.GetUtcNow() <= KitJourney.LongestTimer)
        {
            await client.RaiseEventAsync(id.Value, KitJourney.Nudge, news, cancel);
        }
    }

    // Under the journey's id: two who start it at once start one. An ended one is replaced.
    private static async Task<bool> StartAsync(DurableTaskClient client, JourneyId id, JourneyNews news, CancellationToken cancel)
    {
        Microsoft.DurableTask.StartOrchestrationOptions once = new Microsoft.DurableTask.StartOrchestrationOptions(id.Value).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(KitJourney), news, once, cancel);
            return true;
        }
        catch (Exception exists) when (exists.GetType().Name is "OrchestrationAlreadyExistsException")
        {
            return false;
        }
    }

    /// <summary>Where what happens below it is told.</summary>
    internal sealed class Line(JourneyNudges nudges, DurableTaskClient? client) : IDisposable
    {
        internal DurableTaskClient? Client => client;

        /// <summary>What was last to be told; null when nothing was.</summary>
        internal JourneyNews? Last { get; set; }

        public void Dispose() => nudges._line.Value = null;
    }
}
