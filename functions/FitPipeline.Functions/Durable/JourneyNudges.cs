using FitPipeline.Pathway;
using FitPipeline.Service;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions;

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
public sealed class JourneyNudges(TableJourneys journeys, JourneyEffects effects, ILogger<JourneyNudges> log) : IJourneyNudge
{
    // Whoever called is waiting: what takes longer is the orchestration's.
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(5);

    private readonly AsyncLocal<DurableTaskClient?> _line = new();

    /// <summary>Lays the line for everything that is called until it is taken up.</summary>
    public IDisposable Through(DurableTaskClient client)
    {
        _line.Value = client;
        return new Line(this);
    }

    /// <inheritdoc/>
    public async ValueTask NudgeAsync(JourneyId id, CancellationToken cancel)
    {
        if (_line.Value is not { } client)
        {
            return;
        }

        try
        {
            await TellAsync(client, id, await TryAsync(id, cancel), cancel);
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

    private async Task<JourneyNews> TryAsync(JourneyId id, CancellationToken cancel)
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(FirstTry);
        try
        {
            JourneyWaits waits = await effects.AllAsync(new JourneyOrder(id.Value), enough.Token);
            return new JourneyNews(id.Value, waits.Undone.Count == 0, waits.WakeAt);
        }
#pragma warning disable CA1031 // What could not be done is still in the tables, and the orchestration is told to see to it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.FirstTryFailed(id.Value, fault.GetType().Name);
            return new JourneyNews(id.Value);
        }
    }

    private async Task TellAsync(DurableTaskClient client, JourneyId id, JourneyNews news, CancellationToken cancel)
    {
        // An event to an orchestration that has ended goes nowhere; the sweep sees to it.
        if (!journeys.HasJustStarted(id) || !await StartAsync(client, id, news, cancel))
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

    private sealed class Line(JourneyNudges nudges) : IDisposable
    {
        public void Dispose() => nudges._line.Value = null;
    }
}
