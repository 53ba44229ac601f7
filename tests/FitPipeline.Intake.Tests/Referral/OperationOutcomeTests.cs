using System.Text.Json;
using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Referrals;
using FitPipeline.Intake.Referrals.Fhir;

namespace FitPipeline.Intake.Tests;

public sealed class OperationOutcomeTests
{
    [Fact]
    public void Given_a_refused_referral_then_each_reason_is_an_issue_with_its_place()
    {
        ReferralReading reading = FhirReferralReader.Read(Corpus.Bytes("referrals/fhir-every-fault-at-once.fhir.json"), Corpus.ReceivedAt);
        using JsonDocument json = JsonDocument.Parse(OperationOutcome.Write(reading));

        JsonElement[] issues = [.. json.RootElement.GetProperty("issue").EnumerateArray()];
        Assert.Equal("OperationOutcome", json.RootElement.GetProperty("resourceType").GetString());
        Assert.Equal(Assert.IsType<ReferralReading.Refused>(reading).Errors.Sum(pair => pair.Value.Count), issues.Length);
        Assert.All(issues, issue =>
        {
            Assert.Equal("error", issue.GetProperty("severity").GetString());
            Assert.Equal("processing", issue.GetProperty("code").GetString());
            JsonElement coding = issue.GetProperty("details").GetProperty("coding")[0];
            Assert.Equal("https://fhir.nhs.uk/Codesystem/http-error-codes", coding.GetProperty("system").GetString());
            Assert.Equal("REC_UNPROCESSABLE_ENTITY", coding.GetProperty("code").GetString());
            Assert.NotEmpty(issue.GetProperty("expression")[0].GetString()!);
        });
    }

    [Theory]
    [InlineData(400, "invalid", "REC_BAD_REQUEST")]
    [InlineData(401, "login", "REC_UNAUTHORIZED")]
    [InlineData(403, "forbidden", "REC_FORBIDDEN")]
    [InlineData(404, "not-found", "REC_NOT_FOUND")]
    [InlineData(409, "conflict", "REC_CONFLICT")]
    [InlineData(413, "too-long", "REC_BAD_REQUEST")]
    [InlineData(422, "processing", "REC_UNPROCESSABLE_ENTITY")]
    [InlineData(429, "throttled", "REC_TOO_MANY_REQUESTS")]
    [InlineData(500, "exception", "REC_SERVER_ERROR")]
    [InlineData(503, "transient", "REC_UNAVAILABLE")]
    public void Given_a_status_then_the_code_is_the_one_BaRS_receivers_answer_with(int status, string type, string code)
    {
        using JsonDocument json = JsonDocument.Parse(OperationOutcome.Write(status, "A sentence."));
        JsonElement issue = json.RootElement.GetProperty("issue")[0];

        Assert.Equal(type, issue.GetProperty("code").GetString());
        Assert.Equal(code, issue.GetProperty("details").GetProperty("coding")[0].GetProperty("code").GetString());
        Assert.Equal("A sentence.", issue.GetProperty("diagnostics").GetString());
        Assert.False(issue.TryGetProperty("expression", out _));
    }

    [Fact]
    public void Given_a_body_that_could_not_be_read_then_the_outcome_says_why()
    {
        using JsonDocument json = JsonDocument.Parse(OperationOutcome.Write(new ReferralReading.Unreadable("The body is not UTF-8.")));
        Assert.Equal("The body is not UTF-8.", json.RootElement.GetProperty("issue")[0].GetProperty("diagnostics").GetString());
    }
}
