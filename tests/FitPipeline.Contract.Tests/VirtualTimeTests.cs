using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class VirtualTimeTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task Time_stands_still_until_it_is_moved_to_an_instant_or_by_a_duration()
    {
        DateTimeOffset before = await ReadAsync();
        Assert.Equal(before, await ReadAsync());
        Assert.Equal(Now, before);

        JsonObject by = await Service.MoveAsync(new JsonObject { ["by"] = "PT90M" });
        Assert.Equal(before.AddMinutes(90), (DateTimeOffset)by["now"]!);
        Assert.True((long)by["ran"]! >= 0);
        JsonObject to = await Service.MoveAsync(new JsonObject { ["to"] = Text(before.AddHours(2)) });
        Assert.Equal(before.AddHours(2), (DateTimeOffset)to["now"]!);
        Assert.Equal(before.AddHours(2), await ReadAsync());
    }

    [Theory]
    [InlineData("""{"by":"-PT1S"}""")]
    [InlineData("""{"to":"2001-01-01T00:00:00Z"}""")]
    [InlineData("""{"by":"a while"}""")]
    [InlineData("""{"by":"P99999Y"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"by":"PT1H","to":"2040-01-01T00:00:00Z"}""")]
    [InlineData("""{"to":"tomorrow"}""")]
    [InlineData("""{"to":"2040-01-01T00:00:00"}""")]
    public async Task Time_does_not_go_back_nor_where_nobody_can_say_it_goes(string body)
    {
        DateTimeOffset before = await ReadAsync();
        Answer answer = await SendAsync(HttpMethod.Post, "/dev/clock", "admin", body);
        AssertProblem(answer, answer.Status is HttpStatusCode.BadRequest ? HttpStatusCode.BadRequest : HttpStatusCode.UnprocessableEntity);
        Assert.Equal(before, await ReadAsync());
    }

    [Fact]
    public async Task Only_the_admin_reads_and_moves_time()
    {
        await ReadAsync();
        AssertProblem(await GetAsync("/dev/clock", "triage"), HttpStatusCode.Forbidden);
        AssertProblem(await PostAsync("/dev/clock", "gp", new JsonObject { ["by"] = "P7D" }), HttpStatusCode.Forbidden);
        AssertProblem(await PostAsync("/dev/clock", null, new JsonObject { ["by"] = "P7D" }), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_is_due_on_the_way_is_done_in_order_at_its_own_time_and_once()
    {
        await InOfficeHoursAsync();
        (string journey, _, _) = await PostedAsync();
        DateTimeOffset posted = Now;
        JsonObject moved = await Service.MoveAsync(new JsonObject { ["by"] = "P28D" });
        Assert.True((long)moved["ran"]! > 0);

        List<JsonObject> lines = [.. ((JsonArray)(await JourneyAsync(journey))["timeline"]!).Select(line => (JsonObject)line!)];
        Assert.Equal(
            new[] { posted, posted, posted.AddDays(7), posted.AddDays(14), posted.AddDays(21), posted.AddDays(28) },
            lines.Where(line => (string?)line["because"] != "The call to the patient is late.").Select(line => (DateTimeOffset)line["at"]!));
        Assert.Equal(lines.Select(line => (DateTimeOffset)line["at"]!).Order(), lines.Select(line => (DateTimeOffset)line["at"]!));

        // Moved by nothing, nothing is done again.
        JsonObject still = await Service.MoveAsync(new JsonObject { ["by"] = "PT0S" });
        Assert.Equal(0, (long)still["ran"]!);
        Assert.Equal(lines.Count, ((JsonArray)(await JourneyAsync(journey))["timeline"]!).Count);
    }

    [Fact]
    public async Task A_reassured_patient_is_looked_at_again_after_six_weeks_and_then_the_journey_ends()
    {
        (string journey, _, _) = await ResultedAsync("3");
        DateTimeOffset due = (DateTimeOffset)(await JourneyAsync(journey))["nextAction"]!["due"]!;
        await ToAsync(due.AddSeconds(-1));
        Assert.Equal("SafetyNet", await StateAsync(journey));
        await ToAsync(due);
        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("Closed", (string?)after["state"]);
        Assert.Equal("reassured", (string?)after["outcome"]);
        Assert.Null(after["nextAction"]);
    }

    // Without a virtual clock there is nothing to read it by.
    private async Task<DateTimeOffset> ReadAsync() => Service.IsInVirtualTime
        ? (DateTimeOffset)(await GetAsync("/dev/clock", "admin")).Json["now"]!
        : throw new NotOfferedException("virtual time");
}
