using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.People;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Messages;
using FitPipeline.Functions.Tables;
using FitPipeline.Functions.Timers;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.PortContracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Functions.Tests;

/// <summary>Events that are lost, doubled, early, late or for nobody: nothing is lost and nothing doubled.</summary>
public sealed class NudgeFaultTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Given_a_host_that_loses_every_event_when_the_due_time_comes_then_the_sweep_wakes_the_journey_all_the_same()
    {
        JourneyId id = await _world.ReferAsync(1);
        _world.Client.Loses = _ => true;
        await _world.PostAsync(id, 1);
        Assert.NotEmpty(await _world.UndoneAsync(id));
        await _world.PassAsync(TimeSpan.FromDays(8));

        _world.Client.Loses = _ => false;
        await _world.PassAsync(TimeSpan.FromHours(6));
        Assert.Contains(await _world.TextsAsync(id), text => text.Template is MessageTemplate.PostYourKit);
        Assert.Equal(2, (await _world.TextsAsync(id)).Count);
    }

    [Fact]
    public async Task Given_an_effect_that_fails_when_the_others_are_done_then_it_is_tried_again_by_itself_and_a_person_is_asked_in_the_end()
    {
        bool down = true;
        using World world = new(alter: services => services.AddSingleton<IOutgoing>(provider => new Unreliable(
            new KeptOutgoing(provider.GetRequiredService<DataTables>()), () => down ? throw new TimeoutException("no answer from 999 123 4567") : 0)));
        JourneyId id = await world.ReferAsync(1);
        IReadOnlyList<PendingEffect> undone = await world.UndoneAsync(id);
        Assert.Equal([1, 1], undone.Select(effect => effect.Attempts));
        await world.Engine.MoveToAsync(world.Time.Now.AddMinutes(2));
        Assert.All(await world.UndoneAsync(id), effect => Assert.InRange(effect.Attempts, 2, 8));

        await world.Engine.MoveToAsync(world.Time.Now.AddHours(5));
        Assert.Contains(
            (await world.Get<IWorklist>().ListAsync(new WorklistQuery(null, null, null, null, 200), default)).Items,
            item => item.ItemId == "effect/" + undone[0].Id);
        down = false;
        await world.Engine.MoveToAsync(world.Time.Now.AddMinutes(16));
        Assert.Empty(await world.UndoneAsync(id));
        Assert.DoesNotContain(world.Logs.Lines, line => line.Contains("999 123", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_due_time_that_changes_nothing_when_the_journey_is_advanced_then_it_is_looked_at_again_a_minute_later_and_not_at_once()
    {
        JourneyId id = await _world.ReferAsync(1);

        // Under the name that the due time's own event will have.
        await _world.ApplyAsync(id, "due/2", new PathwayEvent.KitPosted(Walk.Kit(1), "LOT-A", null, _world.Time.Now), Actor.KitDesk);
        _world.Time.MoveTo(_world.Time.Now.AddDays(10));
        JourneyProgress progress = await _world.Function<AdvanceJourney>().RunAsync(new JourneyRef(id.Value), _world.Client, default);
        Assert.Equal("KitPosted", progress.State);
        Assert.InRange(progress.WakeAt!.Value, _world.Time.Now.AddSeconds(59), _world.Time.Now.AddSeconds(61));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    public async Task Given_an_orchestration_that_stopped_though_its_journey_is_open_when_the_sweep_comes_by_then_it_is_started_anew(OrchestrationRuntimeStatus how)
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        _world.Engine.Instances[id.Value].Stopped = how;
        await _world.PassAsync(TimeSpan.FromDays(8));
        Assert.Null(_world.Engine.Instances[id.Value].Stopped);
        Assert.Contains(await _world.TextsAsync(id), text => text.Template is MessageTemplate.PostYourKit);
        Assert.Empty(await _world.UndoneAsync(id));
    }

    [Fact]
    public async Task Given_a_task_hub_that_is_lost_at_noon_when_Reconcile_is_started_by_hand_then_the_open_journey_has_an_orchestration_again()
    {
        JourneyId id = await _world.ReferAsync(1);
        _world.Time.MoveTo(new DateTimeOffset(2026, 1, 13, 12, 0, 0, TimeSpan.Zero));
        _world.Engine.LoseTheHub();
        await _world.Function<FitPipeline.Functions.Timers.Reconcile>().RunAsync(new TimerInfo(), _world.Client, default);
        Assert.False(_world.Engine.Instances[id.Value].IsOver);
    }

    [Fact]
    public async Task Given_a_journey_that_no_event_reaches_when_the_sweep_has_been_by_then_it_stands_behind_those_not_reached_and_nowhere_else()
    {
        JourneyId id = await _world.ReferAsync(1);
        _world.Client.Loses = _ => true;
        await _world.PostAsync(id, 1);
        await _world.PassAsync(TimeSpan.FromHours(6));
        Azure.Data.Tables.TableEntity[] due = await _world.Tables.WakeUpIndex.QueryAsync<Azure.Data.Tables.TableEntity>(
            entry => string.Compare(entry.RowKey, _world.Time.Now.AddHours(1).ToString("yyyyMMddHHmm", System.Globalization.CultureInfo.InvariantCulture)) < 0).ToArrayAsync();
        Assert.Single(due, entry => entry.RowKey.Contains(id.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_commit_after_which_the_process_dies_when_the_sweep_comes_by_then_the_journey_is_started_and_its_effects_are_done()
    {
        JourneyId id = JourneyId.For(Walk.Practice, "GP-1");
        await _world.Get<IPatientRegister>().AddAsync(TestPeople.Of("GP-1"), default);
        await _world.Get<JourneyEngine>().StartAsync(
            new PathwayEvent.ReferralReceived(id, Walk.Practice, Walk.Plain, true, _world.Time.Now), default);
        Assert.Empty(_world.Engine.Instances);

        await _world.PassAsync(TimeSpan.FromHours(6));
        Assert.Empty(await _world.UndoneAsync(id));
        Assert.False(_world.Engine.Instances[id.Value].IsOver);
        Assert.Single((await _world.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items);
    }

    [Fact]
    public async Task Given_events_that_arrive_three_times_when_they_are_done_then_every_effect_was_done_once()
    {
        _world.Client.Copies = 3;
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        await _world.ReceiveAsync(1);
        await _world.PassAsync(TimeSpan.FromHours(6));
        Assert.Equal(2, (await _world.TextsAsync(id)).Count);
        Assert.Single((await _world.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items);
        Assert.Equal(_world.Network.Calls.Count, _world.Network.Sent);
    }

    [Fact]
    public async Task Given_every_activity_done_twice_when_the_worker_dies_before_its_answer_then_every_effect_was_done_once()
    {
        HashSet<(string, int)> died = [];
        _world.Engine.DiesBeforeAnswer = order => died.Add((order.Name, order.Id));
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        await _world.PassAsync(TimeSpan.FromDays(8));
        Assert.NotEmpty(died);
        Assert.Equal(2, (await _world.TextsAsync(id)).Count);
        Assert.Single((await _world.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(23)]
    public async Task Given_the_task_hub_is_lost_when_Reconcile_is_started_by_hand_at_any_hour_then_it_is_rebuilt_then(int hour)
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        DateTimeOffset at = new(_world.Time.Now.AddDays(1).Date.AddHours(hour), TimeSpan.Zero);
        await _world.PassAsync(at - _world.Time.Now);

        _world.Engine.LoseTheHub();
        Functions.Timers.Reconcile byHand = new(_world.Get<Reconciliation>(), _world.Get<JourneyNotifier>());
        await byHand.RunAsync(new TimerInfo { IsPastDue = false }, _world.Client, default);
        await _world.Engine.RunAsync();

        Assert.Equal([id.Value], _world.Engine.Instances.Keys);
    }

    [Fact]
    public async Task Given_the_task_hub_is_lost_when_it_is_reconciled_then_every_open_journey_goes_on()
    {
        JourneyId open = await _world.ReferAsync(1);
        await _world.PostAsync(open, 1);
        JourneyId other = await _world.ReferAsync(2);
        JourneyId closed = await _world.ReferAsync(3);
        await _world.ApplyAsync(closed, "gone", new PathwayEvent.DecisionMade(ClinicalDecision.Withdraw, Actor.Gp, _world.Time.Now), Actor.Gp);
        await _world.PassAsync(TimeSpan.FromHours(6));

        _world.Engine.LoseTheHub();
        await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        await _world.Engine.RunAsync();
        Assert.Equal(new HashSet<string> { open.Value, other.Value }, _world.Engine.Instances.Keys.ToHashSet());

        await _world.PassAsync(TimeSpan.FromDays(8));
        Assert.Contains(await _world.TextsAsync(open), text => text.Template is MessageTemplate.PostYourKit);
    }

    [Fact]
    public async Task Given_the_news_of_an_end_that_is_lost_when_it_is_reconciled_then_the_orchestration_ends_too()
    {
        JourneyId id = await _world.ReferAsync(1);
        _world.Client.Loses = _ => true;
        await _world.ApplyAsync(id, "gone", new PathwayEvent.DecisionMade(ClinicalDecision.Withdraw, Actor.Gp, _world.Time.Now), Actor.Gp);
        Assert.False(_world.Engine.Instances[id.Value].HasEnded);

        _world.Client.Loses = _ => false;
        await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        await _world.Engine.RunAsync();
        Assert.True(_world.Engine.Instances[id.Value].HasEnded);
    }

    [Fact]
    public async Task Given_news_for_a_journey_that_has_ended_when_it_arrives_then_a_person_hears_of_it_all_the_same()
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        await _world.ApplyAsync(id, "gone", new PathwayEvent.DecisionMade(ClinicalDecision.Withdraw, Actor.Gp, _world.Time.Now), Actor.Gp);
        await _world.PassAsync(TimeSpan.FromHours(6));
        Assert.True(_world.Engine.Instances[id.Value].HasEnded);

        // The event goes to an orchestration that is over, and nowhere else.
        await _world.AnnounceAsync(await _world.HandInAsync(1, "120"));
        await _world.PassAsync(TimeSpan.FromHours(6));
        Assert.Empty(await _world.UndoneAsync(id));
        Assert.Contains(
            (await _world.Get<IWorklist>().ListAsync(new WorklistQuery(null, null, null, null, 200), default)).Items,
            item => item.Journey == id || item.ItemId.StartsWith("q-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_an_orchestration_that_nobody_started_when_an_event_is_raised_then_nothing_breaks()
    {
        await _world.Client.RaiseEventAsync("j-00000000000000000000000000", nameof(JourneyChanged), new JourneyChanged());
        Assert.Null(await _world.Client.GetInstanceAsync("j-00000000000000000000000000", CancellationToken.None));
    }

    [Fact]
    public async Task Given_two_who_start_one_journey_at_once_when_both_are_through_then_there_is_one_orchestration_and_one_kit()
    {
        await Task.WhenAll(_world.ReferAsync(1), _world.ReferAsync(1));
        Assert.Single(_world.Engine.Instances);
        Assert.Single((await _world.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items);
    }

    [Fact]
    public async Task Given_a_month_without_a_host_when_it_is_back_then_each_step_is_taken_and_no_text_leaves_at_night()
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        await _world.PassAsync(TimeSpan.FromHours(6));
        _world.Engine.LoseTheHub();

        // Back at three in the morning, 40 days later.
        _world.Time.MoveTo(new DateTimeOffset(2026, 2, 21, 3, 0, 0, TimeSpan.Zero));
        int before = _world.Network.Calls.Count;
        await _world.SweepAsync();
        await _world.SweepAsync();
        Assert.Equal(before, _world.Network.Calls.Count);
        await _world.PassAsync(TimeSpan.FromDays(2));
        Assert.NotEqual(typeof(JourneyState.KitPosted), (await _world.JourneyAsync(id)).State.GetType());
        Assert.Empty(await _world.UndoneAsync(id));
    }

    /// <summary>A way out that fails when it is told to.</summary>
    private sealed class Unreliable(IOutgoing way, Func<int> fail) : IOutgoing
    {
        public async Task SendAsync(OutgoingMessage message, CancellationToken cancel)
        {
            fail();
            await way.SendAsync(message, cancel);
        }
    }
}
