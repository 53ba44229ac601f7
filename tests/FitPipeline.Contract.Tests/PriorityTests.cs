using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class PriorityTests(RunningService service) : BookingTest(service)
{
    [Fact]
    public async Task The_waiting_list_goes_by_band_and_a_clinician_may_override_it_with_a_reason()
    {
        string lower = await ListedAsync("12");
        string higher = await ListedAsync(">400");
        Assert.True(await RankAsync(higher) < await RankAsync(lower));

        Answer answer = await SetAsync(lower, 1);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1, (int)answer.Json["priority"]!["rank"]!);
        Assert.Contains(
            ((JsonArray)answer.Json["priority"]!["because"]!).Select(line => (string)line!),
            line => line.StartsWith("Priority 1, set by triage on ", StringComparison.Ordinal) && line.Contains("Weight loss since.", StringComparison.Ordinal));
        List<JsonObject> list = await ListAsync("/api/waiting-list", "bookingDesk");
        Assert.True(
            list.FindIndex(place => (string?)place["journeyId"] == lower) < list.FindIndex(place => (string?)place["journeyId"] == higher));
    }

    [Fact]
    public async Task Every_fault_of_a_priority_is_named_at_once()
    {
        string journey = await ListedAsync();
        AssertInvalid(await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/priority", "triage", """{"priority":5}"""), "priority", "reason");
        AssertInvalid(await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/priority", "triage", """{"priority":0,"reason":"Worse."}"""), "priority");
        AssertInvalid(await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/priority", "triage", """{"priority":2,"reason":" "}"""), "reason");
        AssertInvalid(await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/priority", "triage", """{"priority":"high","reason":"Worse."}"""), "priority");
    }

    [Fact]
    public async Task Nobody_has_a_priority_before_a_clinician_has_put_them_on_the_list()
    {
        (string journey, _) = await ReferredAsync();
        AssertProblem(await SetAsync(journey, 1), HttpStatusCode.Conflict, "once a clinician has put the patient on the waiting list");
        (string unseen, _, _) = await ResultedAsync("120");
        AssertProblem(await SetAsync(unseen, 1), HttpStatusCode.Conflict, "once a clinician has put the patient on the waiting list");
    }

    [Fact]
    public async Task Only_triage_sets_a_priority()
    {
        string journey = await ListedAsync();
        AssertProblem(await SetAsync(journey, 1, "gp"), HttpStatusCode.Forbidden);
        AssertProblem(await SetAsync(journey, 1, "bookingDesk"), HttpStatusCode.Forbidden);
        AssertProblem(await SetAsync("j-00000000000000000000000000", 1), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Triage_is_asked_to_renew_a_priority_before_it_ends_and_the_journey_says_so()
    {
        await InOfficeHoursAsync();
        string journey = await ListedAsync();
        DateOnly until = LondonCalendar.WorkingDayAfter(LondonCalendar.WorkingDayAfter(Today));
        await PostAsync(
            $"/api/journeys/{journey}/priority", "triage",
            new JsonObject { ["priority"] = 1, ["reason"] = "Weight loss since.", ["until"] = Text(until) });
        Assert.Empty(await WorkAsync(journey, "triage"));

        await ToAsync(LondonCalendar.At(until, 8));
        JsonObject item = Assert.Single(await WorkAsync(journey, "triage"));
        Assert.Contains("priority ends on", (string)item["what"]!, StringComparison.Ordinal);
        Assert.Equal(LondonCalendar.At(until, 17), (DateTimeOffset)item["due"]!);
        JsonObject shown = await JourneyAsync(journey);
        Assert.Equal("bookingDesk", (string?)shown["nextAction"]!["owner"]);
        Assert.Single((JsonArray)shown["timeline"]!, line => ((string)line!["because"]!).Contains("priority ends on", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, (await SetAsync(journey, 1)).Status);
        Assert.Empty(await WorkAsync(journey, "triage"));
    }

    private Task<Answer> SetAsync(string journey, int priority, string role = "triage") =>
        PostAsync($"/api/journeys/{journey}/priority", role, new JsonObject { ["priority"] = priority, ["reason"] = "Weight loss since." });

    private async Task<int> RankAsync(string journey) => (int)(await JourneyAsync(journey))["priority"]!["rank"]!;
}
