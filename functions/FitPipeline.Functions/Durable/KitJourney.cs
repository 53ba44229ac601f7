using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FitPipeline.Functions.Durable;

/// <summary>
/// One journey's orchestration; its instance id is the journey's. It has done what whoever moved the journey could not do
/// at once, waits for a nudge or the due time, has the due time applied, and begins again; it ends with the journey. It
/// holds no rule and nothing about the patient, so the rules may change while it waits, and a lost one is started anew
/// from the tables.
/// </summary>
public sealed class KitJourney
{
    /// <summary>The event that says the journey moved, and nothing more.</summary>
    public const string Nudge = "Nudge";

    /// <summary>
    /// A due time further off has no timer: the sweep wakes the journey, within five minutes of it. A timer that is set and
    /// not waited for costs as much as one that is, and most due times are days off and never come
    /// (docs/decisions/0015-long-waits.md).
    /// </summary>
    public static TimeSpan LongestTimer { get; } = TimeSpan.FromHours(1);

    // As orchestrations under way have lived it.
    private const string First = "1.0";
    private static readonly TimeSpan LongestTimerOfFirst = TimeSpan.FromDays(3);

    private static readonly TimeSpan NotAgainFor = TimeSpan.FromMinutes(1);

    // What each adds to the history at most: its own events, and the two that open and close an episode. At this many
    // history begins anew, so that with the work of one more turn it stays under 150.
    private const int MostEvents = 100;
    private const int EventsOfActivity = 4;
    private const int EventsOfFailure = 30;
    private const int EventsOfNudge = 3;
    private const int EventsOfWait = 4;

    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 4,
        firstRetryInterval: TimeSpan.FromSeconds(5),
        backoffCoefficient: 3,
        maxRetryInterval: TimeSpan.FromMinutes(1)));

    /// <summary>Runs it.</summary>
    [Function(nameof(KitJourney))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Task<JourneyNews> nudge = context.WaitForExternalEvent<JourneyNews>(Nudge);
        JourneyOrder order = new(context.InstanceId);
        JourneyWaits? waits = Told(context.GetInput<JourneyNews>());
        DateTimeOffset? asked = null;
        int events = 2;
        while (true)
        {
            if (waits is null)
            {
                waits = await AskAsync(context, nameof(CarryOut), order);
                events += waits is null ? EventsOfFailure : EventsOfActivity;
            }

            // What failed is given to the activity of its own kind, which tries again by itself.
            bool[] done = await Task.WhenAll((waits?.Undone ?? []).Select(kind => TryAsync(context, kind, order)));
            events += done.Sum(ok => ok ? EventsOfActivity : EventsOfFailure);
            bool nudged = false;
            if (!nudge.IsCompleted)
            {
                if (waits is { WakeAt: null })
                {
                    return;
                }

                if (events >= MostEvents)
                {
                    context.ContinueAsNew(new JourneyNews(order.JourneyId, waits is not null, waits?.WakeAt), preserveUnprocessedEvents: true);
                    return;
                }

                events += EventsOfWait;
                nudged = !await SleepAsync(context, nudge, WakeTime(context, waits?.WakeAt, asked));
                if (!nudged)
                {
                    asked = waits?.WakeAt;
                    waits = await AskAsync(context, nameof(DeadlineElapsed), order);
                    events += waits is null ? EventsOfFailure : EventsOfActivity;
                }
            }

            JourneyNews? news = null;
            int heard = 0;
            while (nudge.IsCompleted)
            {
                news = await nudge;
                heard++;
                events += EventsOfNudge;
                nudge = context.WaitForExternalEvent<JourneyNews>(Nudge);
            }

            // One is taken at its word. Of several, or of one that came while something else was answered, nobody knows which
            // is the newest: then the tables are asked.
            waits = heard == 0 ? waits : nudged && heard == 1 ? Told(news) : null;
        }
    }

    // Null when the orchestration must see for itself.
    private static JourneyWaits? Told(JourneyNews? news) => news is { IsDone: true } ? new JourneyWaits(news.WakeAt, []) : null;

    // A due time that was not yet due to the clock of whoever was asked, or that changed nothing, must not become a spin;
    // nor must a store that does not answer.
    private static DateTimeOffset WakeTime(TaskOrchestrationContext context, DateTimeOffset? wakeAt, DateTimeOffset? asked)
    {
        DateTimeOffset soon = Now(context) + NotAgainFor;
        return wakeAt is { } time && (time != asked || time > soon) ? time : soon;
    }

    /// <summary>Waits for a nudge or the time.</summary>
    /// <returns>True when the time has come; false when a nudge was first.</returns>
    private static async Task<bool> SleepAsync(TaskOrchestrationContext context, Task nudge, DateTimeOffset until)
    {
        TimeSpan wait = until - Now(context);
        if (wait <= TimeSpan.Zero)
        {
            return true;
        }

        if (wait > (context.Version == First ? LongestTimerOfFirst : LongestTimer))
        {
            await nudge;
            return false;
        }

        using CancellationTokenSource settled = new();
        Task timer = context.CreateTimer(until.UtcDateTime, settled.Token);
        if (await Task.WhenAny(nudge, timer) == timer)
        {
            return true;
        }

        settled.Cancel();
        return false;
    }

    private static async Task<JourneyWaits?> AskAsync(TaskOrchestrationContext context, string activity, JourneyOrder order)
    {
        try
        {
            return await context.CallActivityAsync<JourneyWaits>(activity, order, Retry);
        }
        catch (TaskFailedException)
        {
            LogLeft(context, activity);
            return null;
        }
    }

    private static async Task<bool> TryAsync(TaskOrchestrationContext context, string activity, JourneyOrder order)
    {
        try
        {
            await context.CallActivityAsync(activity, order, Retry);
            return true;
        }
        catch (TaskFailedException)
        {
            LogLeft(context, activity);
            return false;
        }
    }

    // What could not be done for now is still in the tables; the sweep takes it up again, and counts.
    private static void LogLeft(TaskOrchestrationContext context, string activity) =>
        context.CreateReplaySafeLogger(nameof(KitJourney)).EffectsLeft(activity, context.InstanceId);

    private static DateTimeOffset Now(TaskOrchestrationContext context) => new(context.CurrentUtcDateTime, TimeSpan.Zero);
}
