using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>Practices see where their patients are on the list, ask for another priority, and get answers.</summary>
public sealed class SharedListTests(RunningService service) : BookingTest(service)
{
    [Fact]
    public async Task A_practice_sees_its_patient_s_place_expected_week_and_reason()
    {
        string journey = await ListedAsync();
        await OfferAsync(Slot());
        JsonNode place = (await JourneyAsync(journey, "gp"))["priority"]!;
        Assert.True((int)place["rank"]! >= 1);
        Assert.True((int)place["listLength"]! >= (int)place["rank"]!);
        Assert.NotEmpty((JsonArray)place["because"]!);
        Assert.False(string.IsNullOrWhiteSpace((string?)place["expected"]));
        Assert.False(string.IsNullOrWhiteSpace((string?)place["policyVersion"]));

        JsonObject listed = Assert.Single(await ListAsync("/api/practices/A99001/journeys", "gp"), item => (string?)item["journeyId"] == journey);
        Assert.Equal((int)place["rank"]!, (int)listed["priority"]!["rank"]!);
        JsonObject waiting = Assert.Single(await ListAsync("/api/waiting-list", "gp"), item => (string?)item["journeyId"] == journey);
        Assert.Equal((string?)place["expected"], (string?)waiting["expected"]);
        Assert.Equal((string?)place["expectedWeek"], (string?)waiting["expectedWeek"]);
    }

    [Fact]
    public async Task A_practice_asks_for_another_priority_and_triage_says_why_it_stays()
    {
        string journey = await ListedAsync();
        Answer asked = await AskAsync(journey, "gp", "Losing weight since the referral.");
        Assert.True(asked.Status is HttpStatusCode.OK, asked.Text);
        JsonObject item = Assert.Single(await WorkAsync(journey, "triage"));
        Assert.Equal(LondonCalendar.At(LondonCalendar.WorkingDayAfter(Today), 17), (DateTimeOffset)item["due"]!);
        AssertProblem(await AskAsync(journey, "gp", "Once more."), HttpStatusCode.Conflict, "asked already");
        AssertProblem(await TickAsync(item), HttpStatusCode.Conflict, "marks it done");

        Answer answered = await AnswerAsync(journey, "Seen in clinic yesterday; the date holds.");
        Assert.True(answered.Status is HttpStatusCode.OK, answered.Text);
        JsonNode request = Assert.Single((JsonArray)(await JourneyAsync(journey, "gp"))["priorityRequests"]!)!;
        Assert.Equal("Losing weight since the referral.", (string?)request["reason"]);
        Assert.Contains("Seen in clinic yesterday", (string?)request["answer"], StringComparison.Ordinal);
        Assert.NotNull(request["answeredAt"]);
        Assert.Empty(await WorkAsync(journey, "triage"));
        AssertProblem(await AnswerAsync(journey, "Again."), HttpStatusCode.Conflict, "No request");
    }

    [Fact]
    public async Task Setting_the_priority_answers_the_request_too_with_its_reason_and_last_day()
    {
        string journey = await ListedAsync();
        await AskAsync(journey, "gp", "Obstructing symptoms.");
        await PostAsync(
            $"/api/journeys/{journey}/priority", "triage",
            new JsonObject { ["priority"] = 1, ["reason"] = "Agreed with the practice.", ["until"] = Text(Today.AddDays(10)) });
        JsonObject after = await JourneyAsync(journey, "gp");
        Assert.Equal("Priority 1: Agreed with the practice.", (string?)Assert.Single((JsonArray)after["priorityRequests"]!)!["answer"]);
        Assert.Equal(Text(Today.AddDays(10)), (string?)after["priority"]!["override"]!["until"]);
        Assert.Contains("holds to", ((JsonArray)after["priority"]!["because"]!)[0]!.ToString(), StringComparison.Ordinal);
        Assert.Empty(await WorkAsync(journey, "triage"));
    }

    [Fact]
    public async Task A_request_needs_a_reason_a_place_on_the_list_and_the_patient_s_own_practice()
    {
        string journey = await ListedAsync();
        AssertInvalid(await AskAsync(journey, "gp", " "), "reason");
        AssertInvalid(await AskAsync(journey, "gp", new string('a', 2001)), "reason");
        AssertProblem(await AskAsync(journey, "bookingDesk", "Please."), HttpStatusCode.Forbidden);
        (string referred, _) = await ReferredAsync();
        AssertProblem(await AskAsync(referred, "gp", "Please."), HttpStatusCode.Conflict, "waiting list");
        string elsewhere = await MintAsync("gp", "B99020");
        AssertProblem(
            await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/priority-requests", null, """{"reason":"Please."}""", token: elsewhere), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_priority_holds_to_a_day_that_is_neither_past_nor_beyond_four_weeks()
    {
        string journey = await ListedAsync();
        foreach (int days in (int[])[-1, 29])
        {
            AssertProblem(
                await PostAsync(
                    $"/api/journeys/{journey}/priority", "triage",
                    new JsonObject { ["priority"] = 1, ["reason"] = "Worse.", ["until"] = Text(Today.AddDays(days)) }),
                HttpStatusCode.Conflict);
        }
    }

    [Fact]
    public async Task A_question_for_advice_has_three_working_days_and_is_closed_by_its_answer()
    {
        string journey = await ListedAsync();
        await PostAsync($"/api/journeys/{journey}/messages", "gp", new JsonObject { ["text"] = "May she stop her tablets?" });
        JsonObject question = Assert.Single(await WorkAsync(journey, "triage"));
        Assert.Equal(LondonCalendar.At(LondonCalendar.WorkingDayAfter(Today, 3), 17), (DateTimeOffset)question["due"]!);
        Assert.Equal("advice", (string?)Assert.Single((JsonArray)(await JourneyAsync(journey, "gp"))["beside"]!)!["reason"]);

        await PostAsync($"/api/journeys/{journey}/messages", "triage", new JsonObject { ["text"] = "Not before we have rung her." });
        Assert.Empty(await WorkAsync(journey, "triage"));
        Assert.Empty((JsonArray)(await JourneyAsync(journey, "gp"))["beside"]!);
        Assert.Single(await WorkAsync(journey, "practice"), item => ((string)item["what"]!).Contains("advice thread", StringComparison.Ordinal));
    }

    private Task<Answer> AskAsync(string journey, string role, string reason) =>
        PostAsync($"/api/journeys/{journey}/priority-requests", role, new JsonObject { ["reason"] = reason });

    private Task<Answer> AnswerAsync(string journey, string reason) =>
        PostAsync($"/api/journeys/{journey}/priority-requests/answer", "triage", new JsonObject { ["reason"] = reason });

    private Task<Answer> TickAsync(JsonObject item) =>
        PostAsync($"/api/worklist/{Uri.EscapeDataString((string)item["itemId"]!)}/done", "triage", new JsonObject { ["note"] = "Done." });
}
