using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FitPipeline.Functions.Durable;

/// <summary>
/// One journey's orchestration; its instance id is the journey's. A turn has done what is pending, then waits until the
/// journey changes or its next due time comes, and begins again as new; it ends with the journey. It holds no rule, no
/// memory and nothing about the patient: what it knows it reads from the tables, so a lost one is started anew.
/// </summary>
public sealed class JourneyOrchestrator
{
    /// <summary>
    /// A due time further off has no timer: the sweep raises the event within five minutes of it. A timer that is set and
    /// not waited for stays a hidden message (docs/decisions/0015-long-waits.md).
    /// </summary>
    public static TimeSpan LongestTimer { get; } = TimeSpan.FromHours(1);

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 4,
        firstRetryInterval: TimeSpan.FromSeconds(5),
        backoffCoefficient: 3,
        maxRetryInterval: TimeSpan.FromMinutes(1)));

    /// <summary>Runs one turn.</summary>
    [Function(nameof(JourneyOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        JourneyRef journey = new(context.InstanceId);

        // Before the activity, so that a change while it runs is heard.
        Task changed = context.WaitForExternalEvent<JourneyChanged>(nameof(JourneyChanged));
        JourneyProgress? progress = await AdvanceAsync(context, journey);
        if (progress is { WakeAt: null } && !changed.IsCompleted)
        {
            // An event to an instance that is ending goes nowhere: it looks once more before it ends.
            progress = await AdvanceAsync(context, journey);
            if (progress is { WakeAt: null } && !changed.IsCompleted)
            {
                return;
            }
        }

        await WaitAsync(context, changed, progress);

        // However many came, one look answers them all. What comes from here on is kept for the next turn.
        while (changed.IsCompleted)
        {
            changed = context.WaitForExternalEvent<JourneyChanged>(nameof(JourneyChanged));
        }

        context.ContinueAsNew(journey, preserveUnprocessedEvents: true);
    }

    // Null when it could not be done for now: the instance waits, and the sweep comes by.
    private static async Task<JourneyProgress?> AdvanceAsync(TaskOrchestrationContext context, JourneyRef journey)
    {
        try
        {
            JourneyProgress progress = await context.CallActivityAsync<JourneyProgress>(nameof(AdvanceJourney), journey, Retry);
            context.SetCustomStatus(progress);
            return progress;
        }
        catch (TaskFailedException)
        {
            context.CreateReplaySafeLogger(nameof(JourneyOrchestrator)).AdvanceFailed(context.InstanceId);
            return null;
        }
    }

    private static async Task WaitAsync(TaskOrchestrationContext context, Task changed, JourneyProgress? progress)
    {
        if (changed.IsCompleted)
        {
            return;
        }

        if (progress?.WakeAt?.UtcDateTime is not { } wakeAt || wakeAt - context.CurrentUtcDateTime > LongestTimer)
        {
            await changed;
            return;
        }

        using CancellationTokenSource heard = new();
        await Task.WhenAny(changed, context.CreateTimer(wakeAt, heard.Token));
        heard.Cancel();
    }
}
