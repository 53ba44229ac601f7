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
    private const int MostOfAHistory = 4 * 1024;
    private const int MostEvents = 40;
    private const string Id = "j-0000000000000000000000000a";

    [Fact]
    public async Task Given_a_journey_that_moves_two_thousand_times_when_its_histories_are_measured_then_none_is_large_and_no_message_is()
    {
        ManualTime time = new(Walk.Begins);
        int calls = 0;
        DurableHost host = new(
            JourneyOrchestrator.RunAsync,
            (_, _) => ++calls % 7 == 0
                ? throw new TimeoutException("the storage did not answer")
                : Task.FromResult(Wire.Write(new JourneyProgress("AwaitingAcknowledgement", time.Now.AddMinutes(30)))),
            time);
        host.Start(Id, new JourneyRef(Id));
        for (int turn = 0; turn < 2000; turn++)
        {
            host.Raise(Id, nameof(JourneyChanged), new JourneyChanged());
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

        Assert.True(histories > 500, $"{histories} histories");
    }

    [Fact]
    public void Given_the_orchestrator_when_it_is_looked_at_then_its_status_is_a_state_and_a_time_and_it_has_no_output()
    {
        Assert.Equal(typeof(Task), typeof(JourneyOrchestrator).GetMethod(nameof(JourneyOrchestrator.RunAsync))!.ReturnType);
        IReadOnlyList<Inbound> history =
        [
            new Inbound.Started(Walk.Begins, Wire.Write(new JourneyRef(Id))),
            new Inbound.Completed(Walk.Begins.AddSeconds(1), 0, Wire.Write(new JourneyProgress("KitPosted", Walk.Begins.AddDays(7)))),
        ];
        Assert.Equal(new JourneyProgress("KitPosted", Walk.Begins.AddDays(7)), Replay.Run(JourneyOrchestrator.RunAsync, Id, history, 0).Status);
        Assert.Equal(["State", "WakeAt"], typeof(JourneyProgress).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));
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
