using FitPipeline.Functions.Durable;
using FitPipeline.PortContracts;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// The orchestrator where no real engine can be stopped: replayed from every prefix of a history, killed before every
/// answer, and in virtual time. What it does on a real engine is in <see cref="EngineTests"/>.
/// </summary>
public sealed class OrchestratorTests
{
    private const string Id = "j-0000000000000000000000000a";

    private readonly ManualTime _time = new(Walk.Begins);
    private readonly DurableHost _host;
    private readonly Queue<JourneyProgress> _answers = new();
    private int _failures;
    private int _ran;

    public OrchestratorTests() => _host = new DurableHost(JourneyOrchestrator.RunAsync, ActAsync, _time);

    private Instance Instance => _host.Instances[Id];

    [Fact]
    public async Task Given_a_due_time_within_the_hour_when_it_comes_then_the_journey_is_advanced_again()
    {
        _answers.Enqueue(Waits(30));
        _answers.Enqueue(Waits(60 * 24 * 42));
        await StartAsync();
        Assert.Equal(Walk.Begins.AddMinutes(30), Assert.Single(Instance.Decisions.OfType<Decided.Timer>()).At);
        await _host.MoveToAsync(Walk.Begins.AddMinutes(30));
        Assert.Equal(2, _ran);
    }

    [Fact]
    public async Task Given_a_due_time_further_off_than_a_timer_reaches_when_it_waits_then_it_sets_none_and_an_event_wakes_it()
    {
        _answers.Enqueue(Waits(60 * 24 * 42));
        await StartAsync();
        await _host.MoveToAsync(Walk.Begins.AddDays(42));
        Assert.Empty(Instance.Decisions.OfType<Decided.Timer>());
        Assert.Equal(1, _ran);

        await RaiseAsync();
        Assert.Equal(3, _ran);
        Assert.True(Instance.HasEnded);
    }

    [Fact]
    public async Task Given_an_event_and_a_due_time_at_one_moment_when_both_are_there_then_the_journey_is_advanced()
    {
        _answers.Enqueue(Waits(30));
        _answers.Enqueue(Waits(60 * 24));
        await StartAsync();
        _time.MoveTo(Walk.Begins.AddMinutes(30));
        _host.Raise(Id, nameof(JourneyChanged), new JourneyChanged());
        await _host.RunAsync();
        Assert.Equal(2, _ran);
        Assert.False(Instance.IsOver);
    }

    [Fact]
    public async Task Given_an_activity_that_fails_every_time_when_its_attempts_are_spent_then_the_instance_waits_and_an_event_wakes_it()
    {
        _failures = 4;
        await StartAsync();
        await _host.MoveToAsync(Walk.Begins.AddDays(1));
        Assert.Equal(4, _ran);
        Assert.False(Instance.IsOver);

        await RaiseAsync();
        Assert.True(Instance.HasEnded);
    }

    [Fact]
    public async Task Given_any_prefix_of_a_history_when_it_is_replayed_then_the_decisions_are_the_same_and_nothing_is_logged_twice()
    {
        await LiveAsync();
        int turns = 0;
        for (Instance? lived = Instance; lived is not null; lived = lived.Earlier)
        {
            turns++;
            for (int length = 1; length <= lived.History.Count; length++)
            {
                Replayed replayed = Replay.Run(JourneyOrchestrator.RunAsync, Id, [.. lived.History.Take(length)], length);
                Assert.Equal(lived.Decisions.Take(replayed.Decisions.Count), replayed.Decisions);
                Assert.Equal(0, replayed.Logged);
            }

            Assert.Equal(lived.Decisions, Replay.Run(JourneyOrchestrator.RunAsync, Id, lived.History, lived.History.Count).Decisions);
        }

        Assert.Equal(4, turns);
    }

    [Fact]
    public async Task Given_a_worker_killed_before_every_answer_when_it_comes_back_then_the_journey_ends_as_it_would_have()
    {
        HashSet<(int, DateTimeOffset)> died = [];
        _host.DiesBeforeAnswer = order => died.Add((order.Id, Instance.History[0].At));
        await LiveAsync();
        Assert.True(Instance.HasEnded);
        Assert.True(died.Count >= 4, $"{died.Count} deaths");
    }

    // An activity that fails, a timer that fires, a timer that an event overtakes, an event that comes while the closing turn runs, an end.
    private async Task LiveAsync()
    {
        _failures = 1;
        foreach (JourneyProgress answer in (JourneyProgress[])[Waits(30), Waits(90), Waits(90), Waits(120)])
        {
            _answers.Enqueue(answer);
        }

        await StartAsync();
        await _host.MoveToAsync(Walk.Begins.AddMinutes(31));
        await RaiseAsync();
        _answers.Clear();
        await RaiseAsync();
        Assert.True(Instance.HasEnded);
    }

    private static JourneyProgress Waits(int minutes) => new("KitPosted", Walk.Begins.AddMinutes(minutes));

    private Task StartAsync()
    {
        _host.Start(Id, new JourneyRef(Id));
        return _host.RunAsync();
    }

    private Task RaiseAsync()
    {
        _host.Raise(Id, nameof(JourneyChanged), new JourneyChanged());
        return _host.RunAsync();
    }

    // Without another answer the journey has ended.
    private Task<string> ActAsync(string name, string input)
    {
        Assert.Equal(nameof(AdvanceJourney), name);
        Assert.Equal(new JourneyRef(Id), Wire.Read<JourneyRef>(input));
        _ran++;
        return _failures-- > 0
            ? throw new TimeoutException("the storage did not answer")
            : Task.FromResult(Wire.Write(_answers.TryDequeue(out JourneyProgress? answer) ? answer : new JourneyProgress("Closed", null)));
    }
}
