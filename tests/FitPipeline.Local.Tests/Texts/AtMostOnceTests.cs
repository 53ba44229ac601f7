using System.Text.Json.Nodes;
using FitPipeline.SmsEmulator;

namespace FitPipeline.Local.Tests;

/// <summary>A host that sends its texts to a provider outside: each text arrives once at most, whatever goes wrong between.</summary>
public sealed class AtMostOnceTests
{
    private static async Task<(RunningHost Host, Emulator Emulator)> StartAsync()
    {
        Emulator emulator = await Emulator.StartAsync(unitsAMinute: 10_000);
        RunningHost host = await RunningHost.StartAsync(RunningHost.Morning, emulator.Address.ToString());
        Assert.True(await emulator.SubscribeAsync(new Uri(host.Http.BaseAddress!, "/api/texts/delivery-reports"), "Bearer " + host.Token("admin")));
        return (host, emulator);
    }

    private static async Task<string> StatusAsync(RunningHost host, string journey)
    {
        (_, JsonNode? texts) = await host.CallAsync("triage", HttpMethod.Get, "/api/texts?journeyId=" + journey);
        return (string)texts!["items"]![0]!["status"]!;
    }

    private static async Task<string> UntilAsync(RunningHost host, string journey, string wanted)
    {
        for (int i = 0; i < 200; i++)
        {
            if (await StatusAsync(host, journey) is var status && status == wanted)
            {
                return status;
            }

            await Task.Delay(100);
        }

        return await StatusAsync(host, journey);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Fault.TwoReports)]
    [InlineData(Fault.EarlyReport)]
    [InlineData(Fault.LostAnswer)]
    [InlineData(Fault.ServerError)]
    public async Task Given_a_fault_on_the_way_then_the_text_arrives_once_and_its_report_is_believed(Fault? fault)
    {
        (RunningHost host, Emulator emulator) = await StartAsync();
        await using (host)
        await using (emulator)
        {
            if (fault is { } named)
            {
                emulator.Faults.Add(named, 1);
            }

            string journey = await host.ReferAsync(1);
            await host.PostKitAsync(journey, 1, RunningHost.Morning);
            Assert.Equal("delivered", await UntilAsync(host, journey, "delivered"));
            Assert.Single(emulator.Texts);
        }
    }

    [Fact]
    public async Task Given_the_host_ends_before_the_answer_is_known_when_it_starts_again_then_the_text_is_not_sent_twice()
    {
        (RunningHost host, Emulator emulator) = await StartAsync();
        await using (host)
        await using (emulator)
        {
            // The text is taken, every answer is lost, and so is its report.
            emulator.Faults.Add(Fault.LostReport, 1);
            string journey = await host.ReferAsync(1);
            await host.PostKitAsync(journey, 1, RunningHost.Morning);
            await UntilAsync(host, journey, "sent");
            await host.StartAgainAsync(RunningHost.Morning, emulator.Address.ToString());
            await host.MoveToAsync(RunningHost.Morning.AddHours(2));
            Assert.Single(emulator.Texts);

            // Silence for a day is a failure: a letter says the same.
            await host.MoveToAsync(RunningHost.Morning.AddHours(26));
            Assert.Equal("failed", await StatusAsync(host, journey));
            (_, JsonNode? letters) = await host.CallAsync("triage", HttpMethod.Get, "/api/letters?journeyId=" + journey);
            Assert.Equal("kitOnItsWay", (string?)Assert.Single((JsonArray)letters!["items"]!)!["template"]);
            Assert.Single(emulator.Texts);
        }
    }

    [Theory]
    [InlineData(Fault.Unassigned)]
    [InlineData(Fault.Absent)]
    [InlineData(Fault.OptedOut)]
    public async Task Given_a_report_of_failure_then_a_letter_says_the_same(Fault fault)
    {
        (RunningHost host, Emulator emulator) = await StartAsync();
        await using (host)
        await using (emulator)
        {
            emulator.Faults.Add(fault, 1);
            string journey = await host.ReferAsync(1);
            await host.PostKitAsync(journey, 1, RunningHost.Morning);
            Assert.Equal("failed", await UntilAsync(host, journey, "failed"));
            await host.MoveToAsync(RunningHost.Morning.AddMinutes(1));
            (_, JsonNode? letters) = await host.CallAsync("triage", HttpMethod.Get, "/api/letters?journeyId=" + journey);
            Assert.Single((JsonArray)letters!["items"]!);
            (_, JsonNode? view) = await host.CallAsync("triage", HttpMethod.Get, "/api/journeys/" + journey);
            Assert.Equal(fault is Fault.Absent, (bool)view!["contact"]!["canBeTexted"]!);
            Assert.Equal(fault is Fault.OptedOut, (bool)view["contact"]!["textsRefused"]!);
        }
    }
}
