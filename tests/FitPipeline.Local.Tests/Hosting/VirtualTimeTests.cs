using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.Tests;

public sealed class VirtualTimeTests
{
    private static readonly DateTimeOffset Morning = RunningHost.Morning;

    [Fact]
    public async Task Given_virtual_time_when_nobody_moves_it_then_it_stands_still_and_moving_it_says_where_it_is()
    {
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        Assert.Equal(Morning, await host.NowAsync());
        JsonNode moved = await host.OkAsync("admin", HttpMethod.Post, "/dev/clock", """{"by":"P1DT2H30M"}""");
        Assert.Equal(Morning.AddHours(26.5), RunningHost.At(moved["now"]!));
        Assert.Equal(Morning.AddHours(26.5), await host.NowAsync());
    }

    [Theory]
    [InlineData("""{"to":"2026-01-12T08:59:59Z"}""")]
    [InlineData("""{"by":"-PT1S"}""")]
    [InlineData("""{"by":"a week"}""")]
    [InlineData("""{"by":"P99999999999Y"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"to":"2026-02-01T00:00:00Z","by":"P1D"}""")]
    public async Task Given_a_move_that_makes_no_sense_when_it_is_asked_for_then_it_is_refused_and_time_stands_still(string move)
    {
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        (HttpStatusCode status, JsonNode? body) = await host.CallAsync("admin", HttpMethod.Post, "/dev/clock", move);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.NotEmpty((JsonObject)body!["errors"]!);
        Assert.Equal(Morning, await host.NowAsync());
    }

    [Fact]
    public async Task Given_real_time_when_the_clock_is_asked_for_then_there_is_no_such_path()
    {
        await using RunningHost host = await RunningHost.StartAsync(null);
        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            (HttpStatusCode status, JsonNode? body) = await host.CallAsync("admin", method, "/dev/clock", method == HttpMethod.Get ? null : """{"by":"P1D"}""");
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Equal("Not found", (string)body!["title"]!);
        }
    }

    [Fact]
    public async Task Given_anyone_but_the_admin_when_they_would_move_time_then_they_may_not()
    {
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.CallAsync("triage", HttpMethod.Post, "/dev/clock", """{"by":"P1D"}""")).Status);
    }

    [Fact]
    public async Task Given_a_directory_used_in_real_time_when_it_is_opened_in_virtual_time_then_the_host_does_not_start()
    {
        await using RunningHost host = await RunningHost.StartAsync(null);
        await host.ReferAsync(1, DateTimeOffset.UtcNow);
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAgainAsync(Morning));
        Assert.Contains("real time", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_time_moved_on_when_the_host_is_started_again_then_time_goes_on_from_there_and_due_times_have_fired_once()
    {
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        string journey = await host.ReferAsync(1);
        await host.PostKitAsync(journey, 1, Morning);
        DateTimeOffset later = Morning.AddDays(8);
        await host.MoveToAsync(later);
        string before = (await host.JourneyAsync(journey))["timeline"]!.ToJsonString();

        await host.StartAgainAsync(Morning);
        Assert.Equal(later, await host.NowAsync());
        await host.MoveToAsync(later.AddMinutes(1));
        Assert.Equal(before, (await host.JourneyAsync(journey))["timeline"]!.ToJsonString());

        // A later start than where time was moves it on; an earlier one does not move it back.
        await host.StartAgainAsync(later.AddDays(30));
        Assert.Equal(later.AddDays(30), await host.NowAsync());
    }

    [Fact]
    public async Task Given_a_kit_that_does_not_come_back_when_two_months_pass_at_once_then_each_rung_is_climbed_at_its_own_time()
    {
        await using RunningHost host = await RunningHost.StartAsync(Morning);
        string journey = await host.ReferAsync(1);
        await host.PostKitAsync(journey, 1, Morning);
        await host.MoveToAsync(Morning.AddDays(60));

        JsonArray timeline = (JsonArray)(await host.JourneyAsync(journey))["timeline"]!;
        List<DateTimeOffset> at = [.. timeline.Select(line => RunningHost.At(line!["at"]!))];
        Assert.Equal(at.Order(), at);
        foreach (int days in new[] { 7, 14, 21, 28 })
        {
            Assert.Contains(at, moment => moment.Date == Morning.AddDays(days).Date);
        }

        Assert.Equal("PracticeReview", (string)(await host.JourneyAsync(journey))["state"]!);
    }
}
