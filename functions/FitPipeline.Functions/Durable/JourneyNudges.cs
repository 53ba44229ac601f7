using FitPipeline.Pathway;
using FitPipeline.Service;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions;

/// <summary>
/// Tells a journey's orchestration that the journey moved. A nudge is a hint: it comes after the commit, it may be lost,
/// and whatever happens to it, the commit stands and the sweep makes it good.
/// </summary>
/// <remarks>
/// The client comes with each invocation, as a binding; a journey may move deep inside one. So the invocation lays a line
/// that everything below it finds. Inside an activity there is none: the orchestration is waiting for that activity, and
/// is told by its answer.
/// </remarks>
public sealed class JourneyNudges(TableJourneys journeys, ILogger<JourneyNudges> log) : IJourneyNudge
{
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
            await TellAsync(client, id, cancel);
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
    internal static async Task<bool> EnsureAsync(DurableTaskClient client, JourneyId id, CancellationToken cancel)
    {
        OrchestrationMetadata? instance = await client.GetInstanceAsync(id.Value, cancel);
        switch (instance?.RuntimeStatus)
        {
            case OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending:
                await client.RaiseEventAsync(id.Value, KitJourney.Nudge, new JourneyOrder(id.Value), cancel);
                return false;
            case OrchestrationRuntimeStatus.Suspended:
                // Somebody stopped it on purpose.
                return false;
            default:
                return await StartAsync(client, id, cancel);
        }
    }

    private async Task TellAsync(DurableTaskClient client, JourneyId id, CancellationToken cancel)
    {
        // An event to an orchestration that has ended goes nowhere; the sweep sees to it.
        if (!journeys.HasJustStarted(id) || !await StartAsync(client, id, cancel))
        {
            await client.RaiseEventAsync(id.Value, KitJourney.Nudge, new JourneyOrder(id.Value), cancel);
        }
    }

    // Under the journey's id: two who start it at once start one. An ended one is replaced.
    private static async Task<bool> StartAsync(DurableTaskClient client, JourneyId id, CancellationToken cancel)
    {
        Microsoft.DurableTask.StartOrchestrationOptions once = new Microsoft.DurableTask.StartOrchestrationOptions(id.Value).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(KitJourney), new JourneyOrder(id.Value), once, cancel);
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
