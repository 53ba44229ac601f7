using FitPipeline.Functions.Durable;
using FitPipeline.PortContracts;

namespace FitPipeline.Functions.Tests;

/// <summary>The orchestrator alone, against a history: what it decides, and that it decides the same each time.</summary>
public sealed class OrchestratorTests
{
    private const string Id = "j-0000000000000000000000000a";

    private readonly ManualTime _time = new(Walk.Begins);
    private readonly List<string> _ran = [];
    private readonly DurableHost _host;
    private readonly List<string> _failing = [];
    private DateTimeOffset? _wakeAt = Walk.Begins.AddMinutes(30);
    private DateTimeOffset? _then = Walk.Begins.AddDays(30);

    public OrchestratorTests() => _host = new DurableHost(KitJourney.RunAsync, ActAsync, _time);

    private Instance Instance => _host.Instances[Id];

    [Fact]
    public async Task Given_a_referral_when_its_orchestration_starts_then_what_is_to_do_is_done_at_once_and_it_waits()
    {
        await StartAsync();
        Assert.Equal(["CarryOut"], _ran);
        Assert.Equal(Walk.Begins.AddMinutes(30), Assert.Single(Instance.Decisions.OfType<Decided.Timer>()).At);
        Assert.False(Instance.IsOver);
    }

    [Fact]
    public async Task Given_a_waiting_journey_when_it_is_nudged_then_what_is_to_do_is_done_and_it_waits_for_the_new_time()
    {
        await StartAsync();
        _wakeAt = Walk.Begins.AddMinutes(45);
        await NudgeAsync();
        Assert.Equal(["CarryOut", "CarryOut"], _ran);
        Assert.Equal(Walk.Begins.AddMinutes(45), Instance.Decisions.OfType<Decided.Timer>().Last().At);
    }

    [Fact]
    public async Task Given_a_referral_whose_first_try_did_all_when_its_orchestration_starts_then_it_only_waits()
    {
        _host.Start(Id, new JourneyNews(Id, true, Walk.Begins.AddMinutes(40)));
        await _host.RunAsync();
        Assert.Empty(_ran);
        Assert.Equal(Walk.Begins.AddMinutes(40), Assert.Single(Instance.Decisions.OfType<Decided.Timer>()).At);
    }

    [Fact]
    public async Task Given_a_nudge_that_says_all_is_done_when_it_arrives_then_the_journey_waits_for_the_time_it_names_or_ends()
    {
        await StartAsync();
        await NudgeAsync(new JourneyNews(Id, true, Walk.Begins.AddMinutes(50)));
        Assert.Equal(["CarryOut"], _ran);
        Assert.Equal(Walk.Begins.AddMinutes(50), Instance.Decisions.OfType<Decided.Timer>().Last().At);

        await NudgeAsync(new JourneyNews(Id, true, null));
        Assert.Equal(["CarryOut"], _ran);
        Assert.True(Instance.HasEnded);
    }

