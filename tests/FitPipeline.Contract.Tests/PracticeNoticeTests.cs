using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>Practices are told every outcome: as a list, on the worklist and as FHIR.</summary>
public sealed class PracticeNoticeTests(RunningService service) : ContractTest(service)
{
    private const string Notices = "/api/practices/A99001/notices";

    private async Task<JsonObject> NoticeAsync(string journey, string notice)
    {
        await QuietAsync();
        return Assert.Single(await ListAsync(Notices, "gp"), item => (string?)item["journeyId"] == journey && (string?)item["notice"] == notice);
    }

    private async Task<bool> IsToReadAsync(string journey, string words) =>
        (await ListAsync("/api/worklist?owner=practice", "triage")).Any(item =>
            (string?)item["journeyId"] == journey && ((string)item["what"]!).Contains(words, StringComparison.Ordinal));

    [Theory]
    [InlineData("120", "resultAtOrAboveThreshold", "at or above", "")]
    [InlineData(">400", "resultAtOrAboveThreshold", "at or above", ">")]
    [InlineData("3", "resultBelowThreshold", "below", "")]
    public async Task A_result_is_a_DiagnosticReport_with_its_value_and_is_on_the_worklist(string value, string notice, string words, string comparator)
    {
        (string journey, _, JsonObject referral) = await ResultedAsync(value);
        JsonObject told = await NoticeAsync(journey, notice);
        Assert.True(await IsToReadAsync(journey, words));

        Answer answer = await GetAsync((string)told["fhir"]!, "gp");
        Assert.Equal("application/fhir+json", answer.ContentType);
        JsonObject report = answer.Json;
        Assert.Equal("DiagnosticReport", (string?)report["resourceType"]);
        Assert.Equal("final", (string?)report["status"]);
        Assert.Equal("1049361000000101", (string?)report["code"]!["coding"]![0]!["code"]);
        Assert.Equal((string?)referral["patient"]!["nhsNumber"], (string?)report["subject"]!["identifier"]!["value"]);
        Assert.Equal((string?)referral["referralId"], (string?)report["basedOn"]![0]!["identifier"]!["value"]);
        JsonNode quantity = report["contained"]![0]!["valueQuantity"]!;
        Assert.Equal(decimal.Parse(value.TrimStart('>'), System.Globalization.CultureInfo.InvariantCulture), (decimal)quantity["value"]!);
        Assert.Equal(comparator.Length == 0 ? null : comparator, (string?)quantity["comparator"]);
        Assert.DoesNotContain("Testerby", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_an_address_failure_a_kit_not_returned_and_the_end_are_Communications()
    {
        (string rejected, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await ReportedAsync(LabReport.Of(kit, referral, Now).Rejected("leaked"));
        (string returned, string undelivered, _) = await PostedAsync();
        await ScannedAsync("returnedToSender", undelivered);
        (string ended, _) = await ReferredAsync();
        await DecideAsync(ended, "withdraw");
        (string silent, _, _) = await PostedAsync();
        await ForwardAsync("P28D");
        foreach ((string journey, string notice, string words) in ((string, string, string)[])
            [(silent, "notReturned", "not returned"), (rejected, "sampleRejected", "could not be used"), (returned, "addressFailed", "does not reach the patient"), (ended, "closed", "has ended")])
        {
            JsonObject told = await NoticeAsync(journey, notice);
            JsonObject communication = (await GetAsync((string)told["fhir"]!, "gp")).Json;
            Assert.Equal("Communication", (string?)communication["resourceType"]);
            Assert.Equal("completed", (string?)communication["status"]);
            Assert.Equal("A99001", (string?)communication["recipient"]![0]!["identifier"]!["value"]);
            Assert.Contains(words, (string)communication["payload"]![0]!["contentString"]!, StringComparison.Ordinal);

            // An end asks nothing of the practice; a kit not returned is on its worklist as its own decision.
            Assert.Equal(notice is not ("closed" or "notReturned"), await IsToReadAsync(journey, "Read: "));
            Assert.True(notice is not "notReturned" || await IsToReadAsync(journey, "Decide: "));
        }
    }

    [Fact]
    public async Task Patients_who_get_no_kit_are_the_practice_s_to_tell_and_the_practice_is_told()
    {
        JsonObject mass = Referral();
        mass["clinical"]!["findings"] = new JsonArray("rectal-mass");
        string refer = (await ReferAsync(mass))["journeyId"]!;
        JsonObject none = Referral();
        none["patient"]!["dateOfBirth"] = "1996-01-02";
        none["clinical"]!["symptoms"] = new JsonArray("weight-loss");
        Answer answer = await ReferAsync(none);
        Assert.Equal("notIndicated", answer["decision"]);
        string stays = answer["journeyId"]!;

        await NoticeAsync(refer, "referNow");
        await NoticeAsync(stays, "notIndicated");
        Assert.True(await IsToReadAsync(refer, "Refer this patient"));
        Assert.True(await IsToReadAsync(stays, "Tell the patient"));
        Assert.Empty(await TextsAsync(refer));
        Assert.Empty(await LettersAsync(refer));
        Assert.Empty(await TextsAsync(stays));
        Assert.Empty(await LettersAsync(stays));
    }

    [Fact]
    public async Task Another_practice_sees_none_of_it()
    {
        (string journey, _, _) = await ResultedAsync("120");
        JsonObject told = await NoticeAsync(journey, "resultAtOrAboveThreshold");
        string other = await MintAsync("gp", "A99002");
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, Notices, null, token: other)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, (string)told["fhir"]!, null, token: other)).Status);
        string theirs = ((string)told["fhir"]!).Replace("A99001", "A99002", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, theirs, null, token: other)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(Notices, "lab")).Status);
    }
}
