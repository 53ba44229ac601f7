using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Intake.Scans;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Tests;

/// <summary>A recall cut off half-way, or overtaken by a scan.</summary>
public sealed class RecallTests
{
    private static readonly DateTimeOffset Morning = RunningHost.Morning;

    [Fact]
    public async Task Given_a_recall_cut_off_before_any_journey_was_judged_when_it_is_sent_again_then_all_are()
    {
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        JourneyId one = await SentOutAsync(host, 1);
        JourneyId two = await SentOutAsync(host, 2);
        using CancellationTokenSource stopped = new();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Get<RecallLot>().RunAsync("L1", "The maker's notice.", Actor.Lab, stopped.Token));
        await host.MoveToAsync(Morning.AddHours(1));

        RecallReport report = await host.Get<RecallLot>().RunAsync("l1", "The maker's notice.", Actor.Lab, default);
        Assert.Equal((2, 2), (report.Journeys, report.Changed));
        Assert.All(new[] { one, two }, id => Assert.True(KitOf(host, id).Recalled));
    }

    [Fact]
    public async Task Given_a_scan_that_was_taken_in_but_not_put_on_the_lots_list_when_it_comes_again_after_the_recall_then_its_kit_is_recalled_too()
    {
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        JourneyId journey = JourneyId.Parse(await host.ReferAsync(1));
        Scan scan = new("s-1", ScanKind.Posted, KitId.Parse(RunningHost.KitName(1)), journey, Morning, "L1", new DateOnly(2028, 1, 1), null, null, null);

        // As after a crash between the two: the journey has the kit, the lot's list has it not.
        await host.Get<IKitRegister>().BindAsync(scan.KitId, journey, default);
        await host.Get<JourneyEngine>().ApplyAsync(
            journey, "scan/s-1", new PathwayEvent.KitPosted(scan.KitId, scan.Lot, scan.ExpiresOn, scan.At), Actor.KitDesk, null, default);
        await host.MoveToAsync(Morning.AddHours(1));
        Assert.Equal(0, (await host.Get<RecallLot>().RunAsync("L1", "The maker's notice.", Actor.Lab, default)).Journeys);
        Assert.False(KitOf(host, journey).Recalled);

        ScanAnswer answer = Assert.Single(await host.Get<ReceiveScans>().RunAsync([new ScanReading.Read(scan)], Actor.KitDesk, default));
        Assert.Equal(ScanOutcome.Duplicate, answer.Outcome);
        Assert.True(KitOf(host, journey).Recalled);
    }

    private static async Task<JourneyId> SentOutAsync(RunningHost host, int patient)
    {
        string journey = await host.ReferAsync(patient);
        await host.PostKitAsync(journey, patient, Morning);
        return JourneyId.Parse(journey);
    }

    private static Kit KitOf(RunningHost host, JourneyId id) =>
        host.Get<IJourneyStore>().LoadAsync(id, null, default).GetAwaiter().GetResult().Stored!.Journey.Kits[0];
}
