using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class PracticeTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task A_practice_sees_each_of_its_patients_and_what_happens_next()
    {
        string token = await PracticeTokenAsync("B99006");
        (string open, JsonObject referral) = await ReferredAsync(referral => referral["practice"]!["odsCode"] = "B99006", token);
        (string ended, _) = await ReferredAsync(referral => referral["practice"]!["odsCode"] = "B99006", token);
        (string elsewhere, _) = await ReferredAsync();
        await DecideAsync(ended, "withdraw");
        List<JsonObject> list = await ListAsync("/api/practices/B99006/journeys", "gp", token);

        Assert.Equal(new[] { open, ended }.Order(StringComparer.Ordinal), list.Select(item => (string)item["journeyId"]!).Order(StringComparer.Ordinal));
        JsonObject shown = list.Single(item => (string?)item["journeyId"] == open);
        Assert.Equal("Referred", (string?)shown["state"]);
        Assert.Equal((string?)referral["referralId"], (string?)shown["referralId"]);
        Assert.Equal("kitDesk", (string?)shown["nextAction"]!["owner"]);
        Assert.Equal("withdrawn", (string?)list.Single(item => (string?)item["journeyId"] == ended)["outcome"]);
        Assert.Null(list.Single(item => (string?)item["journeyId"] == ended)["nextAction"]);
        Assert.DoesNotContain(elsewhere, list.Select(item => (string?)item["journeyId"]));
    }

    [Fact]
    public async Task More_than_a_page_comes_in_pages_and_each_patient_once()
    {
        string token = await PracticeTokenAsync("B99007");
        for (int i = 0; i < 203; i++)
        {
            await ReferredAsync(referral => referral["practice"]!["odsCode"] = "B99007", token, mobile: false);
        }

        Answer first = await SendAsync(HttpMethod.Get, "/api/practices/B99007/journeys", null, token: token);
        Assert.Equal(200, ((JsonArray)first.Json["items"]!).Count);
        List<JsonObject> all = await ListAsync("/api/practices/B99007/journeys", "gp", token);
        Assert.Equal(203, all.Count);
        Assert.Equal(203, all.Select(item => (string)item["journeyId"]!).Distinct().Count());
    }

    [Fact]
    public async Task Another_practice_and_one_that_is_none_do_not_exist_for_a_practice_and_triage_sees_all()
    {
        string token = await PracticeTokenAsync("B99008");
        AssertProblem(await SendAsync(HttpMethod.Get, "/api/practices/A99001/journeys", null, token: token), HttpStatusCode.NotFound);
        AssertProblem(await GetAsync("/api/practices/no-such-code/journeys", "triage"), HttpStatusCode.NotFound);
        AssertProblem(await GetAsync("/api/practices/A99001/journeys", "bookingDesk"), HttpStatusCode.Forbidden);
        Assert.Empty(await ListAsync("/api/practices/B99008/journeys", "triage"));
        (string journey, _) = await ReferredAsync();
        Assert.Contains(await ListAsync("/api/practices/A99001/journeys", "triage"), item => (string?)item["journeyId"] == journey);
    }

    [Fact]
    public async Task The_same_referral_id_and_request_id_of_two_practices_are_two_referrals()
    {
        string token = await PracticeTokenAsync("B99009");
        JsonObject here = Referral();
        JsonObject there = Referral();
        there["referralId"] = (string?)here["referralId"];
        there["practice"]!["odsCode"] = "B99009";
        string request = Guid.NewGuid().ToString();
        Answer first = await ReferAsync(here, request);
        Answer second = await SendAsync(HttpMethod.Post, "/api/referrals", null, there.ToJsonString(), requestId: request, token: token);

        Assert.True(second.Status is HttpStatusCode.Accepted, second.Text);
        Assert.NotEqual(first["journeyId"], second["journeyId"]);
        Assert.False((bool)second.Json["duplicate"]!);
        await DecideAsync(second["journeyId"]!, "patientDied");
    }

    [Fact]
    public async Task A_practice_sees_the_waiting_list_of_its_own_patients_only()
    {
        string journey = await ListedAsync();
        string token = await PracticeTokenAsync("B99010");
        Assert.DoesNotContain(await ListAsync("/api/waiting-list", "gp", token), place => (string?)place["journeyId"] == journey);
        JsonObject place = Assert.Single(await ListAsync("/api/waiting-list", "gp"), place => (string?)place["journeyId"] == journey);
        Assert.NotEmpty((JsonArray)place["because"]!);
    }
}
