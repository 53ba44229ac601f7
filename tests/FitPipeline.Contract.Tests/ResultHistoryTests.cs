using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>Corrections, withdrawals, repeats, old samples, and results that come when nobody waits for them any more.</summary>
public sealed class ResultHistoryTests(RunningService service) : ContractTest(service)
{
    [Theory]
    [InlineData("csv")]
    [InlineData("hl7")]
    [InlineData("astm")]
    [InlineData("json")]
    public async Task A_correction_upwards_brings_a_clinician_and_both_values_stay_on_record(string format)
    {
        (string journey, string kit, JsonObject referral) = await ResultedAsync("8");
        await TakenInAsync(format, LabReport.Of(kit, referral, Now) with { Value = "12", Status = "corrected" });

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("AwaitingAcknowledgement", (string?)after["state"]);
        Assert.Equal(12, (decimal)after["result"]!["value"]!);
        string story = after["timeline"]!.ToJsonString();
        Assert.Contains("Result reported: 8", story, StringComparison.Ordinal);
        Assert.Contains("Result corrected: 12", story, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("hl7")]
    [InlineData("astm")]
    [InlineData("json")]
    public async Task A_correction_downwards_lowers_nothing_until_a_clinician_has_looked(string format)
    {
        (string journey, string kit, JsonObject referral) = await ResultedAsync("12");
        await TakenInAsync(format, LabReport.Of(kit, referral, Now) with { Value = "8", Status = "corrected" });

        JsonObject review = await JourneyAsync(journey);
        Assert.Equal("ClinicalReview", (string?)review["state"]);
        Assert.Equal("triage", (string?)review["nextAction"]!["owner"]);
        Assert.Equal(12, (decimal)review["result"]!["value"]!);

        Answer decided = await DecideAsync(journey, "continueSafetyNet");
        Assert.Equal("SafetyNet", decided["state"]);
        Assert.Equal(8, (decimal)decided.Json["result"]!["value"]!);
    }

    [Fact]
    public async Task A_correction_downwards_takes_nobody_off_the_waiting_list()
    {
        (string journey, string kit, JsonObject referral) = await ResultedAsync("120");
        await PostAsync($"/api/journeys/{journey}/acknowledgements", "triage", new JsonObject { ["note"] = "Seen." });
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = "8", Status = "corrected" });

