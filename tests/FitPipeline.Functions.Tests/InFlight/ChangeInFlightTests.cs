using System.Text.Json;
using FitPipeline.Functions.Durable;
using FitPipeline.Pathway.Tests;
using FitPipeline.PortContracts;
using Microsoft.DurableTask;

namespace FitPipeline.Functions.Tests;

/// <summary>What docs/change-in-flight.md says, shown: journeys begun under an earlier version end as they would have.</summary>
public sealed class ChangeInFlightTests
{
    private const string Id = "j-0000000000000000000000000a";

    private static readonly JsonElement Durable =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Approvals.Root, "host.json"))).RootElement.GetProperty("extensions").GetProperty("durableTask");

    private static string Current => Durable.GetProperty("defaultVersion").GetString()!;

    [Fact]
    public void Given_the_version_that_starts_now_when_it_is_changed_then_a_history_lived_under_it_is_recorded_first()
    {
        Assert.True(File.Exists(Path.Combine(Approvals.Root, RecordedHistory.PathOf(Current))), $"Record a history of version {Current}.");
        Assert.Equal("CurrentOrOlder", Durable.GetProperty("versionMatchStrategy").GetString());
        Assert.Equal("Reject", Durable.GetProperty("versionFailureStrategy").GetString());
        string page = File.ReadAllText(Path.Combine(Approvals.Root, "docs/change-in-flight.md"));
        Assert.All(
            ["`defaultVersion`", "`versionMatchStrategy: CurrentOrOlder`", "`versionFailureStrategy: Reject`", $"`{Current}`", "`context.Version`",
             .. new[] { typeof(JourneyNews), typeof(JourneyOrder), typeof(JourneyWaits) }.Select(envelope => $"`{envelope.Name}`")],
            said => Assert.Contains(said, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_life_with_every_kind_of_event_when_it_is_lived_today_then_it_is_the_recorded_one() =>
        Approvals.Matches(RecordedHistory.PathOf(Current), RecordedHistory.Write(await LiveAsync()));

    [Theory]
    [MemberData(nameof(Versions))]
    public void Given_a_history_lived_under_any_version_when_today_s_code_replays_every_prefix_of_it_then_it_decides_as_it_did(string version)
    {
        (IReadOnlyList<Inbound> history, IReadOnlyList<string> decisions) = RecordedHistory.Read(version);
        Assert.True(decisions.Count > 5);
        for (int length = 1; length <= history.Count; length++)
        {
            Replayed replayed = Replay.Run(KitJourney.RunAsync, Id, [.. history.Take(length)], length, version);
            Assert.Equal(decisions.Take(replayed.Decisions.Count), replayed.Decisions.Select(decided => decided.ToString()));
        }
    }

    [Fact]
    public void Given_a_changed_order_that_does_not_ask_for_the_version_when_an_old_history_is_replayed_then_the_difference_shows()
    {
        (IReadOnlyList<Inbound> history, IReadOnlyList<string> decisions) = RecordedHistory.Read("1.0");
        Replayed replayed = Replay.Run(ReorderedAsync, Id, [history[0]], 1, "1.0");
        Assert.NotEqual(decisions[0], replayed.Decisions[0].ToString());
    }

    [Fact]
    public void Given_a_changed_order_that_keeps_the_old_one_for_old_journeys_when_both_are_replayed_then_each_decides_by_its_own()
    {
        (IReadOnlyList<Inbound> history, IReadOnlyList<string> decisions) = RecordedHistory.Read("1.0");
        Replayed old = Replay.Run(BothAsync, Id, history, history.Count, "1.0");
        Assert.Equal(decisions, old.Decisions.Select(decided => decided.ToString()));
        Replayed young = Replay.Run(BothAsync, Id, [history[0]], 1, "3.0");
        Assert.Equal(nameof(RaiseWorkItem), Assert.IsType<Decided.Activity>(young.Decisions[0]).Name);

        static Task BothAsync(TaskOrchestrationContext context) => context.Version == "1.0" ? KitJourney.RunAsync(context) : ReorderedAsync(context);
    }

    /// <summary>Every version a history was recorded of.</summary>
    public static TheoryData<string> Versions => new(
        Directory.EnumerateFiles(Path.Combine(Approvals.Root, "tests/FitPipeline.Functions.Tests/InFlight"), "History-*.approved.txt")
            .Select(file => Path.GetFileName(file)["History-".Length..^".approved.txt".Length]));

    private static async Task ReorderedAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync(nameof(RaiseWorkItem), new JourneyOrder(context.InstanceId));
        await KitJourney.RunAsync(context);
    }

    // Told that all is done, told that something is left, an effect that fails, a due time, two nudges at once, an end.
    private static async Task<Instance> LiveAsync()
    {
        ManualTime time = new(Walk.Begins);
        Queue<JourneyWaits> answers = new(
        [
            new JourneyWaits(Walk.Begins.AddMinutes(30), [nameof(SendText)]),
            new JourneyWaits(Walk.Begins.AddDays(40), []),
            new JourneyWaits(Walk.Begins.AddDays(40), []),
        ]);
        int fails = 1;
        DurableHost host = new(KitJourney.RunAsync, ActAsync, time);
        host.Start(Id, new JourneyNews(Id, true, Walk.Begins.AddMinutes(50)));
        await host.RunAsync();
        host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id));
        await host.MoveToAsync(Walk.Begins.AddMinutes(31));
        host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id, true, Walk.Begins.AddMinutes(60)));
        await host.RunAsync();
        host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id));
        host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id, true, null));
        await host.RunAsync();
        host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id, true, null));
        await host.RunAsync();
        Assert.True(host.Instances[Id].HasEnded);
        return host.Instances[Id];

        Task<string> ActAsync(string name, string input) => name is nameof(CarryOut) or nameof(DeadlineElapsed)
            ? Task.FromResult(Wire.Write(answers.Count > 0 ? answers.Dequeue() : new JourneyWaits(Walk.Begins.AddDays(40), [])))
            : fails-- > 0 ? throw new EffectsUndoneException(name, 1) : Task.FromResult("null");
    }
}
