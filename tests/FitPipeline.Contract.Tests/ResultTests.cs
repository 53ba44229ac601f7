using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>What a reported value comes to, in every format that laboratories send.</summary>
public sealed class ResultTests(RunningService service) : ContractTest(service)
{
    [Theory]
    [InlineData("csv", "10", "", 10)]
    [InlineData("csv", "10.0", "", 10)]
    [InlineData("csv", ">400", ">", 400)]
    [InlineData("csv", ">=10", ">=", 10)]
    [InlineData("csv", "69800", "", 69800)]
    [InlineData("hl7", "10.0", "", 10)]
    [InlineData("hl7", ">400", ">", 400)]
    [InlineData("astm", "10.0", "", 10)]
    [InlineData("astm", ">400", ">", 400)]
    [InlineData("json", "10.0", "", 10)]
    [InlineData("json", ">400", ">", 400)]
    public async Task At_the_threshold_or_above_a_clinician_must_acknowledge(string format, string value, string comparator, int number)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await TakenInAsync(format, LabReport.Of(kit, referral, Now) with { Value = value });

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("AwaitingAcknowledgement", (string?)after["state"]);
        Assert.Equal("triage", (string?)after["nextAction"]!["owner"]);
        Assert.Equal(LondonCalendar.At(LondonCalendar.WorkingDayAfter(Today), 17), (DateTimeOffset)after["nextAction"]!["due"]!);
        JsonObject result = (JsonObject)after["result"]!;
        Assert.Equal(comparator, (string?)result["comparator"]);
        Assert.Equal(number, (decimal)result["value"]!);
        Assert.Equal("ug/g", (string?)result["unit"]);
        Assert.Equal("hm-jackarc", (string?)result["analyser"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)result["band"]));
        AssertAt(Now, (DateTimeOffset)result["reportedAt"]!);
        Assert.Equal("resulted", (string?)after["kits"]![0]!["state"]);
    }

    [Theory]
    [InlineData("csv", "9.9")]
    [InlineData("csv", "9.999999")]
    [InlineData("csv", "0")]
    [InlineData("csv", "<7")]
    [InlineData("csv", "<10")]
    [InlineData("hl7", "9.9")]
    [InlineData("hl7", "<7")]
    [InlineData("astm", "9.9")]
    [InlineData("astm", "<7")]
    [InlineData("json", "9.9")]
    [InlineData("json", "<7")]
    public async Task Below_the_threshold_with_nothing_against_it_the_patient_is_reassured_and_looked_at_again(string format, string value)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await TakenInAsync(format, LabReport.Of(kit, referral, Now) with { Value = value });

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("SafetyNet", (string?)after["state"]);
        Assert.Equal("practice", (string?)after["nextAction"]!["owner"]);
        AssertAt(Now.AddDays(42), (DateTimeOffset)after["nextAction"]!["due"]!);
        Assert.Contains("resultLetterFollows", await TextsAsync(journey));
        Assert.Contains("resultLetterFollows", await LettersAsync(journey));
    }

    [Theory]
    [InlineData("csv", "<20")]
    [InlineData("csv", ">5")]
    [InlineData("csv", "<=10")]
    [InlineData("hl7", "<20")]
    [InlineData("astm", "<20")]
    [InlineData("json", "<20")]
    public async Task A_sign_that_leaves_the_side_of_the_threshold_open_brings_a_clinician(string format, string value)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await TakenInAsync(format, LabReport.Of(kit, referral, Now) with { Value = value });
        Assert.Equal("ClinicalReview", await StateAsync(journey));
        Assert.DoesNotContain("resultLetterFollows", await TextsAsync(journey));
    }

    [Theory]
    [InlineData("csv", "oc-sensor", "50", "AwaitingAcknowledgement")]
    [InlineData("csv", "oc-sensor", "49.9", "SafetyNet")]
    [InlineData("csv", "hm-jackarc", "10", "AwaitingAcknowledgement")]
    [InlineData("hl7", "oc-sensor", "50", "AwaitingAcknowledgement")]
    [InlineData("hl7", "oc-sensor", "49.9", "SafetyNet")]
    [InlineData("astm", "oc-sensor", "50", "AwaitingAcknowledgement")]
    [InlineData("astm", "oc-sensor", "49.9", "SafetyNet")]
    [InlineData("json", "oc-sensor", "50", "AwaitingAcknowledgement")]
    [InlineData("json", "oc-sensor", "49.9", "SafetyNet")]
    public async Task Nanograms_per_millilitre_mean_what_the_analyser_makes_of_them(string format, string analyser, string value, string state)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await TakenInAsync(format, LabReport.Of(kit, referral, Now) with { Value = value, Unit = "ng/mL", Analyser = analyser });

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal(state, (string?)after["state"]);
        Assert.Equal("ng/mL", (string?)after["result"]!["unit"]);
        Assert.Equal(analyser, (string?)after["result"]!["analyser"]);
    }

    [Theory]
    [InlineData("µg/g")]
    [InlineData("mcg/g")]
    [InlineData("UG/G")]
    [InlineData("ug Hb/g")]
    public async Task Micrograms_per_gram_are_known_in_every_spelling(string unit)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = "120", Unit = unit });
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journey));
    }

    [Theory]
    [InlineData("csv", "120", "mg/g", "hm-jackarc")]
    [InlineData("csv", "120", "", "hm-jackarc")]
    [InlineData("csv", "120", "ug/g", "")]
    [InlineData("csv", "120", "ug/g", "a-new-analyser")]
    [InlineData("csv", "", "ug/g", "hm-jackarc")]
    [InlineData("csv", "haemolysed", "ug/g", "hm-jackarc")]
    [InlineData("csv", "negative", "ug/g", "hm-jackarc")]
    [InlineData("csv", "4,0", "ug/g", "hm-jackarc")]
    [InlineData("csv", "1e9", "ug/g", "hm-jackarc")]
    [InlineData("csv", "-1", "ug/g", "hm-jackarc")]
    [InlineData("csv", "200001", "ug/g", "hm-jackarc")]
    [InlineData("hl7", "120", "mg/g", "hm-jackarc")]
    [InlineData("hl7", "120", "ug/g", "")]
    [InlineData("hl7", "120", "ug/g", "a-new-analyser")]
    [InlineData("hl7", "", "ug/g", "hm-jackarc")]
    [InlineData("astm", "120", "mg/g", "hm-jackarc")]
    [InlineData("astm", "120", "ug/g", "")]
    [InlineData("astm", "120", "ug/g", "a-new-analyser")]
    [InlineData("json", "120", "mg/g", "hm-jackarc")]
    [InlineData("json", "120", "ug/g", "")]
    [InlineData("json", "120", "ug/g", "a-new-analyser")]
    public async Task What_cannot_be_understood_is_never_guessed_but_worked(string format, string value, string unit, string analyser)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await QuarantinedAsync(format, LabReport.Of(kit, referral, Now) with { Value = value, Unit = unit, Analyser = analyser });

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("KitReceived", (string?)after["state"]);
        Assert.Null(after["result"]);
    }

    [Fact]
    public async Task An_analyser_that_nice_recommends_for_research_only_brings_a_clinician_whatever_it_says()
    {
        foreach (string value in (string[])["3", "120"])
        {
            (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
            await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = value, Analyser = "fob-gold" });
            Assert.Equal("ClinicalReview", await StateAsync(journey));
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("hl7")]
    [InlineData("astm")]
    [InlineData("json")]
    public async Task A_spoilt_kit_is_never_a_negative_and_after_the_third_a_person_rings(string format)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        for (int spoilt = 1; ; spoilt++)
        {
            await TakenInAsync(format, LabReport.Of(kit, referral, Now).Rejected("insufficient"));
            JsonObject after = await JourneyAsync(journey);
            Assert.Null(after["result"]);
            Assert.Equal("rejected", (string?)after["kits"]![spoilt - 1]!["state"]);
            if (spoilt == 3)
            {
                Assert.Equal("AssistanceNeeded", (string?)after["state"]);
                Assert.Equal("kitDesk", (string?)after["nextAction"]!["owner"]);
                break;
            }

            Assert.Equal("Referred", (string?)after["state"]);
            kit = NewKit();
            await ScannedAsync("posted", kit, journey);
            await ScannedAsync("received", kit);
        }

        List<string> texts = await TextsAsync(journey);
        Assert.Equal(2, texts.Count(template => template == "replacementKitOnItsWay"));
        Assert.Contains("callUsAboutYourKit", texts);
        Assert.DoesNotContain("resultLetterFollows", texts);
    }

    [Theory]
    [InlineData("failed", "", "")]
    [InlineData("rejected", "", "stool pot")]
    [InlineData("rejected", "", "something nobody has a code for")]
    [InlineData("final", "Insufficient", "")]
    public async Task Without_a_number_there_is_another_kit(string status, string value, string reason)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Status = status, Value = value, Reason = reason });

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("Referred", (string?)after["state"]);
        Assert.Null(after["result"]);
    }

    [Theory]
    [InlineData("concern")]
    [InlineData("ironDeficiencyAnaemia")]
    [InlineData("anaemia")]
    [InlineData("abdominal-mass")]
    [InlineData("obstruction")]
    public async Task Below_the_threshold_is_not_enough_to_reassure_where_something_speaks_against_it(string against)
    {
        (string journey, _, _) = await ResultedAsync("3", referral =>
        {
            JsonObject clinical = (JsonObject)referral["clinical"]!;
            if (clinical[against] is not null)
            {
                clinical[against] = true;
            }
            else
            {
                clinical["findings"] = new JsonArray(against);
            }
        });

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("PracticeReview", (string?)after["state"]);
        Assert.Equal("practice", (string?)after["nextAction"]!["owner"]);
        Assert.Equal(LondonCalendar.At(LondonCalendar.WorkingDayAfter(Today, 5), 17), (DateTimeOffset)after["nextAction"]!["due"]!);
        Assert.DoesNotContain("resultLetterFollows", await TextsAsync(journey));
        Assert.DoesNotContain("resultLetterFollows", await LettersAsync(journey));
    }

    [Fact]
    public async Task A_result_before_the_scan_at_the_laboratory_counts_all_the_same()
    {
        (string journey, string kit, JsonObject referral) = await PostedAsync();
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = "120" });
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journey));
        await ScannedAsync("received", kit);
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journey));
        Assert.DoesNotContain("kitReceived", await TextsAsync(journey));
    }

    private async Task TakenInAsync(string format, LabReport report)
    {
        Answer answer = await HandInAsync(format, report);
        Assert.True(answer.Json["accepted"]?.GetValue<int>() == 1, answer.Text);
    }

    private async Task QuarantinedAsync(string format, LabReport report)
    {
        Answer answer = await HandInAsync(format, report);
        Assert.True(answer.Json["quarantined"]?.GetValue<int>() == 1, answer.Text);
        JsonObject row = Assert.Single(await ListAsync("/api/quarantine", "triage"), row => (string?)row["fileId"] == answer["fileId"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)row["because"]));
    }

    private Task<Answer> HandInAsync(string format, LabReport report) =>
        HandInAsync(LabReport.Write(format, report), format);
}