        Assert.Equal("ClinicalReview", await StateAsync(journey));
        Assert.Contains(await ListAsync("/api/waiting-list", "triage"), place => (string?)place["journeyId"] == journey);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("hl7")]
    [InlineData("json")]
    public async Task A_withdrawn_result_goes_to_a_clinician_and_one_at_or_above_the_threshold_counts_until_then(string format)
    {
        (string below, string belowKit, JsonObject belowReferral) = await ResultedAsync("8");
        (string above, string aboveKit, JsonObject aboveReferral) = await ResultedAsync("120");
        await TakenInAsync(format, LabReport.Of(belowKit, belowReferral, Now) with { Value = "8", Status = "withdrawn" });
        await TakenInAsync(format, LabReport.Of(aboveKit, aboveReferral, Now) with { Value = "120", Status = "withdrawn" });

        Assert.Equal("ClinicalReview", await StateAsync(below));
        Assert.Null((await JourneyAsync(below))["result"]);
        Assert.Equal("ClinicalReview", await StateAsync(above));
        Assert.Equal(120, (decimal)(await JourneyAsync(above))["result"]!["value"]!);
        Assert.Equal("Referred", (await DecideAsync(below, "reissueKit"))["state"]);
    }

    [Fact]
    public async Task Two_reports_of_one_sample_that_disagree_bring_a_clinician_and_the_higher_counts()
    {
        (string journey, string kit, JsonObject referral) = await ResultedAsync("8");
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = "120" });

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("ClinicalReview", (string?)after["state"]);
        Assert.Equal(120, (decimal)after["result"]!["value"]!);
    }

    [Fact]
    public async Task The_same_file_under_another_name_is_a_duplicate_and_the_same_row_in_another_file_is_old_news()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        LabReport report = LabReport.Of(kit, referral, Now) with { Value = "3" };
        Answer first = await HandInAsync(LabReport.Csv(report));
        Answer again = await HandInAsync(LabReport.Csv(report));
        Assert.Equal("read", first["status"]);
        Assert.Equal("duplicate", again["status"]);
        Assert.Equal(first["fileId"], again["fileId"]);

        (_, string otherKit, JsonObject otherReferral) = await AtTheLaboratoryAsync();
        Answer another = await HandInAsync(LabReport.Csv(report, LabReport.Of(otherKit, otherReferral, Now) with { Value = "3" }));
        Assert.Equal("read", another["status"]);
        Assert.Equal(1, (int)another.Json["accepted"]!);
        Assert.Equal(1, (int)another.Json["ignored"]!);
        Answer asMessage = await HandInAsync(LabReport.Hl7(report), "hl7");
        Assert.Equal(1, (int)asMessage.Json["ignored"]!);
        Assert.Single(await TextsAsync(journey), template => template == "resultLetterFollows");
        Assert.Single(await LettersAsync(journey), template => template == "resultLetterFollows");
    }

    [Fact]
    public async Task A_report_sent_again_with_another_day_of_receipt_is_taken_for_what_it_says()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        LabReport report = LabReport.Of(kit, referral, Now) with { Value = "3", ReceivedAt = Now.AddDays(-1), ResultAt = Now };
        Answer first = await ReportAsync(report with { ReceivedAt = Now });
        Answer again = await ReportAsync(report);

        Assert.True((int)first.Json["accepted"]! == 1, first.Text);
        Assert.DoesNotContain("cannot be found", (string)(await RowsAsync(again))[0]["because"]!, StringComparison.Ordinal);

        // Received before it was posted: nobody knows how old the sample is.
        Assert.Equal("ClinicalReview", await StateAsync(journey));
    }

    [Fact]
    public async Task An_old_sample_is_judged_by_its_age_on_both_sides_of_the_threshold()
    {
        (string Journey, string Kit, JsonObject Referral)[] patients = new (string, string, JsonObject)[10];
        for (int i = 0; i < patients.Length; i++)
        {
            patients[i] = await PostedAsync(referral => referral["patient"]!["contact"]!["sms"] = i % 2 == 0);
        }

        DateOnly posted = Today;
        DateTimeOffset start = Now;

        async Task reportAsync(int patient, string value)
        {
            await ScannedAsync("received", patients[patient].Kit);
            await ReportedAsync(LabReport.Of(patients[patient].Kit, patients[patient].Referral, Now) with { Value = value, CollectedOn = Text(posted) });
        }

        await ToAsync(start.AddDays(14));
        await reportAsync(0, "9.9");
        await ToAsync(start.AddDays(15));
        await reportAsync(1, "9.9");
        await reportAsync(2, "10");
        await ToAsync(start.AddDays(30));
        await reportAsync(3, "9.9");
        await reportAsync(4, "10");
        await ToAsync(start.AddDays(31));
        await reportAsync(5, "9.9");
        await reportAsync(6, ">400");

        Assert.Equal("SafetyNet", await StateAsync(patients[0].Journey));
        Assert.Equal("Referred", await StateAsync(patients[1].Journey));
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(patients[2].Journey));
        Assert.Equal("Referred", await StateAsync(patients[3].Journey));
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(patients[4].Journey));
        Assert.Equal("Referred", await StateAsync(patients[5].Journey));
        Assert.Equal("Referred", await StateAsync(patients[6].Journey));
        Assert.Null((await JourneyAsync(patients[6].Journey))["result"]);

        // Late, after the practice was told that no kit came back: read all the same.
        JsonObject late = await JourneyAsync(patients[7].Journey);
        Assert.Equal("PracticeReview", (string?)late["state"]);
        Assert.Equal("practice", (string?)late["nextAction"]!["owner"]);
        await ScannedAsync("received", patients[7].Kit);
        Assert.Equal("KitReceived", await StateAsync(patients[7].Journey));
        await ReportedAsync(LabReport.Of(patients[7].Kit, patients[7].Referral, Now) with { Value = "12" });
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(patients[7].Journey));

        // Without a date on it the sample may be as old as the posting: not fresh enough to reassure, not too old to warn.
        await ReportedAsync(LabReport.Of(patients[8].Kit, patients[8].Referral, Now) with { Value = "9.9", CollectedOn = "" });
        Assert.Equal("Referred", await StateAsync(patients[8].Journey));
        await ReportedAsync(LabReport.Of(patients[9].Kit, patients[9].Referral, Now) with { Value = "12", CollectedOn = "" });
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(patients[9].Journey));
    }

    [Fact]
    public async Task A_collection_date_that_cannot_be_true_brings_a_clinician_unless_the_value_warns()
    {
        (string below, string belowKit, JsonObject belowReferral) = await AtTheLaboratoryAsync();
        await ReportedAsync(LabReport.Of(belowKit, belowReferral, Now) with { Value = "3", CollectedOn = Text(Today.AddDays(-1)) });
        (string above, string aboveKit, JsonObject aboveReferral) = await AtTheLaboratoryAsync();
        await ReportedAsync(LabReport.Of(aboveKit, aboveReferral, Now) with { Value = "30", CollectedOn = Text(Today.AddDays(-1)) });

        Assert.Equal("ClinicalReview", await StateAsync(below));
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(above));
    }

    [Fact]
    public async Task A_later_negative_never_cancels_an_earlier_positive()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await ScannedAsync("posted", NewKit(), journey);
        string second = (string)(await JourneyAsync(journey))["kits"]![1]!["kitId"]!;
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = "120" });
        await ReportedAsync(LabReport.Of(second, referral, Now) with { Value = "3" });

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("AwaitingAcknowledgement", (string?)after["state"]);
        Assert.Equal(120, (decimal)after["result"]!["value"]!);
    }

    [Fact]
    public async Task A_result_for_a_journey_that_has_ended_is_worked_and_the_journey_stays_ended()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await DecideAsync(journey, "withdraw");
        Answer answer = await ReportAsync(LabReport.Of(kit, referral, Now) with { Value = "120" });

        Assert.Equal(1, (int)answer.Json["quarantined"]!);
        JsonObject row = Assert.Single(await ListAsync("/api/quarantine", "triage"), row => (string?)row["fileId"] == answer["fileId"]);
        Assert.Equal("triage", (string?)row["owner"]);
        Assert.Contains("ended", (string)row["because"]!, StringComparison.Ordinal);
        Assert.Equal(journey, (string?)row["candidates"]![0]!["journeyId"]);
        Assert.Equal("Closed", await StateAsync(journey));
    }

    private async Task TakenInAsync(string format, LabReport report)
    {
        Answer answer = await HandInAsync(LabReport.Write(format, report), format);
        Assert.True(answer.Json["accepted"]?.GetValue<int>() == 1, answer.Text);
    }

    private Task<List<JsonObject>> RowsAsync(Answer file) => ListAsync("/api/lab/files/" + file["fileId"], "lab");
}
