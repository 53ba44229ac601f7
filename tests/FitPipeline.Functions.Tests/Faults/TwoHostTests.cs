using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Blobs;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Timers;
using FitPipeline.Intake.Scans;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.PortContracts;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// Two hosts over one account and one task hub, one clock five minutes slow and the other five minutes fast: whatever both
/// do at once, each text leaves once and each due time comes once.
/// </summary>
public sealed class TwoHostTests : IDisposable
{
    private static readonly DateTimeOffset Begins = new(2030, 1, 14, 9, 12, 0, TimeSpan.Zero);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    private readonly World _slow = new(Begins);
    private readonly World _fast;

    public TwoHostTests() => _fast = new World(Begins + Skew, beside: _slow);

    public void Dispose()
    {
        _fast.Dispose();
        _slow.Dispose();
    }

    [Fact]
    public async Task Given_two_hosts_whose_clocks_are_ten_minutes_apart_when_both_do_everything_then_the_journeys_are_those_of_one_host()
    {
        using World alone = new(Begins);
        JourneyId[] ids = new JourneyId[4];
        for (int patient = 1; patient <= ids.Length; patient++)
        {
            ids[patient - 1] = await alone.ReferAsync(patient);
            Assert.All(await Task.WhenAll(_slow.ReferAsync(patient), _fast.ReferAsync(patient)), id => Assert.Equal(ids[patient - 1], id));
            await ScanAsync(alone, ids[patient - 1], patient);
            ScanOutcome[] outcomes = await Task.WhenAll(ScanAsync(_slow, ids[patient - 1], patient), ScanAsync(_fast, ids[patient - 1], patient));
            Assert.Equal([ScanOutcome.Accepted, ScanOutcome.Duplicate], outcomes.Order());
        }

        // Both reminders fall due, and the second time a letter.
        DateTimeOffset end = Begins.AddDays(15);
        await alone.PassAsync(end - alone.Time.Now);
        while (_slow.Time.Now < end)
        {
            await _slow.Engine.MoveToAsync(_slow.Time.Now.AddHours(6));
            _fast.Time.MoveTo(_slow.Time.Now + Skew);
            await Task.WhenAll(Task.Run(() => SweepAsync(_slow)), Task.Run(() => SweepAsync(_fast)));
            await _slow.Engine.RunAsync();
        }

        foreach (JourneyId id in ids)
        {
            Assert.Equal(await LifeAsync(alone, id), await LifeAsync(_slow, id));
            Assert.Empty(await _slow.UndoneAsync(id));
        }

        Assert.Equal(ids.Length * 3, _slow.Network.Sent);
        Assert.Equal(_slow.Network.Sent, _slow.Network.Calls.Count);
        Assert.Equal(ids.Length, (await _slow.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items.Count);
        Assert.Equal(ids.Length, (await _slow.Get<IWorklist>().ListAsync(new WorklistQuery(null, null, null, null, 50), default)).Items.Count);
        Assert.True((await _fast.Get<Reconciliation>().RunAsync(_fast.Client, default)).Sound);
    }

    [Fact]
    public async Task Given_two_hosts_that_both_hold_the_partition_when_they_do_the_same_activities_at_once_then_each_effect_was_done_once()
    {
        JourneyId[] ids = [.. Enumerable.Range(1, 3).Select(patient => JourneyId.For(Walk.Practice, $"GP-{patient}"))];
        for (int patient = 1; patient <= ids.Length; patient++)
        {
            // No line is laid, as when a process dies after its commit.
            await _slow.Get<IPatientRegister>().AddAsync(TestPeople.Of($"GP-{patient}", number: patient, mobile: $"07700900{patient:000}"), default);
            await _slow.Get<JourneyEngine>().StartAsync(
                new PathwayEvent.ReferralReceived(ids[patient - 1], Walk.Practice, Walk.Plain, true, _slow.Time.Now), default);
            await _slow.Get<JourneyEngine>().ApplyAsync(
                ids[patient - 1], $"posted/{patient}", new PathwayEvent.KitPosted(Walk.Kit(patient), "LOT-A", null, _slow.Time.Now), Actor.KitDesk, null, default);
        }

        await BothAsync(ids, (host, order) => host.Function<CarryOut>().RunAsync(order, default));
        Assert.Equal(ids.Length, (await _slow.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items.Count);
        foreach (World host in (World[])[_slow, _fast])
        {
            host.Time.MoveTo(Begins.AddDays(8));
        }

        await BothAsync(ids, (host, order) => host.Function<DeadlineElapsed>().RunAsync(order, default));
        foreach (JourneyId id in ids)
        {
            Assert.Equal(3, (await _slow.Get<IJourneyStore>().EventsAsync(id, default)).Count);
            Assert.Equal(2, (await _slow.TextsAsync(id)).Count);
            Assert.Empty(await _slow.UndoneAsync(id));
        }

        await Task.WhenAll(Task.Run(() => SweepAsync(_slow)), Task.Run(() => SweepAsync(_fast)));
        Assert.Equal(_slow.Network.Sent, _slow.Network.Calls.Count);
    }

    [Fact]
    public async Task Given_a_host_that_stands_still_between_claiming_a_text_and_sending_it_when_it_wakes_then_the_text_left_once()
    {
        JourneyId id = await _slow.ReferAsync(1);
        await _slow.PostAsync(id, 1);
        bool paused = false;
        _slow.Network.Before = async () =>
        {
            if (!paused)
            {
                paused = true;
                _fast.Time.MoveTo(_fast.Time.Now.AddMinutes(30));
                await SweepAsync(_fast);
                await SweepAsync(_fast);
            }
        };
        await SweepAsync(_slow);
        Assert.True(paused);
        Assert.Single(_slow.Network.Calls);
        await SweepAsync(_fast);
        Assert.Single(_slow.Network.Calls);
        Assert.Equal(TextStatus.Sent, Assert.Single(await _slow.TextsAsync(id)).Status);
        Assert.Empty((await _slow.Get<ILetterOutbox>().ListAsync(id, null, 10, default)).Items);
    }

    [Fact]
    public async Task Given_a_file_that_one_host_is_told_of_while_the_other_sweeps_when_both_are_through_then_its_result_is_there_once()
    {
        JourneyId id = await _slow.ReferAsync(1);
        await _slow.PostAsync(id, 1);
        string name = await _slow.HandInAsync(1, "120");
        await Task.WhenAll(
            Task.Run(() => _slow.Function<ReceiveLabFile>().RunAsync(_slow.Inbox.GetBlobClient(name), name, _slow.Client, default)),
            Task.Run(() => SweepAsync(_fast)));
        await _slow.Engine.RunAsync();
        Assert.Single((await _slow.JourneyAsync(id)).Results);
        Assert.Equal(3, (await _slow.Get<IJourneyStore>().EventsAsync(id, default)).Count);
        Assert.Empty(await _slow.Inbox.GetBlobsAsync().ToListAsync());
        Assert.Empty((await _slow.Get<IQuarantine>().OpenAsync(null, 10, default)).Items);
    }

    private static Task SweepAsync(World host) => host.Function<Sweep>().RunAsync(new TimerInfo(), host.Client, default);

    private Task<JourneyWaits[]> BothAsync(JourneyId[] ids, Func<World, JourneyOrder, Task<JourneyWaits>> act) => Task.WhenAll(
        from id in ids
        from host in (World[])[_slow, _fast]
        select Task.Run(() => act(host, new JourneyOrder(id.Value))));

    private static async Task<ScanOutcome> ScanAsync(World host, JourneyId journey, int patient)
    {
        Scan scan = new($"posted-{patient}", ScanKind.Posted, Walk.Kit(patient), journey, Begins, "LOT-A", null, null, null, null);
        using IDisposable line = host.Get<JourneyNudges>().Through(host.Client);
        ScanAnswer answer = Assert.Single(await host.Get<FitPipeline.Application.Kits.ReceiveScans>().RunAsync([new ScanReading.Read(scan)], Actor.KitDesk, default));
        await host.Engine.RunAsync();
        return answer.Outcome;
    }

    // What happened to a journey, in order, and what its patient was told.
    private static async Task<IReadOnlyList<string>> LifeAsync(World host, JourneyId id) =>
    [
        .. (await host.Get<IJourneyStore>().EventsAsync(id, default)).Select(recorded => $"{recorded.Step} {recorded.EventId}"),
        .. (await host.TextsAsync(id)).Select(text => $"{text.Template} {text.Status}"),
        .. (await host.Get<ILetterOutbox>().ListAsync(id, null, 10, default)).Items.Select(letter => $"letter {letter.Template}"),
    ];
}
