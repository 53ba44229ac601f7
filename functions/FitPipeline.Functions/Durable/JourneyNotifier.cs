using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Identity;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Durable;

/// <summary>
/// Tells a journey's orchestration that the journey changed, after the commit. A hint: whatever becomes of it, the commit
/// stands, and the sweep makes good what was not heard.
/// </summary>
/// <remarks>
/// The worker hands the durable client to functions, as a binding, and to nothing else. Every function that has it gives
/// it to this before it does anything; it is good for as long as the app runs.
/// </remarks>
public sealed class JourneyNotifier(ILogger<JourneyNotifier> log) : IJourneyNotifier
{
    private DurableTaskClient? _client;

    /// <summary>The client it was given last; null before the first function ran.</summary>
    internal DurableTaskClient? Client => _client;

    /// <summary>Gives it the client of the task hub.</summary>
    public void Use(DurableTaskClient client) => _client = client;

    /// <inheritdoc/>
    public async ValueTask NudgeAsync(JourneyCommit committed, CancellationToken cancel)
    {
        JourneyId id = committed.Next.Id;
        try
        {
            DurableTaskClient client = _client ?? throw new InvalidOperationException("No function has handed over the durable client.");
            if (committed.ExpectedVersion is not null || !await StartAsync(client, id, cancel))
            {
                await WakeAsync(client, id, cancel);
            }
        }
#pragma warning disable CA1031 // Whatever is wrong with a hint is no failure of what was committed before it.
        catch (Exception lost)
#pragma warning restore CA1031
        {
            log.NudgeLost(id.Value, lost.GetType().Name);
        }
    }

    /// <summary>
    /// Starts a journey's orchestration where none runs, and otherwise raises the event: an event to one that has ended, or
    /// was never started, is dropped without a word.
    /// </summary>
    /// <returns>True when one was started; its first turn sees everything committed before.</returns>
    internal static async Task<bool> WakeAsync(DurableTaskClient client, JourneyId id, CancellationToken cancel)
    {
        OrchestrationRuntimeStatus? status = (await client.GetInstanceAsync(id.Value, cancel))?.RuntimeStatus;
        switch (status)
        {
            case OrchestrationRuntimeStatus.Suspended:
            // Somebody stopped it on purpose; the event waits until it is resumed.
            case OrchestrationRuntimeStatus.Running:
            case OrchestrationRuntimeStatus.Pending:
                break;
            case OrchestrationRuntimeStatus.Failed:
                await client.PurgeInstanceAsync(id.Value, cancel);
                goto default;
            default:
                if (await StartAsync(client, id, cancel))
                {
                    return true;
                }

                break;
        }

        await client.RaiseEventAsync(id.Value, nameof(JourneyChanged), new JourneyChanged(), cancel);
        return false;
    }

    // Under the journey's id: two who start it at once start one, and one that runs is never replaced.
    internal static async Task<bool> StartAsync(DurableTaskClient client, JourneyId id, CancellationToken cancel)
    {
        StartOrchestrationOptions once = new StartOrchestrationOptions(id.Value).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(JourneyOrchestrator), new JourneyRef(id.Value), once, cancel);
            return true;
        }
        catch (Exception exists) when (exists.GetType().Name is "OrchestrationAlreadyExistsException")
        {
            return false;
        }
    }
}
