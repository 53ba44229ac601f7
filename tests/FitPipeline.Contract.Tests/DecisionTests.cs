using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class DecisionTests(RunningService service) : ContractTest(service)
{
    [Theory]
    [InlineData("Referred", "reissueKit", "gp", "Referred")]
    [InlineData("KitPosted", "reissueKit", "gp", "Referred")]
    [InlineData("KitReceived", "reissueKit", "triage", "Referred")]
    [InlineData("SafetyNet", "reissueKit", "gp", "Referred")]
    [InlineData("PracticeReview", "reissueKit", "gp", "Referred")]
    [InlineData("AssistanceNeeded", "reissueKit", "gp", "Referred")]
    [InlineData("Referred", "referDirectly", "gp", "Closed:referredDirectly")]
    [InlineData("KitReceived", "referDirectly", "gp", "Closed:referredDirectly")]
    [InlineData("SafetyNet", "referDirectly", "gp", "AwaitingBooking")]
    [InlineData("PracticeReview", "referDirectly", "gp", "AwaitingBooking")]
    [InlineData("AwaitingAcknowledgement", "referDirectly", "triage", "AwaitingBooking")]
    [InlineData("ClinicalReview", "referDirectly", "triage", "AwaitingBooking")]
    [InlineData("AwaitingBooking", "referDirectly", "gp", "AwaitingBooking")]
    [InlineData("SafetyNet", "discharge", "gp", "Closed:discharged")]
    [InlineData("PracticeReview", "discharge", "gp", "Closed:discharged")]
    [InlineData("ClinicalReview", "discharge", "triage", "Closed:discharged")]
    [InlineData("AwaitingBooking", "discharge", "triage", "Closed:discharged")]
    [InlineData("PracticeReview", "continueSafetyNet", "gp", "SafetyNet")]
    [InlineData("SafetyNet", "continueSafetyNet", "triage", "SafetyNet")]
    [InlineData("Referred", "withdraw", "gp", "Closed:withdrawn")]
    [InlineData("KitPosted", "withdraw", "gp", "Closed:withdrawn")]
    [InlineData("AwaitingBooking", "withdraw", "triage", "Closed:withdrawn")]
    [InlineData("Referred", "patientDied", "gp", "Closed:died")]
    [InlineData("AwaitingAcknowledgement", "patientDied", "triage", "Closed:died")]
    [InlineData("ClinicalReview", "patientDied", "gp", "Closed:died")]
    [InlineData("Closed", "patientDied", "gp", "Closed:withdrawn")]
    public async Task A_decision_that_can_be_taken_is_taken(string state, string decision, string role, string then)
    {
        string journey = await InAsync(state);
        Answer answer = await DecideAsync(journey, decision, role);

        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        Assert.Equal(then, answer["outcome"] is { } outcome ? answer["state"] + ":" + outcome : answer["state"]);
        Assert.Equal(answer["state"] == "Closed", answer.Json["nextAction"] is null);
    }

    [Theory]
    [InlineData("AwaitingAcknowledgement", "reissueKit", "triage", "a further kit cannot lower it")]
    [InlineData("AwaitingBooking", "reissueKit", "triage", "a further kit cannot lower it")]
    [InlineData("ListedBelow", "reissueKit", "triage", "a further kit cannot replace it")]
    [InlineData("ClinicalReview", "reissueKit", "gp", "Only triage")]
    [InlineData("ClinicalReview", "referDirectly", "gp", "Only triage")]
    [InlineData("AwaitingAcknowledgement", "discharge", "triage", "Acknowledge the result first")]
    [InlineData("Referred", "discharge", "gp", "Withdraw the referral instead")]
    [InlineData("KitPosted", "discharge", "gp", "Withdraw the referral instead")]
    [InlineData("KitReceived", "discharge", "gp", "Withdraw the referral instead")]
    [InlineData("AwaitingBooking", "discharge", "gp", "Only triage")]
    [InlineData("Referred", "continueSafetyNet", "gp", "once there is a result")]
    [InlineData("AwaitingBooking", "continueSafetyNet", "triage", "once there is a result")]
    [InlineData("ClinicalReview", "continueSafetyNet", "gp", "Only triage")]
    [InlineData("AwaitingAcknowledgement", "withdraw", "gp", "Acknowledge the result first")]
    [InlineData("AwaitingBooking", "withdraw", "gp", "Only triage")]
    [InlineData("Closed", "reissueKit", "triage", "The journey has ended")]
    [InlineData("Closed", "withdraw", "gp", "The journey has ended")]
    public async Task A_decision_that_cannot_be_taken_now_says_why_and_changes_nothing(string state, string decision, string role, string because)
    {
        string journey = await InAsync(state);
        string before = (await JourneyAsync(journey)).ToJsonString();
        AssertProblem(await DecideAsync(journey, decision, role), HttpStatusCode.Conflict, because);
        Assert.Equal(before, (await JourneyAsync(journey)).ToJsonString());
    }

    [Fact]
    public async Task Every_field_of_another_kind_is_named_with_what_it_may_be()
    {
        (string journey, _) = await ReferredAsync();
        Answer answer = await PostAsync($"/api/journeys/{journey}/decisions", "triage", new JsonObject { ["decision"] = "perhaps", ["reason"] = 7 });

        AssertProblem(answer, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(
            "It must be one of reissueKit, referDirectly, discharge, continueSafetyNet, withdraw, patientDied.",
            (string?)((JsonArray)answer.Json["errors"]!["decision"]!)[0]);
        Assert.Equal("It must be text.", (string?)((JsonArray)answer.Json["errors"]!["reason"]!)[0]);
    }

    [Fact]
    public async Task The_timeline_says_who_decided_what_and_why()
    {
        (string journey, _) = await ReferredAsync();
        Answer answer = await DecideAsync(journey, "withdraw", "gp");
        JsonObject line = (JsonObject)((JsonArray)answer.Json["timeline"]!)[^1]!;

        Assert.Equal("gp", (string?)line["by"]);
        AssertAt(Now, (DateTimeOffset)line["at"]!);
        Assert.Contains("withdraw", (string)line["what"]!, StringComparison.OrdinalIgnoreCase);
        Assert.False(string.IsNullOrWhiteSpace((string?)line["because"]));
    }

    [Fact]
    public async Task The_same_request_again_is_done_once_and_for_something_else_is_a_conflict()
    {
        (string journey, _, _) = await PostedAsync();
        string request = Guid.NewGuid().ToString();
        await DecideAsync(journey, "reissueKit", requestId: request);
        await ScannedAsync("posted", NewKit(), journey);
        Answer again = await DecideAsync(journey, "reissueKit", requestId: request);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal("KitPosted", again["state"]);
        AssertProblem(await DecideAsync(journey, "withdraw", requestId: request), HttpStatusCode.Conflict, "X-Request-ID");
        Assert.Equal("KitPosted", await StateAsync(journey));
    }

    [Fact]
    public async Task Nobody_is_examined_without_a_result()
    {
        (string journey, _) = await ReferredAsync();
        await DecideAsync(journey, "referDirectly");
        await QuietAsync();

        Assert.DoesNotContain(await ListAsync("/api/waiting-list", "triage"), place => (string?)place["journeyId"] == journey);
        Assert.Single(await ListAsync("/api/worklist?owner=triage", "triage"), item => (string?)item["journeyId"] == journey);
    }

    [Fact]
    public async Task Nothing_more_is_sent_to_a_patient_who_has_died()
    {
        (string journey, _, _) = await ResultedAsync("120");
        await QuietAsync();
        int texts = (await TextsAsync(journey)).Count;
        int letters = (await LettersAsync(journey)).Count;
        await DecideAsync(journey, "patientDied");

        Assert.Equal(texts, (await TextsAsync(journey)).Count);
        Assert.Equal(letters, (await LettersAsync(journey)).Count);
    }

    [Theory]
    [InlineData("""{"reason":"Because."}""")]
    [InlineData("""{"decision":null,"reason":"Because."}""")]
    [InlineData("""{"decision":"","reason":"Because."}""")]
    [InlineData("""{"decision":"eatTheKit","reason":"Because."}""")]
    [InlineData("""{"decision":5,"reason":"Because."}""")]
    [InlineData("""{"decision":99,"reason":"Because."}""")]
    [InlineData("""{"decision":"5","reason":"Because."}""")]
    [InlineData("""{"decision":["withdraw"],"reason":"Because."}""")]
    public async Task What_is_not_a_decision_decides_nothing(string body)
    {
        (string journey, _, _) = await PostedAsync();
        Answer answer = await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/decisions", "triage", body);

        AssertProblem(answer, answer.Status is HttpStatusCode.BadRequest ? HttpStatusCode.BadRequest : HttpStatusCode.UnprocessableEntity);
        Assert.Contains("decision", ((JsonObject)answer.Json["errors"]!).Select(error => error.Key));
        Assert.Equal("KitPosted", await StateAsync(journey));
    }

    [Fact]
    public async Task A_decision_without_a_reason_is_none()
    {
        (string journey, _) = await ReferredAsync();
        AssertInvalid(await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/decisions", "triage", """{"decision":"withdraw"}"""), "reason");
        AssertInvalid(await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/decisions", "triage", """{"decision":"withdraw","reason":" "}"""), "reason");
        AssertInvalid(await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/decisions", "triage", "{}"), "decision", "reason");
        Assert.Equal("Referred", await StateAsync(journey));
    }

    [Fact]
    public async Task Only_clinicians_decide_and_a_practice_only_for_its_own()
    {
        (string journey, _) = await ReferredAsync();
        foreach (string role in (string[])["kitDesk", "lab", "bookingDesk", "admin"])
        {
            AssertProblem(await DecideAsync(journey, "withdraw", role), HttpStatusCode.Forbidden);
        }

        string other = await PracticeTokenAsync("B99002");
        AssertProblem(
            await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/decisions", null, """{"decision":"withdraw","reason":"No."}""", token: other),
            HttpStatusCode.NotFound);
        AssertProblem(await DecideAsync("j-00000000000000000000000000", "withdraw"), HttpStatusCode.NotFound);
        AssertProblem(await DecideAsync("nobody", "withdraw"), HttpStatusCode.NotFound);
        Assert.Equal("Referred", await StateAsync(journey));
    }

    private async Task<string> InAsync(string state)
    {
        switch (state)
        {
            case "Referred":
                return (await ReferredAsync()).JourneyId;
            case "KitPosted":
                return (await PostedAsync()).JourneyId;
            case "KitReceived":
                return (await AtTheLaboratoryAsync()).JourneyId;
            case "SafetyNet":
                return (await ResultedAsync("3")).JourneyId;
            case "PracticeReview":
                return (await ResultedAsync("3", referral => referral["clinical"]!["concern"] = true)).JourneyId;
            case "AwaitingAcknowledgement":
                return (await ResultedAsync("120")).JourneyId;
            case "ClinicalReview":
                (string corrected, string device, JsonObject referral) = await ResultedAsync("12");
                await ReportedAsync(LabReport.Of(device, referral, Now) with { Value = "8", Status = "corrected" });
                return corrected;
            case "AwaitingBooking":
                return await ListedAsync();
            case "ListedBelow":
                string listed = (await ResultedAsync("3")).JourneyId;
                await DecideAsync(listed, "referDirectly");
                return listed;
            case "AssistanceNeeded":
                (string assisted, string kit, _) = await PostedAsync();
                await ScannedAsync("returnedToSender", kit);
                return assisted;
            default:
                string ended = (await ReferredAsync()).JourneyId;
                await DecideAsync(ended, "withdraw");
                return ended;
        }
    }
}
