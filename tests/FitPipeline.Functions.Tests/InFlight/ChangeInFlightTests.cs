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
            ["`defaultVersion`", "`versionMatchStrategy: CurrentOrOlder`", "`versionFailureStrategy: Reject`", $"`{Current}`", "`KitJourney`",
             .. new[] { typeof(JourneyRef), typeof(JourneyChanged), typeof(JourneyProgress) }.Select(envelope => $"`{envelope.Name}`")],
            said => Assert.Contains(said, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_turn_with_every_kind_of_event_when_it_is_lived_today_then_it_is_the_recorded_one()
    {
        Instance ended = await LiveAsync();
        Approvals.Matches(RecordedHistory.PathOf(Current), RecordedHistory.Write(ended.Earlier!));
        Approvals.Matches(RecordedHistory.PathOf(Current + "-end"), RecordedHistory.Write(ended));
    }

    [Theory]
    [InlineData("3.0")]
    [InlineData("3.0-end")]
    public void Given_a_history_lived_under_any_version_when_today_s_code_replays_every_prefix_of_it_then_it_decides_as_it_did(string name)
    {
        (IReadOnlyList<Inbound> history, IReadOnlyList<string> decisions) = RecordedHistory.Read(name);
        Assert.True(decisions.Count > 2);
        for (int length = 1; length <= history.Count; length++)
        {
            Replayed replayed = Replay.Run(JourneyOrchestrator.RunAsync, Id, [.. history.Take(length)], length);
            Assert.Equal(decisions.Take(replayed.Decisions.Count), replayed.Decisions.Select(decided => decided.ToString()));
        }
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("2.0")]
    public void Given_a_history_of_the_releases_before_when_today_s_code_replays_any_prefix_of_it_then_it_decides_to_end_and_nothing_else(string version)
    {
        (IReadOnlyList<Inbound> history, _) = RecordedHistory.Read(version);
        Assert.True(history.Count > 5);
        for (int length = 1; length <= history.Count; length++)
        {
            Assert.IsType<Decided.Ended>(Assert.Single(Replay.Run(KitJourney.RunAsync, Id, [.. history.Take(length)], length).Decisions));
        }
    }

    [Fact]
    public void Given_a_changed_order_of_calls_when_a_recorded_history_is_replayed_then_the_difference_shows()
    {
        (IReadOnlyList<Inbound> history, IReadOnlyList<string> decisions) = RecordedHistory.Read("3.0");
        Replayed replayed = Replay.Run(ReorderedAsync, Id, [history[0]], 1);
        Assert.NotEqual(decisions[0], replayed.Decisions[0].ToString());

        static async Task ReorderedAsync(TaskOrchestrationContext context)
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), CancellationToken.None);
            await JourneyOrchestrator.RunAsync(context);
        }
    }

    // An activity that fails once, a timer that an event overtakes; then the turn in which the journey ends.
    private static async Task<Instance> LiveAsync()
    {
        ManualTime time = new(Walk.Begins);
        int runs = 0;
        DurableHost host = new(JourneyOrchestrator.RunAsync, ActAsync, time);
        host.Start(Id, new JourneyRef(Id));
        await host.MoveToAsync(Walk.Begins.AddMinutes(5));
        host.Raise(Id, nameof(JourneyChanged), new JourneyChanged());
        await host.RunAsync();
        Assert.True(host.Instances[Id].HasEnded);
        return host.Instances[Id];

        Task<string> ActAsync(string name, string input) => ++runs switch
        {
            1 => throw new TimeoutException("the storage did not answer"),
            2 => Task.FromResult(Wire.Write(new JourneyProgress("KitPosted", Walk.Begins.AddMinutes(30)))),
            _ => Task.FromResult(Wire.Write(new JourneyProgress("Closed", null))),
        };
    }
}
