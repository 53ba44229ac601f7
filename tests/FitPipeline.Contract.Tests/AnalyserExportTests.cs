using System.Globalization;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>Analysers' own exports, told apart by their headings: a profile each, and no code.</summary>
public sealed class AnalyserExportTests(RunningService service) : ContractTest(service)
{
    [Theory]
    [InlineData("hm-jackarc", "<7", "SafetyNet")]
    [InlineData("hm-jackarc", "10", "AwaitingAcknowledgement")]
    [InlineData("oc-sensor", "49.5", "SafetyNet")]
    [InlineData("oc-sensor", "50", "AwaitingAcknowledgement")]
    [InlineData("fob-gold", "3", "ClinicalReview")]
    [InlineData("fob-gold", "120", "ClinicalReview")]
    [InlineData("ns-prime", "100", "ClinicalReview")]
    public async Task An_export_of_each_analyser_is_read_by_its_profile_and_one_for_research_only_brings_a_clinician(string analyser, string value, string state)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        Answer answer = await HandInAsync(Export(analyser, LabReport.Of(kit, referral, Now) with { Value = value }));

        Assert.True(answer.Json["accepted"]?.GetValue<int>() == 1, answer.Text);
        JsonObject after = await JourneyAsync(journey);
        Assert.Equal(state, (string?)after["state"]);
        if (state == "AwaitingAcknowledgement")
        {
            Assert.Equal(analyser, (string?)after["result"]!["analyser"]);
        }
    }

    [Fact]
    public async Task A_heading_that_is_nobodys_falls_whole()
    {
        Answer answer = await HandInAsync("Sample,Patient,Result\r\nFIT-000001,9990000018,12\r\n");
        Assert.Equal("unreadable", answer["status"]);
    }

    private static string Export(string analyser, LabReport report)
    {
        string day(string separator) => report.CollectedOn.Replace("-", separator, StringComparison.Ordinal);
        string born(string separator) => report.DateOfBirth.Replace("-", separator, StringComparison.Ordinal);
        string local(string format) => LondonCalendar.DateOf(report.ResultAt).ToString(format, CultureInfo.InvariantCulture) + " "
            + LondonCalendar.TimeOf(report.ResultAt).ToString("HH:mm", CultureInfo.InvariantCulture);
        string british(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        (string separator, string heading, string[] cells) = analyser switch
        {
            "hm-jackarc" => (
                ",", "Sample ID,Patient ID,Surname,DOB,Collection Date,Received,Measured,Conc,Unit,Instrument,Lab No,Flag",
                [report.Kit, report.NhsNumber, report.FamilyName, born("/"), day("/"), local("yyyy/MM/dd"), local("yyyy/MM/dd"), report.Value, "ug/g", "JACK01", report.LabNumber, ""]),
            "oc-sensor" => (
                ";", "Barcode;NHSNo;Name;BirthDate;SamplingDate;MeasuredAt;Hb;HbUnit;SeqNo;State;Error",
                [report.Kit, report.NhsNumber, report.FamilyName, born("-"), day("-"), local("yyyy-MM-dd").Replace(' ', 'T'), report.Value, "ng/mL", report.LabNumber, "OK", ""]),
            "fob-gold" => (
                ",", "Tube ID,Patient,Last Name,Birth,Sampled,Completed,Concentration,Units,Run No,Outcome",
                [report.Kit, report.NhsNumber, report.FamilyName, british(report.DateOfBirth), british(report.CollectedOn), local("dd/MM/yyyy"), report.Value, "ug/g", report.LabNumber, "Valid"]),
            _ => (
                "\t", "BARCODE\tPATIENT_ID\tPATIENT_NAME\tBIRTHDAY\tCOLLECTED\tMEASURED\tRESULT\tSERIAL",
                (string[])[report.Kit, report.NhsNumber, report.FamilyName, born(""), day(""), local("yyyyMMdd"), report.Value, report.LabNumber]),
        };
        return heading + "\r\n" + string.Join(separator, cells) + "\r\n";
    }
}
