using FitPipeline.Functions.Durable;
using FitPipeline.Pathway.Identity;
using FitPipeline.PortContracts;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Functions.Tests;

/// <summary>The orchestrator on the durable engine itself, with the app's own serialiser and the client of the engine.</summary>
public sealed class EngineTests : IAsyncLifetime
{
    private static readonly JourneyId Id = JourneyId.For(Walk.Practice, "GP-1");
    private static readonly JourneyProgress Closed = new("Closed", null);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private DurableTaskTestHost _engine = null!;
    private Func<int, Task<JourneyProgress>> _advance = _ => Task.FromResult(Closed);
    private Func<TaskOrchestrationContext, Task> _kitJourney = KitJourney.RunAsync;
    private int _ran;

    private static JourneyProgress FarOff => new("KitPosted", DateTimeOffset.UtcNow.AddDays(7));

    private DurableTaskClient Client => _engine.Client;

    public async Task InitializeAsync() => _engine = await DurableTaskTestHost.StartAsync(
        tasks =>
        {
            tasks.AddOrchestratorFunc(nameof(JourneyOrchestrator), JourneyOrchestrator.RunAsync);
            tasks.AddOrchestratorFunc(nameof(KitJourney), context => _kitJourney(context));
            tasks.AddActivityFunc<JourneyRef, JourneyProgress>(nameof(AdvanceJourney), (_, journey) =>
            {
                Assert.Equal(Id.Value, journey.JourneyId);
                return _advance(Interlocked.Increment(ref _ran));
            });
        },
        new DurableTaskTestHostOptions
        {
            ConfigureServices = services => services.PostConfigureAll<DurableTaskWorkerOptions>(worker => worker.DataConverter = new Converter()),
        });

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Given_a_start_and_an_event_at_once_when_the_first_turn_is_slow_then_the_event_is_heard_and_the_status_says_what_it_waits_for()
    {
        TaskCompletionSource raised = new();
        _advance = async run =>
        {
            await raised.Task;
            return run == 1 ? Closed : FarOff;
        };
        await StartAsync();
        await RaiseAsync();
        raised.SetResult();
        await UntilAsync(() => _ran == 2);
        OrchestrationMetadata waiting = await StatusAsync(OrchestrationRuntimeStatus.Running, "KitPosted");
        Assert.DoesNotContain(Id.Value, waiting.SerializedCustomStatus, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_many_events_at_once_when_they_arrive_then_few_turns_answer_them_and_the_last_is_seen()
    {
        const int most = 200;
        int changes = 0;
        int seen = 0;
        TaskCompletionSource raised = new();
        _advance = async run =>
        {
            int now = Volatile.Read(ref changes);
            if (run == 1)
            {
                await raised.Task;
            }

            Volatile.Write(ref seen, now);
            return FarOff;
        };
        await StartAsync();
        for (int i = 0; i < most; i++)
        {
            Interlocked.Increment(ref changes);
            await RaiseAsync();
        }

        raised.SetResult();
        await UntilAsync(() => Volatile.Read(ref seen) == most);
        Assert.InRange(_ran, 2, 10);
    }

    [Fact]
    public async Task Given_an_event_that_comes_while_the_closing_turn_runs_when_it_is_over_then_the_journey_was_looked_at_again()
    {
        _advance = async run =>
        {
            if (run == 2)
            {
                await RaiseAsync();
                await Task.Delay(500);
            }

            return Closed;
        };
        await StartAsync();
        await StatusAsync(OrchestrationRuntimeStatus.Completed, "Closed");
        Assert.Equal(4, _ran);
    }

    [Fact]
    public async Task Given_a_wake_time_in_the_past_when_the_turn_waits_for_it_then_the_next_turn_comes_at_once_and_then_it_waits()
    {
        _advance = run => Task.FromResult(run == 1 ? new JourneyProgress("KitPosted", DateTimeOffset.UtcNow.AddHours(-1)) : FarOff);
        await StartAsync();
        await UntilAsync(() => _ran == 2);
        await Task.Delay(500);
        Assert.Equal(2, _ran);
    }

    [Fact]
    public async Task Given_an_activity_that_fails_once_when_it_is_tried_again_then_the_instance_goes_on_waiting()
    {
        _advance = run => run == 1 ? throw new TimeoutException("the storage did not answer") : Task.FromResult(FarOff);
        await StartAsync();
        await StatusAsync(OrchestrationRuntimeStatus.Running, "KitPosted");
        Assert.Equal(2, _ran);
    }

    [Fact]
    public async Task Given_a_journey_that_has_ended_when_it_opens_again_then_it_is_started_and_while_it_runs_it_is_never_replaced()
    {
        await StartAsync();
        await StatusAsync(OrchestrationRuntimeStatus.Completed, "Closed");
        _advance = _ => Task.FromResult(FarOff);
        Assert.True(await JourneyNotifier.WakeAsync(Client, Id, default));
        await UntilAsync(() => _ran == 3);
        await StatusAsync(OrchestrationRuntimeStatus.Running, "KitPosted");

        Assert.False(await JourneyNotifier.StartAsync(Client, Id, default));
        Assert.False(await JourneyNotifier.WakeAsync(Client, Id, default));
        await UntilAsync(() => _ran == 4);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await Client.GetInstanceAsync(Id.Value, default))!.RuntimeStatus);
    }

    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Completed)]
    [InlineData(true, OrchestrationRuntimeStatus.Failed)]
    public async Task Given_an_orchestration_of_the_last_release_when_today_s_code_hears_of_a_change_then_it_ends_and_the_next_wake_starts_the_journey_anew(
        bool decided, OrchestrationRuntimeStatus ends)
    {
        _advance = _ => Task.FromResult(FarOff);
        _kitJourney = async context =>
        {
            if (decided)
            {
                await context.CallActivityAsync<JourneyProgress>(nameof(AdvanceJourney), new JourneyRef(context.InstanceId));
            }

            await context.WaitForExternalEvent<object>("Nudge");
        };
        await Client.ScheduleNewOrchestrationInstanceAsync(nameof(KitJourney), null, new StartOrchestrationOptions(Id.Value));
        await UntilAsync(() => _ran == (decided ? 1 : 0));
        await StatusAsync(OrchestrationRuntimeStatus.Running, null);

        // The release.
        _kitJourney = KitJourney.RunAsync;
        Assert.False(await JourneyNotifier.WakeAsync(Client, Id, default));
        await StatusAsync(ends, null);
        Assert.True(await JourneyNotifier.WakeAsync(Client, Id, default));
        Assert.Equal(nameof(JourneyOrchestrator), (await StatusAsync(OrchestrationRuntimeStatus.Running, "KitPosted")).Name);
    }

    private Task<bool> StartAsync() => JourneyNotifier.StartAsync(Client, Id, default);

    private Task RaiseAsync() => Client.RaiseEventAsync(Id.Value, nameof(JourneyChanged), new JourneyChanged());

    private async Task<OrchestrationMetadata> StatusAsync(OrchestrationRuntimeStatus status, string? state)
    {
        OrchestrationMetadata? instance = null;
        await UntilAsync(
            async () =>
            {
                instance = await Client.GetInstanceAsync(Id.Value, true, default);
                return instance?.RuntimeStatus == status
                    && (state is null || instance.SerializedCustomStatus?.Contains($"\"state\":\"{state}\"", StringComparison.Ordinal) is true);
            },
            () => $"{instance?.Name} {instance?.RuntimeStatus} {instance?.SerializedCustomStatus} {instance?.FailureDetails?.ErrorMessage}");
        return instance!;
    }

    private Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()), () => $"{_ran} turns");

    private static async Task UntilAsync(Func<Task<bool>> condition, Func<string> instead)
    {
        DateTime end = DateTime.UtcNow + Soon;
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < end, instead());
            await Task.Delay(20);
        }
    }

    /// <summary>Writes and reads as the worker does.</summary>
    private sealed class Converter : DataConverter
    {
        public override string? Serialize(object? value) => value is null ? null : Wire.Write(value);

        public override object? Deserialize(string? data, Type targetType)
        {
            if (data is null)
            {
                return null;
            }

            using MemoryStream stream = new(System.Text.Encoding.UTF8.GetBytes(data));
            return EnvelopeJson.Serializer.Deserialize(stream, targetType, default);
        }
    }
}