    [Fact]
    public async Task Given_two_nudges_that_say_all_is_done_when_nobody_knows_which_is_newer_then_the_tables_are_asked()
    {
        await StartAsync();
        _host.Start(Id, new JourneyNews(Id));
        _host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id, true, Walk.Begins.AddMinutes(50)));
        _host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id, true, null));
        await _host.RunAsync();
        Assert.Equal(["CarryOut", "CarryOut", "CarryOut"], _ran);
        Assert.Equal(Walk.Begins.AddMinutes(30), Instance.Decisions.OfType<Decided.Timer>().Last().At);
    }

    [Fact]
    public async Task Given_a_due_time_when_it_comes_then_the_pathway_is_asked_and_what_it_wants_is_done()
    {
        await StartAsync();
        await _host.MoveToAsync(Walk.Begins.AddMinutes(30));
        Assert.Equal(["CarryOut", "DeadlineElapsed"], _ran);
    }

    [Fact]
    public async Task Given_a_due_time_further_off_than_a_timer_reaches_when_it_waits_then_it_sets_none_and_a_nudge_wakes_it()
    {
        _wakeAt = Walk.Begins.AddDays(42);
        _then = null;
        await StartAsync();
        await _host.MoveToAsync(Walk.Begins.AddDays(42));
        Assert.Empty(Instance.Decisions.OfType<Decided.Timer>());
        Assert.Equal(["CarryOut"], _ran);

        await NudgeAsync();
        Assert.Equal(["CarryOut", "CarryOut", "DeadlineElapsed"], _ran);
        Assert.True(Instance.HasEnded);
    }

    [Fact]
    public async Task Given_a_due_time_that_changes_nothing_when_it_has_come_then_the_pathway_is_asked_once_a_minute_and_not_without_end()
    {
        _wakeAt = _then = Walk.Begins.AddHours(1);
        await StartAsync();
        await _host.MoveToAsync(Walk.Begins.AddHours(1).AddMinutes(10));
        Assert.InRange(_ran.Count(name => name == "DeadlineElapsed"), 10, 11);
    }

    [Fact]
    public async Task Given_a_nudge_and_a_due_time_at_one_moment_when_both_are_there_then_neither_is_lost()
    {
        await StartAsync();
        _time.MoveTo(Walk.Begins.AddMinutes(30));
        _host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id));
        await _host.RunAsync();
        Assert.Equal(["CarryOut", "CarryOut", "DeadlineElapsed"], _ran);
    }

    [Fact]
    public async Task Given_many_nudges_at_once_when_they_arrive_then_they_are_one()
    {
        _host.Start(Id, new JourneyNews(Id));
        for (int i = 0; i < 20; i++)
        {
            _host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id));
        }

        await _host.RunAsync();
        Assert.Equal(["CarryOut", "CarryOut"], _ran);
    }

    [Fact]
    public async Task Given_an_effect_that_fails_when_the_rest_is_done_then_the_activity_of_its_kind_tries_it_again_by_itself()
    {
        _failing.AddRange(["SendText", "SendText", "SendText"]);
        await StartAsync();
        await _host.MoveToAsync(Walk.Begins.AddMinutes(5));
        Assert.Equal(["CarryOut", "SendText", "SendText", "SendText"], _ran);
        Assert.Empty(_failing);
        Assert.False(Instance.IsOver);
    }

    [Fact]
    public async Task Given_an_effect_that_keeps_failing_when_its_attempts_are_spent_then_the_journey_goes_on_without_it()
    {
        _failing.AddRange(Enumerable.Repeat("SendText", 50));
        await StartAsync();
        await _host.MoveToAsync(Walk.Begins.AddMinutes(20));
        Assert.Equal(["CarryOut", "SendText", "SendText", "SendText", "SendText"], _ran);
        await _host.MoveToAsync(Walk.Begins.AddMinutes(30));
        Assert.Contains("DeadlineElapsed", _ran);
    }

    [Fact]
    public async Task Given_a_store_that_does_not_answer_when_it_does_again_then_the_journey_goes_on_by_itself()
    {
        _failing.AddRange(Enumerable.Repeat("CarryOut", 4));
        _then = _wakeAt;
        await StartAsync();
        await _host.MoveToAsync(Walk.Begins.AddMinutes(10));
        Assert.Equal(["DeadlineElapsed"], _ran);
        Assert.Equal(Walk.Begins.AddMinutes(30), Instance.Decisions.OfType<Decided.Timer>().Last().At);
    }

    [Fact]
    public async Task Given_a_journey_of_many_steps_when_history_grows_then_it_begins_anew_before_150_events_and_loses_no_nudge()
    {
        _wakeAt = Walk.Begins.AddDays(50);
        await StartAsync();
        for (int step = 0; step < 200; step++)
        {
            int before = _ran.Count;
            await NudgeAsync();
            Assert.InRange(_ran.Count, before + 1, before + 2);
        }

        _wakeAt = null;
        await NudgeAsync();
        Assert.True(Instance.HasEnded);
        for (Instance? one = Instance; one is not null; one = one.Earlier)
        {
            Assert.InRange(Events(one), 1, 150);
        }

        Assert.NotNull(Instance.Earlier);
    }

    [Fact]
    public async Task Given_nudges_that_come_while_it_works_when_it_begins_anew_then_each_is_heard()
    {
        _wakeAt = Walk.Begins.AddDays(50);
        await StartAsync();
        for (int i = 0; i < 100; i++)
        {
            int before = _ran.Count;
            _host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id));
            _host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id));
            await _host.RunAsync();
            Assert.InRange(_ran.Count, before + 1, before + 3);
        }
    }

    [Fact]
    public async Task Given_any_prefix_of_a_history_when_it_is_replayed_then_the_decisions_are_the_same_and_nothing_is_logged_twice()
    {
        Instance lived = await LiveAsync();
        Assert.Contains(lived.History, inbound => inbound is Inbound.Failed);
        Assert.Contains(lived.History, inbound => inbound is Inbound.Fired);
        for (int length = 1; length <= lived.History.Count; length++)
        {
            Replayed replayed = Replay.Run(KitJourney.RunAsync, Id, [.. lived.History.Take(length)], length);
            Assert.Equal(lived.Decisions.Take(replayed.Decisions.Count), replayed.Decisions);
            Assert.Equal(0, replayed.Logged);
        }

        Assert.Equal(lived.Decisions, Replay.Run(KitJourney.RunAsync, Id, lived.History, lived.History.Count).Decisions);
    }

    [Fact]
    public async Task Given_a_worker_killed_before_every_answer_when_it_comes_back_then_the_journey_ends_as_it_would_have()
    {
        Instance lived = await LiveAsync();
        int once = _host.ActivitiesRun;
        HashSet<int> died = [];
        _host.LoseTheHub();
        _host.DiesBeforeAnswer = order => died.Add(order.Id);
        _ran.Clear();
        Instance again = await LiveAsync(failures: false);
        Assert.True(again.HasEnded);
        Assert.Equal(Orders(lived).Distinct(), Orders(again).Distinct());
        Assert.Equal(2 * Orders(again).Count(), _host.ActivitiesRun - once);
    }

    // Every kind of history event once: effects, one that fails, a nudge of each kind, a timer that is cancelled, one that fires, an end.
    private async Task<Instance> LiveAsync(bool failures = true)
    {
        DateTimeOffset begins = _time.Now.AddDays(1);
        _time.MoveTo(begins);
        _failing.AddRange(failures ? ["SendText", "SendText"] : []);
        _wakeAt = begins.AddMinutes(50);
        _then = begins.AddDays(30);
        await StartAsync();
        await _host.MoveToAsync(begins.AddMinutes(5));
        _failing.AddRange(failures ? [] : ["SendText"]);
        await NudgeAsync();
        await _host.MoveToAsync(begins.AddMinutes(51));
        await NudgeAsync(new JourneyNews(Id, true, begins.AddMinutes(90)));
        _wakeAt = null;
        await NudgeAsync();
        Assert.True(Instance.HasEnded);
        return Instance;
    }

    private static IEnumerable<string> Orders(Instance instance) => instance.Decisions.OfType<Decided.Activity>().Select(order => order.Name);

    // As the engine counts: each thing that reaches an instance begins and ends an episode, and each decision is an event.
    private static int Events(Instance instance) => (instance.History.Count * 3) + instance.Decisions.Count;

    private Task StartAsync()
    {
        _host.Start(Id, new JourneyNews(Id));
        return _host.RunAsync();
    }

    private Task NudgeAsync(JourneyNews? news = null)
    {
        _host.Raise(Id, KitJourney.Nudge, news ?? new JourneyNews(Id));
        return _host.RunAsync();
    }

    private Task<string> ActAsync(string name, string input)
    {
        Assert.Equal(new JourneyOrder(Id), Wire.Read<JourneyOrder>(input));
        bool fails = _failing.Remove(name);
        if (fails && name == nameof(CarryOut))
        {
            throw new TimeoutException("the storage did not answer");
        }

        _ran.Add(name);
        if (name == nameof(DeadlineElapsed))
        {
            _wakeAt = _then;
        }

        if (name is nameof(CarryOut) or nameof(DeadlineElapsed))
        {
            return Task.FromResult(Wire.Write(new JourneyWaits(_wakeAt, [.. _failing.Distinct().Where(kind => kind != name)])));
        }

        return fails && _failing.Contains(name) ? throw new TimeoutException("the storage did not answer") : Task.FromResult("null");
    }
}
