using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class WhoMayCallTests(RunningService service) : ContractTest(service)
{
    [Theory]
    [InlineData("GET", "/api/worklist")]
    [InlineData("GET", "/api/texts")]
    [InlineData("GET", "/api/quarantine")]
    [InlineData("POST", "/api/referrals")]
    [InlineData("POST", "/api/kits/scans")]
    [InlineData("GET", "/api/waiting-list")]
    public async Task Without_a_token_nobody_gets_in(string method, string path) =>
        AssertProblem(await SendAsync(new HttpMethod(method), path, null), HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("POST", "/api/referrals", "kitDesk")]
    [InlineData("POST", "/api/kits/scans", "gp")]
    [InlineData("GET", "/api/quarantine", "gp")]
    [InlineData("PUT", "/api/slots", "triage")]
    [InlineData("POST", "/api/bookings/rounds", "lab")]
    public async Task With_the_wrong_role_the_answer_is_403(string method, string path, string role) =>
        AssertProblem(await SendAsync(new HttpMethod(method), path, role, "{}"), HttpStatusCode.Forbidden);

    [Fact]
    public async Task Another_practices_patient_does_not_exist()
    {
        (string journey, _) = await ReferredAsync();
        string other = await PracticeTokenAsync("B99002");
        AssertProblem(await SendAsync(HttpMethod.Get, "/api/journeys/" + journey, null, token: other), HttpStatusCode.NotFound);
        AssertProblem(await GetAsync("/api/practices/B99002/journeys", "gp"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_practice_cannot_refer_for_another()
    {
        JsonObject referral = Referral();
        referral["practice"]!["odsCode"] = "B99002";
        AssertProblem(await ReferAsync(referral), HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Whoever_calls_is_told_the_waiting_time_standards_as_the_service_reckons_them()
    {
        foreach (string role in (string[])["gp", "kitDesk", "lab", "triage", "bookingDesk", "admin"])
        {
            Answer session = await GetAsync("/api/session", role);
            Assert.Equal(
                ["fasterDiagnosis 28 28-day Faster Diagnosis", "sixtyTwoDay 62 62-day treatment", "dm01 42 six-week diagnostic (DM01)"],
                ((JsonArray)session.Json["standards"]!).Select(one => $"{(string?)one!["standard"]} {(int)one["days"]!} {(string?)one["words"]}"));
        }
    }

    [Fact]
    public async Task Health_and_the_contract_itself_need_no_token()
    {
        Answer health = await GetAsync("/api/health", null);
        Assert.Equal(HttpStatusCode.OK, health.Status);
        Assert.Equal("ok", health["status"]);
        Assert.NotNull(health.Json["openJourneys"]);
        Assert.NotNull(health.Json["oldestOverdueMinutes"]);

        // Load balancers and probes ask with HEAD: the same answer without its body.
        Answer probed = await SendAsync(HttpMethod.Head, "/api/health", null);
        Assert.Equal((HttpStatusCode.OK, ""), (probed.Status, probed.Text));

        Answer contract = await GetAsync("/api/openapi.json", null);
        Assert.NotNull(contract.Json["paths"]!["/api/health"]!["head"]);
        Assert.Equal("3.1.0", contract["openapi"]);
        Assert.NotNull(contract.Json["paths"]!["/api/referrals"]!["post"]);
    }
}
