using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>A lot is recalled: nothing below the threshold from it counts, and none of it goes out any more.</summary>
public sealed class RecallTests(RunningService service) : ContractTest(service)
{
    private readonly string _lot = "LOT-" + Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();

    [Fact]
    public async Task Whoever_has_a_kit_of_the_lot_is_sent_another_and_whoever_was_reassured_on_one_comes_before_a_clinician()
    {
        (string waiting, _, _) = await SentOutAsync();
        (string reassured, _) = await ReportedAsync("3");
        (string positive, _) = await ReportedAsync("120");
        (string other, _, _) = await PostedAsync();
        Assert.Equal("SafetyNet", await StateAsync(reassured));

        Answer answer = await RecallAsync(_lot.ToLowerInvariant());
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        Assert.Equal(3, (int)answer.Json["journeys"]!);
        Assert.Equal(3, (int)answer.Json["changed"]!);
        AssertAt(Now, (DateTimeOffset)answer.Json["recalledAt"]!);

        Assert.Equal("Referred", await StateAsync(waiting));
        JsonObject review = await JourneyAsync(reassured);
        Assert.Equal("ClinicalReview", (string?)review["state"]);
        Assert.Null(review["result"]);
        Assert.Contains("recalled", review["timeline"]!.ToJsonString(), StringComparison.Ordinal);

        // A bad device misses blood; it does not find it.
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(positive));
        Assert.Equal("KitPosted", await StateAsync(other));
    }

    [Fact]
    public async Task Whoever_was_reassured_on_it_and_has_left_is_decided_on_by_triage()
    {
        (string journey, _) = await ReportedAsync("3");
        await DecideAsync(journey, "discharge", "gp");
        Assert.Equal("Closed", await StateAsync(journey));

        await RecallAsync(_lot);
        await QuietAsync();
        Assert.Equal("Closed", await StateAsync(journey));
        Assert.Contains(
            await ListAsync("/api/worklist?owner=triage", "triage"),
            item => (string?)item["journeyId"] == journey && ((string)item["what"]!).Contains("recalled", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3", "Referred")]
    [InlineData("120", "AwaitingAcknowledgement")]
    public async Task A_later_result_of_a_recalled_kit_warns_and_never_reassures(string value, string state)
    {
        (string journey, string kit, JsonObject referral) = await SentOutAsync();
        await RecallAsync(_lot);
        await ScannedAsync("received", kit);
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = value });

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal(state, (string?)after["state"]);
        Assert.Equal(state == "Referred", after["result"] is null);
    }

    [Fact]
    public async Task None_of_it_goes_out_any_more_and_one_that_had_gone_before_the_notice_is_recalled_too()
    {
        DateTimeOffset before = Now;
        await ForwardAsync("PT1H");
        await RecallAsync(_lot);

        (string journey, _) = await ReferredAsync();
        JsonObject scan = Scan("posted", NewKit(), journey);
        scan["lot"] = _lot;
        JsonObject outcome = (await ScanAsync("kitDesk", scan))[0];
        Assert.Equal("rejected", (string?)outcome["outcome"]);
        Assert.Contains("recalled", (string)outcome["because"]!, StringComparison.Ordinal);
        Assert.Equal("Referred", await StateAsync(journey));
        Assert.Empty((JsonArray)(await JourneyAsync(journey))["kits"]!);

        (string late, _) = await ReferredAsync();
        string kit = NewKit();
        JsonObject lateScan = Scan("posted", kit, late);
        lateScan["lot"] = _lot;
        lateScan["at"] = Text(before);
        outcome = (await ScanAsync("kitDesk", lateScan))[0];
        Assert.Equal("accepted", (string?)outcome["outcome"]);
        Assert.Contains("recalled", (string)outcome["because"]!, StringComparison.Ordinal);
        JsonObject after = await JourneyAsync(late);
        Assert.Equal("Referred", (string?)after["state"]);
        Assert.Equal(kit, (string?)Assert.Single((JsonArray)after["kits"]!)!["kitId"]);
    }

    [Fact]
    public async Task The_same_notice_again_is_the_same_recall()
    {
        (string journey, _, _) = await SentOutAsync();
        Answer first = await RecallAsync(_lot);
        await ForwardAsync("P1D");
        int lines = ((JsonArray)(await JourneyAsync(journey))["timeline"]!).Count;
        Answer again = await RecallAsync(_lot.ToLowerInvariant());

        Assert.Equal(first["recalledAt"], again["recalledAt"]);
        Assert.Equal(_lot, again["lot"]);
        Assert.Equal(1, (int)again.Json["changed"]!);
        Assert.Equal(lines, ((JsonArray)(await JourneyAsync(journey))["timeline"]!).Count);
    }

    [Fact]
    public async Task A_lot_of_which_nothing_went_out_is_recalled_all_the_same()
    {
        Answer answer = await RecallAsync(_lot);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(0, (int)answer.Json["journeys"]!);
    }

    [Fact]
    public async Task Every_fault_of_a_notice_is_named_and_only_those_who_handle_kits_may_send_one()
    {
        AssertInvalid(await PostAsync("/api/kits/recalls", "kitDesk", new JsonObject()), "lot", "reason");
        AssertInvalid(await PostAsync("/api/kits/recalls", "lab", Notice(new string('L', 65))), "lot");
        AssertProblem(await PostAsync("/api/kits/recalls", "gp", Notice(_lot)), HttpStatusCode.Forbidden);
        AssertProblem(await PostAsync("/api/kits/recalls", "triage", Notice(_lot)), HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/api/kits/recalls", "admin", Notice(_lot))).Status);
    }

    private static JsonObject Notice(string lot) => new() { ["lot"] = lot, ["reason"] = "The maker's notice of this week." };

    private Task<Answer> RecallAsync(string lot) => PostAsync("/api/kits/recalls", "lab", Notice(lot));

    private async Task<(string JourneyId, string Kit, JsonObject Referral)> SentOutAsync()
    {
        (string journey, JsonObject referral) = await ReferredAsync();
        string kit = NewKit();
        JsonObject scan = Scan("posted", kit, journey);
        scan["lot"] = _lot;
        Assert.Equal("accepted", (string?)(await ScanAsync("kitDesk", scan))[0]["outcome"]);
        return (journey, kit, referral);
    }

    private async Task<(string JourneyId, string Kit)> ReportedAsync(string value)
    {
        (string journey, string kit, JsonObject referral) = await SentOutAsync();
        await ScannedAsync("received", kit);
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = value });
        return (journey, kit);
    }
}
