using FitPipeline.Functions.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Tests;

/// <summary>The client of the tests' engine. It can lose events, as the real one has been seen to do.</summary>
internal sealed class DurableClient(DurableHost host) : DurableTaskClient("tests")
{
    /// <summary>Whether an event gets lost on its way.</summary>
    internal Func<string, bool> Loses { get; set; } = _ => false;

    /// <summary>How often an event arrives that does.</summary>
    internal int Copies { get; set; } = 1;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        Assert.Equal(nameof(KitJourney), orchestratorName.Name);
        string id = options!.InstanceId!;
        if (!host.TryStart(id, input))
        {
            throw new OrchestrationAlreadyExistsException();
        }
        return Task.FromResult(id);
    }

    /// <summary>What it was asked to purge.</summary>
    internal List<PurgeInstancesFilter> Purges { get; } = [];

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Purges.Add(filter);
        return Task.FromResult(new PurgeResult(Purges.Count));
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        for (int copy = 0; copy < Copies && !Loses(instanceId); copy++)
        {
            host.Raise(instanceId, eventName, eventPayload);
        }

        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(host.Instances.TryGetValue(instanceId, out Instance? instance) ? Of(instanceId, instance) : null);

    public override Microsoft.DurableTask.AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new Everything([.. host.Instances.Select(instance => Of(instance.Key, instance.Value))
            .Where(instance => filter?.Statuses?.Contains(instance.RuntimeStatus) is not false)]);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static OrchestrationMetadata Of(string id, Instance instance) => new(nameof(KitJourney), id)
    {
        RuntimeStatus = instance.HasEnded ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Running,
    };

    private sealed class Everything(IReadOnlyList<OrchestrationMetadata> instances) : Microsoft.DurableTask.AsyncPageable<OrchestrationMetadata>
    {
        public override async IAsyncEnumerable<Microsoft.DurableTask.Page<OrchestrationMetadata>> AsPages(
            string? continuationToken = null, int? pageSizeHint = null)
        {
            await Task.CompletedTask;
            yield return new Microsoft.DurableTask.Page<OrchestrationMetadata>(instances);
        }
    }

    /// <summary>Named as the engine's own, by whose name it is known.</summary>
    private sealed class OrchestrationAlreadyExistsException : Exception;
}
