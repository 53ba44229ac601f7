using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FitPipeline.Functions.Durable;

/// <summary>
/// The orchestration of the releases before <see cref="JourneyOrchestrator"/>, kept under its name so that those still
/// waiting come to an end at whatever next reaches them: an event, a timer, an activity's answer. One that has only waited
/// completes; one whose history holds a decision fails, because this code decides nothing. Either way nothing is lost,
/// since the journey is in the tables, and the next change or sweep starts it anew as a <see cref="JourneyOrchestrator"/>
/// (docs/change-in-flight.md).
/// </summary>
public sealed class KitJourney
{
    /// <summary>Ends at once.</summary>
    [Function(nameof(KitJourney))]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => Task.CompletedTask;
}
