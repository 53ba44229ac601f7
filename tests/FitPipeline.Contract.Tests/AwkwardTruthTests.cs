using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>What laboratories and the post deliver besides: re-runs, results too early, dates that cannot be.</summary>
public sealed class AwkwardTruthTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task A_re_run_is_a_new_measurement_and_the_higher_of_the_two_counts()
    {
        (string journey, string kit, JsonObject referral) = await ResultedAsync("3");
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = "120", LabNumber = "RERUN-" + kit });
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journey));

        (string higherFirst, string otherKit, JsonObject otherReferral) = await ResultedAsync("120");
        await ReportedAsync(LabReport.Of(otherKit, otherReferral, Now) with { Value = "3", LabNumber = "RERUN-" + otherKit });
        JsonObject after = await JourneyAsync(higherFirst);
        Assert.Equal("AwaitingAcknowledgement", (string?)after["state"]);
        Assert.Equal(120, (decimal)after["result"]!["value"]!);
    }

    [Fact]
    public async Task The_same_sample_by_its_laboratory_number_is_the_same_result_however_it_is_written()
    {
        (string journey, string kit, JsonObject referral) = await ResultedAsync("12");
        int lines = await LinesAsync(journey);
        foreach (string format in (string[])["csv", "hl7", "astm", "json"])
        {
            Answer again = await HandInAsync(LabReport.Write(format, LabReport.Of(kit, referral, Now) with { Value = "12", ResultAt = Now.AddMinutes(-1) }), format);
            Assert.True(again.Json["ignored"]?.GetValue<int>() == 1, again.Text);
        }

        Assert.Equal(lines, await LinesAsync(journey));
    }

    [Fact]
    public async Task A_result_that_comes_before_its_kit_was_scanned_out_waits_and_goes_the_ordinary_way_once_it_was()
    {
        (string journey, JsonObject referral) = await ReferredAsync();
        string kit = NewKit();
        Answer file = await ReportAsync(LabReport.Of(kit, referral, Now) with { Value = "120" });
        JsonObject row = Assert.Single(await ListAsync("/api/quarantine", "triage"), row => (string?)row["fileId"] == file["fileId"]);
        Assert.Contains((JsonArray)row["candidates"]!, candidate => (string?)candidate!["journeyId"] == journey);

        string resolution = $"/api/quarantine/{(string?)row["id"]}/resolution";
        JsonObject match = new() { ["action"] = "match", ["journeyId"] = journey, ["note"] = "The kit desk scans it out late." };
        AssertProblem(await PostAsync(resolution, "triage", match), HttpStatusCode.Conflict, "Scan the kit out");

        await ScannedAsync("posted", kit, journey);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(resolution, "triage", match)).Status);
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journey));
    }

    [Fact]
    public async Task A_date_in_the_future_is_never_taken_at_its_word()
    {
        (string collected, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = "3", CollectedOn = Text(Today.AddDays(2)) });
        Assert.Equal("ClinicalReview", await StateAsync(collected));

        (string reported, string other, JsonObject otherReferral) = await AtTheLaboratoryAsync();
        Answer answer = await ReportAsync(LabReport.Of(other, otherReferral, Now) with { Value = "120", ResultAt = Now.AddHours(1) });
        Assert.Equal(1, (int)answer.Json["quarantined"]!);
        Assert.Equal("KitReceived", await StateAsync(reported));
    }

    [Theory]
    [InlineData("03/04/2026")]
    [InlineData("2026-13-02")]
    [InlineData("2026-02-30")]
    public async Task A_date_that_can_be_read_in_two_ways_or_in_none_goes_to_a_person(string collected)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        Answer answer = await ReportAsync(LabReport.Of(kit, referral, Now) with { Value = "3", CollectedOn = collected });
        Assert.Equal(1, (int)answer.Json["quarantined"]!);
        Assert.Equal("KitReceived", await StateAsync(journey));
    }

    [Fact]
    public async Task A_kit_that_had_expired_when_it_was_used_does_not_reassure_and_may_warn()
    {
        (string below, string belowKit, JsonObject belowReferral) = await ExpiringAsync();
        (string above, string aboveKit, JsonObject aboveReferral) = await ExpiringAsync();
        await ForwardAsync("P31D");
        await ScannedAsync("received", belowKit);
        await ScannedAsync("received", aboveKit);
        await ReportedAsync(LabReport.Of(belowKit, belowReferral, Now) with { Value = "3" });
        await ReportedAsync(LabReport.Of(aboveKit, aboveReferral, Now) with { Value = "120" });

        Assert.Equal("Referred", await StateAsync(below));
        Assert.Null((await JourneyAsync(below))["result"]);
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(above));
    }

    [Fact]
    public async Task Nothing_can_be_deleted_from_the_quarantine()
    {
        (_, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        Answer file = await ReportAsync(LabReport.Of(kit, referral, Now) with { Value = "120", Unit = "mg/g" });
        JsonObject row = Assert.Single(await ListAsync("/api/quarantine", "lab"), row => (string?)row["fileId"] == file["fileId"]);
        foreach (string role in (string[])["lab", "triage", "admin"])
        {
            Answer gone = await SendAsync(HttpMethod.Delete, "/api/quarantine/" + (string?)row["id"], role);
            Assert.True(gone.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"{gone.Status}");
        }

        Assert.Contains(await ListAsync("/api/quarantine", "lab"), open => (string?)open["id"] == (string?)row["id"]);
    }

    private async Task<int> LinesAsync(string journey) => ((JsonArray)(await JourneyAsync(journey))["timeline"]!).Count;

    // The last day of use is the last on which it could still be sent out.
    private async Task<(string JourneyId, string Kit, JsonObject Referral)> ExpiringAsync()
    {
        (string journey, JsonObject referral) = await ReferredAsync();
        string kit = NewKit();
        JsonObject scan = Scan("posted", kit, journey);
        scan["expiresOn"] = Text(Today.AddDays(29));
        JsonObject outcome = (await ScanAsync("kitDesk", scan))[0];
        Assert.True((string?)outcome["outcome"] == "accepted", outcome.ToJsonString());
        return (journey, kit, referral);
    }
}
