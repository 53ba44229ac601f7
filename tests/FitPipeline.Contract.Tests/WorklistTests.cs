using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class WorklistTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task Every_open_journey_is_on_the_worklist_exactly_once_as_what_it_waits_for_and_a_closed_one_is_not()
    {
        Dictionary<string, string> expected = [];
        async Task add(string state, Task<string> journey) => expected.Add(await journey, state);

        await add("Referred", Journey(ReferredAsync()));
        await add("KitPosted", Journey(PostedAsync()));
        await add("KitReceived", Journey(AtTheLaboratoryAsync()));
        await add("AwaitingAcknowledgement", Journey(ResultedAsync("120")));
        await add("SafetyNet", Journey(ResultedAsync("3")));
        await add("PracticeReview", Journey(ResultedAsync("3", referral => referral["clinical"]!["concern"] = true)));
        await add("ClinicalReview", Journey(ResultedAsync("<20")));
        await add("AwaitingBooking", ListedAsync());
        (string lost, string kit, _) = await PostedAsync();
        await ScannedAsync("returnedToSender", kit);
        expected.Add(lost, "AssistanceNeeded");
        (string closed, _) = await ReferredAsync();
        await DecideAsync(closed, "withdraw");
        await QuietAsync();

        List<JsonObject> items = await ListAsync("/api/worklist", "triage");
        Assert.Equal(items.Count, items.Select(item => (string)item["itemId"]!).Distinct().Count());
        foreach ((string journey, string state) in expected)
        {
            JsonObject shown = await JourneyAsync(journey);
            Assert.Equal(state, (string?)shown["state"]);
            JsonObject next = (JsonObject)shown["nextAction"]!;
            JsonObject item = Assert.Single(items, item => (string?)item["journeyId"] == journey && (string?)item["what"] == (string?)next["what"]);
            Assert.Equal((string?)next["owner"], (string?)item["owner"]);
            Assert.Equal((string?)next["due"], (string?)item["due"]);
            Assert.False((bool)item["overdue"]!);
            Assert.False(string.IsNullOrWhiteSpace((string?)item["because"]));
        }

        Assert.DoesNotContain(items, item => (string?)item["journeyId"] == closed);
    }

    [Fact]
    public async Task An_item_leaves_the_list_and_another_takes_its_place_as_the_journey_goes_on()
    {
        (string journey, _) = await ReferredAsync();
        Assert.Single(await OfAsync("kitDesk", journey));
        string kit = NewKit();
        await ScannedAsync("posted", kit, journey);
        Assert.Empty(await OfAsync("kitDesk", journey));
        Assert.Single(await OfAsync("patient", journey));
        await ScannedAsync("received", kit);
        Assert.Empty(await OfAsync("patient", journey));
        Assert.Single(await OfAsync("lab", journey));
    }

    [Fact]
    public async Task The_list_can_be_asked_for_an_owner_a_practice_and_what_is_overdue()
    {
        string token = await PracticeTokenAsync("B99003");
        (string here, _) = await ReferredAsync();
        (string there, _) = await ReferredAsync(referral => referral["practice"]!["odsCode"] = "B99003", token);

        List<JsonObject> practice = await ListAsync("/api/worklist?practice=B99003", "triage");
        Assert.Contains(practice, item => (string?)item["journeyId"] == there);
        Assert.DoesNotContain(practice, item => (string?)item["journeyId"] == here);
        Assert.All(await ListAsync("/api/worklist?owner=kitDesk", "kitDesk"), item => Assert.Equal("kitDesk", (string?)item["owner"]));
        Assert.DoesNotContain(await ListAsync("/api/worklist?overdue=true", "triage"), item => (string?)item["journeyId"] == here);

        await ToAsync(LondonCalendar.At(LondonCalendar.WorkingDayAfter(Today), 17).AddMinutes(1));
        List<JsonObject> late = await ListAsync("/api/worklist?overdue=true&owner=kitDesk", "triage");
        Assert.All(late, item => Assert.True((bool)item["overdue"]! && (DateTimeOffset)item["due"]! < Now));
        Assert.Single(late, item => (string?)item["journeyId"] == here);
        Assert.Contains(await ListAsync("/api/worklist?owner=admin", "admin"), item => (string?)item["journeyId"] == here);
    }

    [Fact]
    public async Task The_list_can_be_asked_for_a_state_and_for_who_was_reminded_of_a_kit()
    {
        (string referred, _) = await ReferredAsync();
        (string rung, string back, _) = await PostedAsync();
        await ScannedAsync("returnedToSender", back);
        (string posted, string kit, _) = await PostedAsync();

        Assert.Contains(await ListAsync("/api/worklist?state=Referred", "kitDesk"), item => (string?)item["journeyId"] == referred);
        List<JsonObject> ring = await ListAsync("/api/worklist?state=AssistanceNeeded", "kitDesk");
        Assert.Contains(ring, item => (string?)item["journeyId"] == rung);
        Assert.DoesNotContain(ring, item => (string?)item["journeyId"] == referred || (string?)item["journeyId"] == posted);
        Assert.DoesNotContain(await ListAsync("/api/worklist?reminded=true", "kitDesk"), item => (string?)item["journeyId"] == posted);

        await ToAsync(Now.AddDays(8));
        Assert.Contains(await ListAsync("/api/worklist?reminded=true", "kitDesk"), item => (string?)item["journeyId"] == posted);
        await ScannedAsync("received", kit);
        Assert.DoesNotContain(await ListAsync("/api/worklist?reminded=true", "kitDesk"), item => (string?)item["journeyId"] == posted);
    }

    [Fact]
    public async Task A_practice_sees_its_own_list_and_no_other()
    {
        string token = await PracticeTokenAsync("B99004");
        (string here, _) = await ReferredAsync();
        (string there, _) = await ReferredAsync(referral => referral["practice"]!["odsCode"] = "B99004", token);

        List<JsonObject> own = await ListAsync("/api/worklist", "gp", token);
        Assert.Equal([there], own.Select(item => (string)item["journeyId"]!));
        Assert.DoesNotContain(await ListAsync("/api/worklist", "gp"), item => (string?)item["journeyId"] == there);
        Assert.Contains(await ListAsync("/api/worklist", "gp"), item => (string?)item["journeyId"] == here);
        AssertProblem(await SendAsync(HttpMethod.Get, "/api/worklist?practice=A99001", null, token: token), HttpStatusCode.NotFound);
        AssertProblem(
            await SendAsync(HttpMethod.Post, $"/api/worklist/{here}/done", null, """{"note":"Done."}""", token: token), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused_with_every_fault_named()
    {
        Answer answer = await GetAsync("/api/worklist?owner=nobody&practice=x&state=lost&reminded=no&overdue=perhaps", "triage");
        AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.Equal(["overdue", "owner", "practice", "reminded", "state"], ((JsonObject)answer.Json["errors"]!).Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task More_than_a_page_comes_in_pages_by_due_time_and_nothing_is_lost_when_the_list_moves_between_them()
    {
        string token = await PracticeTokenAsync("B99005");
        for (int i = 0; i < 205; i++)
        {
            await ReferredAsync(referral => referral["practice"]!["odsCode"] = "B99005", token, mobile: false);
        }

        Answer first = await SendAsync(HttpMethod.Get, "/api/worklist", null, token: token);
        JsonArray page = (JsonArray)first.Json["items"]!;
        Assert.Equal(200, page.Count);
        Assert.NotNull(first["next"]);

        // One of the first page goes while the second is asked for: the cursor is a place, not a number of lines.
        await DecideAsync((string)page[10]!["journeyId"]!, "patientDied");
        Answer second = await SendAsync(HttpMethod.Get, Page("/api/worklist", first["next"]), null, token: token);
        JsonArray rest = (JsonArray)second.Json["items"]!;
        Assert.Equal(5, rest.Count);
        Assert.True(second.Json.ContainsKey("next"));
        Assert.Null(second["next"]);
        List<JsonNode> all = [.. page.Concat(rest).Select(item => item!)];
        Assert.Equal(205, all.Select(item => (string)item["itemId"]!).Distinct().Count());
        Assert.Equal(all.Select(item => (DateTimeOffset)item["due"]!).Order(), all.Select(item => (DateTimeOffset)item["due"]!));
    }

    [Fact]
    public async Task A_cursor_that_is_none_is_refused_or_starts_again_but_breaks_nothing()
    {
        foreach (string path in (string[])["/api/worklist", "/api/texts", "/api/quarantine", "/api/waiting-list", "/api/bookings", "/api/practices/A99001/journeys"])
        {
            Answer answer = await GetAsync(Page(path, "'; DROP TABLE journeys; --\u0000é"), "triage");
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{path}: {answer.Status} {answer.Text}");
        }
    }

    [Theory]
    [InlineData("Referred", "kitDesk", "Scan the kit out")]
    [InlineData("KitPosted", "kitDesk", "scan it in when it comes")]
    [InlineData("KitReceived", "lab", "report marks this done")]
    [InlineData("AwaitingAcknowledgement", "triage", "Acknowledge the result")]
    [InlineData("AwaitingBooking", "bookingDesk", "Book a slot")]
    [InlineData("PracticeReview", "gp", "Record a decision")]
    [InlineData("ClinicalReview", "triage", "Record a decision")]
    public async Task What_is_not_done_by_ticking_it_off_says_what_does_it(string state, string role, string because)
    {
        string journey = state switch
        {
            "Referred" => await Journey(ReferredAsync()),
            "KitPosted" => await Journey(PostedAsync()),
            "KitReceived" => await Journey(AtTheLaboratoryAsync()),
            "AwaitingAcknowledgement" => await Journey(ResultedAsync("120")),
            "AwaitingBooking" => await ListedAsync(),
            "PracticeReview" => await Journey(ResultedAsync("3", referral => referral["clinical"]!["concern"] = true)),
            _ => await Journey(ResultedAsync("<20")),
        };
        string owner = state switch { "KitPosted" => "patient", "PracticeReview" => "practice", _ => role };
        JsonObject item = Assert.Single(await OfAsync(owner, journey));
        AssertProblem(await DoneAsync(item, role), HttpStatusCode.Conflict, because);
        Assert.Equal(state, await StateAsync(journey));
    }

    [Fact]
    public async Task Something_raised_beside_a_journey_is_ticked_off_once_by_the_team_that_owes_it()
    {
        (string journey, _) = await ReferredAsync();
        await PostAsync($"/api/journeys/{journey}/messages", "triage", new JsonObject { ["text"] = "For your information." });
        await QuietAsync();
        JsonObject item = Assert.Single(await OfAsync("practice", journey));

        AssertProblem(await DoneAsync(item, "kitDesk"), HttpStatusCode.Forbidden, "another team");
        Assert.Equal(HttpStatusCode.NoContent, (await DoneAsync(item, "gp")).Status);
        Assert.Empty(await OfAsync("practice", journey));
        AssertProblem(await DoneAsync(item, "gp"), HttpStatusCode.NotFound);
        AssertProblem(await PostAsync("/api/worklist/none/done", "triage", new JsonObject { ["note"] = "Done." }), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_question_on_the_advice_thread_is_not_ticked_off_without_an_answer_the_practice_can_read()
    {
        (string journey, _) = await ReferredAsync();
        await PostAsync($"/api/journeys/{journey}/messages", "gp", new JsonObject { ["text"] = "A question." });
        await QuietAsync();
        JsonObject item = Assert.Single(await OfAsync("triage", journey));

        AssertProblem(await DoneAsync(item, "triage"), HttpStatusCode.Conflict, "Write the answer on the advice thread");
        AssertProblem(await DoneAsync(item, "admin"), HttpStatusCode.Conflict, "Write the answer on the advice thread");
        Assert.Single(await OfAsync("triage", journey));

        await PostAsync($"/api/journeys/{journey}/messages", "triage", new JsonObject { ["text"] = "Answered on the telephone: yes." });
        await QuietAsync();
        Assert.Empty(await OfAsync("triage", journey));
        AssertProblem(await DoneAsync(item, "triage"), HttpStatusCode.NotFound);
    }

    private static async Task<string> Journey(Task<(string JourneyId, JsonObject Referral)> made) => (await made).JourneyId;

    private static async Task<string> Journey(Task<(string JourneyId, string Kit, JsonObject Referral)> made) => (await made).JourneyId;

    private Task<Answer> DoneAsync(JsonObject item, string role) =>
        PostAsync($"/api/worklist/{Uri.EscapeDataString((string)item["itemId"]!)}/done", role, new JsonObject { ["note"] = "Done." });

    private async Task<List<JsonObject>> OfAsync(string owner, string journey) =>
        [.. (await ListAsync("/api/worklist?owner=" + owner, "admin")).Where(item => (string?)item["journeyId"] == journey)];
}
