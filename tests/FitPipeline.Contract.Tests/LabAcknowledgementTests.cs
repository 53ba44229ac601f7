using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>Each HL7 v2 message is acknowledged, beside the file, once what it says is safe.</summary>
public sealed class LabAcknowledgementTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task Each_message_has_its_own_answer_in_the_files_order()
    {
        (_, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        (_, string second, JsonObject other) = await AtTheLaboratoryAsync();
        string file = LabReport.Hl7(LabReport.Of(kit, referral, Now) with { Value = "12" })
            + LabReport.Hl7(LabReport.Of(NewKit(), referral, Now) with { Value = "12" })
            + LabReport.Hl7(LabReport.Of(second, other, Now) with { Value = "3" })
            + "MSH|^~\\&|WINPATH|RR7|FITPATH|RR7|20260105101500+0000||ADT^A01|ADMISSION|P|2.5.1\rPID|1||9990000018\r";
        string[] sent = ControlIds(file);
        Answer answer = await HandInAsync(file, "hl7");
        Assert.Equal("read", answer["status"]);

        string[][] acks = await AcknowledgementsAsync(answer["fileId"]!);
        Assert.Equal(["AA", "AE", "AA", "AR"], acks.Select(ack => ack[0]));
        Assert.Equal(sent, acks.Select(ack => ack[1]));
        Assert.Contains("person", acks[1][2], StringComparison.Ordinal);
        Assert.DoesNotContain((string)referral["patient"]!["nhsNumber"]!, string.Join('|', acks.SelectMany(ack => ack)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_in_mllp_framing_is_answered_message_by_message()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        string message = LabReport.Hl7(LabReport.Of(kit, referral, Now) with { Value = "120" });
        string batch = "FHS|^~\\&|WINPATH|RR7\rBHS|^~\\&|WINPATH|RR7\r" + message + "BTS|1\rFTS|1\r";
        Answer framed = await HandInAsync("\v" + batch + "\u001c\r", "hl7");

        Assert.True((string?)framed["status"] == "read", framed.Text);
        Assert.Equal(1, (int)framed.Json["accepted"]!);
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journey));
        Assert.Equal(["AA"], (await AcknowledgementsAsync(framed["fileId"]!)).Select(ack => ack[0]));

        // The same message alone: old news, and answered as taken in.
        Answer again = await HandInAsync(message, "hl7");
        Assert.Equal(1, (int)again.Json["ignored"]!);
        Assert.Equal(["AA"], (await AcknowledgementsAsync(again["fileId"]!)).Select(ack => ack[0]));
    }

    [Fact]
    public async Task Of_a_file_that_falls_whole_every_message_is_refused()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        string message = LabReport.Hl7(LabReport.Of(kit, referral, Now) with { Value = "120" });
        Answer answer = await HandInAsync("FHS|^~\\&|WINPATH|RR7\rBHS|^~\\&|WINPATH|RR7\r" + message + "BTS|7\rFTS|1\r", "hl7");

        Assert.Equal("unreadable", answer["status"]);
        Assert.Equal("KitReceived", await StateAsync(journey));
        Assert.All(await AcknowledgementsAsync(answer["fileId"]!), ack => Assert.Equal("AR", ack[0]));
    }

    [Fact]
    public async Task Other_formats_have_no_acknowledgements_and_others_may_not_ask()
    {
        (_, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        Answer csv = await ReportAsync(LabReport.Of(kit, referral, Now) with { Value = "3" });
        AssertProblem(await GetAsync($"/api/lab/files/{csv["fileId"]}/acknowledgements", "lab"), HttpStatusCode.NotFound);
        AssertProblem(await GetAsync("/api/lab/files/none/acknowledgements", "lab"), HttpStatusCode.NotFound);
        AssertProblem(await GetAsync("/api/lab/files/none/acknowledgements", "gp"), HttpStatusCode.Forbidden);
    }

    private static string[] ControlIds(string file) =>
        [.. file.Split('\r').Where(line => line.StartsWith("MSH|", StringComparison.Ordinal)).Select(line => line.Split('|')[9])];

    // Of each MSA segment: the code, the control id answered, and why.
    private async Task<string[][]> AcknowledgementsAsync(string fileId)
    {
        Answer answer = await GetAsync($"/api/lab/files/{fileId}/acknowledgements", "lab");
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        return
        [
            .. answer.Text.Split('\r').Where(line => line.StartsWith("MSA|", StringComparison.Ordinal)).Select(line => line.Split('|')[1..]),
        ];
    }
}
