using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class ReferralTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task A_referral_with_an_indication_is_answered_with_the_journey_and_its_next_action()
    {
        Answer answer = await ReferAsync(Referral());

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("fitIndicated", answer["decision"]);
        Assert.Equal("Referred", answer["state"]);
        Assert.False(answer.Json["duplicate"]!.GetValue<bool>());
        Assert.NotEmpty((JsonArray)answer.Json["reasons"]!);
        Assert.Equal("kitDesk", (string)answer.Json["nextAction"]!["owner"]!);
        Assert.NotNull(answer.Json["nextAction"]!["what"]);
        Assert.NotNull(answer.Json["nextAction"]!["due"]);
    }

    [Fact]
    public async Task The_same_referral_again_is_the_same_journey_and_says_so()
    {
        JsonObject referral = Referral();
        Answer first = await ReferAsync(referral);
        Answer again = await ReferAsync(referral);

        Assert.Equal(HttpStatusCode.Accepted, again.Status);
        Assert.Equal(first["journeyId"], again["journeyId"]);
        Assert.Equal(first["decision"], again["decision"]);
        Assert.True(again.Json["duplicate"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_same_request_id_and_body_again_is_a_duplicate_and_with_another_body_a_conflict()
    {
        JsonObject referral = Referral();
        string requestId = Guid.NewGuid().ToString();
        await ReferAsync(referral, requestId);
        Answer again = await ReferAsync(referral, requestId);
        Assert.True(again.Json["duplicate"]!.GetValue<bool>());

        AssertProblem(await ReferAsync(Referral(), requestId), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task The_same_referral_id_with_other_content_is_a_conflict()
    {
        JsonObject referral = Referral();
        await ReferAsync(referral);
        referral["clinical"]!["symptoms"] = new JsonArray("rectal-bleeding");

        AssertProblem(await ReferAsync(referral), HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("rectal-mass")]
    [InlineData("anal-mass")]
    [InlineData("anal-ulceration")]
    public async Task A_mass_or_ulceration_never_waits_for_a_kit(string finding)
    {
        JsonObject referral = Referral();
        referral["clinical"]!["findings"] = new JsonArray(finding);
        Answer answer = await ReferAsync(referral);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("referWithoutFit", answer["decision"]);
        List<JsonObject> kits = await ListAsync("/api/kits/dispatch", "kitDesk");
        Assert.DoesNotContain(kits, kit => (string?)kit["journeyId"] == answer["journeyId"]);
    }

    [Fact]
    public async Task An_abdominal_mass_gets_a_kit_and_a_referral_together()
    {
        JsonObject referral = Referral();
        referral["clinical"]!["findings"] = new JsonArray("abdominal-mass");
        Answer answer = await ReferAsync(referral);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("fitAndRefer", answer["decision"]);
    }

    [Fact]
    public async Task What_meets_no_criterion_is_recorded_without_a_kit()
    {
        JsonObject referral = Referral();
        referral["patient"]!["dateOfBirth"] = "1996-01-02";
        referral["clinical"]!["symptoms"] = new JsonArray("weight-loss");
        Answer answer = await ReferAsync(referral);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("notIndicated", answer["decision"]);
    }

    [Fact]
    public async Task Too_little_information_is_refused_with_what_is_missing()
    {
        JsonObject referral = Referral();
        referral["clinical"]!["symptoms"] = new JsonArray();
        Answer answer = await ReferAsync(referral);

        AssertProblem(answer, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("insufficientInformation", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        JsonObject referral = Referral();
        referral["patient"]!["nhsNumber"] = "9990000019";
        referral["patient"]!["dateOfBirth"] = "2030-01-01";
        referral["patient"]!["sex"] = "other-than-known";
        referral["clinical"]!["symptoms"] = new JsonArray("headache");
        Answer answer = await ReferAsync(referral);

        AssertProblem(answer, HttpStatusCode.UnprocessableEntity);
        JsonObject errors = (JsonObject)answer.Json["errors"]!;
        Assert.Contains("patient.nhsNumber", errors.Select(error => error.Key));
        Assert.Contains("patient.dateOfBirth", errors.Select(error => error.Key));
        Assert.Contains("patient.sex", errors.Select(error => error.Key));
        Assert.Contains(errors, error => error.Key.StartsWith("clinical.symptoms", StringComparison.Ordinal));
        Assert.DoesNotContain("9990000019", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_too_large_and_unknown_bodies_are_each_refused_as_what_they_are()
    {
        AssertProblem(await SendAsync(HttpMethod.Post, "/api/referrals", "gp", "{ not json"), HttpStatusCode.BadRequest);
        AssertProblem(await SendAsync(HttpMethod.Post, "/api/referrals", "gp", new string(' ', 300 * 1024)), HttpStatusCode.RequestEntityTooLarge);
        AssertProblem(await SendAsync(HttpMethod.Post, "/api/referrals", "gp", "<a/>", "application/xml"), HttpStatusCode.UnsupportedMediaType);
        string deep = new string('[', 5000) + new string(']', 5000);
        AssertProblem(await SendAsync(HttpMethod.Post, "/api/referrals", "gp", deep), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_referral_without_a_request_id_is_refused()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/referrals");
        request.Headers.Authorization = new("Bearer", Service.Token("gp"));
        request.Content = new StringContent(Referral().ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Service.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
