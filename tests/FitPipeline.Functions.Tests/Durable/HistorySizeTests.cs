using System.Reflection;
using Azure.Data.Tables;
using FitPipeline.Application.Journeys;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Tables;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.PortContracts;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// How large what is kept of a journey becomes. The durable engine moves what is over 45 KB out of its tables into blobs of
/// the container largemessages, and a history of over 10 MB is slow to replay; a table's row holds 1 MiB and its property
/// 64 KiB. Ours come nowhere near, so there is no large message that could go missing.
/// </summary>
public sealed class HistorySizeTests
{
    private const int MostOfAMessage = 512;
    private const int MostOfAHistory = 64 * 1024;
    private const int MostEvents = 150;
    private const string Id = "j-0000000000000000000000000a";

    [Fact]
    public async Task Given_a_journey_that_moves_two_thousand_times_when_its_histories_are_measured_then_none_is_large_and_no_message_is()
    {
        ManualTime time = new(Walk.Begins);
        int calls = 0;
        DurableHost host = new(
            KitJourney.RunAsync,
            (name, _) => ++calls % 7 == 0
                ? throw new EffectsUndoneException(nameof(SendText), 1)
                : Task.FromResult(Wire.Write(name is nameof(CarryOut) or nameof(DeadlineElapsed)
                    ? new JourneyWaits(time.Now.AddMinutes(30), [.. EveryKind.Take(calls % 3)])
                    : null)),
            time);
        host.Start(Id, new JourneyNews(Id));
        for (int turn = 0; turn < 2000; turn++)
        {
            host.Raise(Id, KitJourney.Nudge, new JourneyNews(Id, turn % 2 == 0, time.Now.AddMinutes(40)));
            await host.RunAsync();
            if (turn % 20 == 0)
            {
                await host.MoveToAsync(time.Now.AddMinutes(45));
            }
        }

        int histories = 0;
        for (Instance? one = host.Instances[Id]; one is not null; one = one.Earlier)
        {
            histories++;
            string[] messages = [.. one.History.Select(Text), .. one.Decisions.Select(Text)];
            Assert.All(messages, message => Assert.True(message.Length <= MostOfAMessage, message));
            Assert.True(messages.Sum(message => message.Length) <= MostOfAHistory);
            Assert.True(messages.Length <= MostEvents, $"{messages.Length} events");
        }

        Assert.True(histories > 20, $"{histories} histories");
    }

    [Fact]
    public void Given_the_orchestrator_when_it_is_looked_at_then_it_keeps_no_status_and_no_output_that_could_grow()
    {
        MethodInfo run = typeof(KitJourney).GetMethod(nameof(KitJourney.RunAsync))!;
        Assert.Equal(typeof(Task), run.ReturnType);
        string used = File.ReadAllText(Path.Combine(FitPipeline.Pathway.Tests.Approvals.Root, "tests", "FitPipeline.Functions.Tests", "Approved", "Surface.approved.txt"));
        Assert.Contains("TaskOrchestrationContext.ContinueAsNew", used, StringComparison.Ordinal);
        Assert.DoesNotContain("SetCustomStatus", used, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_journey_whose_result_is_corrected_a_thousand_times_when_its_row_is_measured_then_a_table_takes_it()
    {
        PathwayEvent.ReferralReceived referral = new(JourneyId.For(Walk.Practice, "GP-1"), Walk.Practice, Walk.Plain, true, Walk.Begins);
        Journey started = Assert.IsType<Decision.Accepted>(JourneyDecider.Start(referral, PathwayPolicy.Current)).Next;
        Journey journey = Next(started, new PathwayEvent.KitPosted(Walk.Kit(1), "LOT-A", null, Walk.Begins.AddDays(1)));
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(
                FaecalHaemoglobin.TryCreate(Comparator.Exactly, 12m + i, HaemoglobinUnit.MicrogramsPerGram, Analysers.HmJackarc, out FaecalHaemoglobin? value, out string? because),
                because);
            DateTimeOffset at = Walk.Begins.AddDays(8).AddMinutes(i);
            journey = Next(journey, i == 0
                ? new PathwayEvent.ResultReported(Walk.Kit(1), "L1", value, ServiceCalendar.DateOf(Walk.Begins).AddDays(5), ServiceCalendar.DateOf(Walk.Begins).AddDays(7), at)
                : new PathwayEvent.ResultCorrected(Walk.Kit(1), "L1", value, ServiceCalendar.DateOf(Walk.Begins).AddDays(5), ServiceCalendar.DateOf(Walk.Begins).AddDays(7), at));
        }

        TableEntity row = new TableEntity("journey", "state").With(journey, JourneyJson.Default.Journey);
        byte[][] parts = [.. row.Keys.Select(key => row[key]).OfType<byte[]>()];
        Assert.True(parts.Length > 1, "It was to be longer than one property.");
        Assert.All(parts, part => Assert.True(part.Length <= 64 * 1024));
        Assert.True(parts.Sum(part => part.Length) <= 1024 * 1024, $"{parts.Sum(part => part.Length)} bytes");
        Assert.Equal(journey.Results, row.Read(JourneyJson.Default.Journey).Results);
    }

    private static IEnumerable<string> EveryKind => [nameof(SendText), nameof(SendLetter), nameof(Publish)];

    private static string Text(Inbound inbound) => inbound switch
    {
        Inbound.Started started => started.Input,
        Inbound.Completed completed => completed.Result,
        Inbound.Failed failed => failed.Type + failed.Message,
        Inbound.Raised raised => raised.Name + raised.Payload,
        _ => "",
    };

    private static string Text(Decided decided) => decided switch
    {
        Decided.Activity activity => activity.Name + activity.Input,
        Decided.Again again => again.Input,
        _ => "",
    };

    private static Journey Next(Journey journey, PathwayEvent @event)
    {
        Decision.Accepted accepted = Assert.IsType<Decision.Accepted>(JourneyDecider.Decide(journey, @event, PathwayPolicy.Current));
        return accepted.Next;
    }
}
