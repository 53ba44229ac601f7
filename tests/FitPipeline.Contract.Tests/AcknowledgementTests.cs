using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class AcknowledgementTests(RunningService service) : ContractTest(service)
{
    [Theory]
    [InlineData("triage")]
    [InlineData("gp")]
    public async Task An_acknowledged_result_puts_the_patient_on_the_waiting_list_and_asks_them_to_call(string role)
    {
        (string journey, _, _) = await ResultedAsync("120");
        Answer answer = await AcknowledgeAsync(journey, role);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(journey, answer["journeyId"]);
        Assert.Equal("AwaitingBooking", answer["state"]);
        Assert.Equal("bookingDesk", (string?)answer.Json["nextAction"]!["owner"]);
        Assert.Equal(Today.AddDays(14), LondonCalendar.DateOf((DateTimeOffset)answer.Json["nextAction"]!["due"]!));
        Assert.True((int)answer.Json["priority"]!["rank"]! >= 1);
        Assert.NotEmpty((JsonArray)answer.Json["priority"]!["because"]!);
        Assert.NotNull(answer.Json["clocks"]!["dm01BreachOn"]);
        JsonObject last = (JsonObject)((JsonArray)answer.Json["timeline"]!)[^1]!;
        Assert.Equal(role, (string?)last["by"]);
        Assert.Equal("pleaseCallUs", (await TextsAsync(journey))[^1]);
    }

    [Fact]
    public async Task Acknowledging_twice_changes_nothing_the_second_time()
    {
        (string journey, _, _) = await ResultedAsync("120");
        await AcknowledgeAsync(journey, "triage");
        Answer again = await AcknowledgeAsync(journey, "gp");

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal("AwaitingBooking", again["state"]);
        Assert.Single(await TextsAsync(journey), template => template == "pleaseCallUs");
    }

    [Fact]
    public async Task The_same_request_again_is_done_once()
    {
        (string journey, _, _) = await ResultedAsync("120");
        string request = Guid.NewGuid().ToString();
        await AcknowledgeAsync(journey, "triage", request);
        Answer again = await AcknowledgeAsync(journey, "triage", request);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Single((JsonArray)again.Json["timeline"]!, line => (string?)line!["by"] == "triage");
    }

    [Fact]
    public async Task Without_a_result_there_is_nothing_to_acknowledge()
    {
        (string journey, _) = await ReferredAsync();
        AssertProblem(await AcknowledgeAsync(journey, "triage"), HttpStatusCode.Conflict, "No result is waiting");
        (string below, _, _) = await ResultedAsync("8");
        AssertProblem(await AcknowledgeAsync(below, "triage"), HttpStatusCode.Conflict, "No result is waiting");
    }

    [Fact]
    public async Task An_unacknowledged_result_escalates_every_working_day_and_never_expires()
    {
        (string journey, _, _) = await ResultedAsync("120");
        JsonObject before = await JourneyAsync(journey);
        DateTimeOffset due = (DateTimeOffset)before["nextAction"]!["due"]!;
        Assert.Equal(LondonCalendar.At(LondonCalendar.WorkingDayAfter(Today), 17), due);

        await ToAsync(LondonCalendar.At(LondonCalendar.WorkingDayAfter(Today, 3), 18));

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("AwaitingAcknowledgement", (string?)after["state"]);
        Assert.Equal(due, (DateTimeOffset)after["nextAction"]!["due"]!);
        List<JsonObject> raised = [.. (await ListAsync("/api/worklist?owner=admin", "admin")).Where(item => (string?)item["journeyId"] == journey)];
        Assert.Equal(3, raised.Count);
        Assert.Single(await ListAsync("/api/worklist?owner=triage&overdue=true", "triage"), item => (string?)item["journeyId"] == journey);
    }

    [Fact]
    public async Task Other_roles_and_other_practices_cannot_acknowledge()
    {
        (string journey, _, _) = await ResultedAsync("120");
        AssertProblem(await AcknowledgeAsync(journey, "kitDesk"), HttpStatusCode.Forbidden);
        string other = await PracticeTokenAsync("B99002");
        AssertProblem(
            await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/acknowledgements", null, """{"note":"Seen."}""", token: other), HttpStatusCode.NotFound);
        AssertProblem(await AcknowledgeAsync("j-00000000000000000000000000", "triage"), HttpStatusCode.NotFound);
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journey));
    }

    private Task<Answer> AcknowledgeAsync(string journey, string role, string? requestId = null) =>
        PostAsync($"/api/journeys/{journey}/acknowledgements", role, new JsonObject { ["note"] = "Seen; the patient will be rung." }, requestId);
}
