using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class LabFileTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task A_file_that_was_read_says_how_many_rows_became_what_and_each_row_says_why()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        LabReport report = LabReport.Of(kit, referral, Now) with { Value = "12" };
        Answer answer = await HandInAsync(LabReport.Csv(report, report, report with { Unit = "mg/g" }));

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("read", answer["status"]);
        Assert.Equal("csv", answer["format"]);
        Assert.False(string.IsNullOrWhiteSpace(answer["fileId"]));
        Assert.Equal([3, 1, 1, 1, 0], Counts(answer));

        List<JsonObject> rows = await RowsAsync(answer["fileId"]!);
        Assert.Equal([1, 2, 3], rows.Select(row => (int)row["row"]!));
        Assert.Equal(["accepted", "ignored", "quarantined"], rows.Select(row => (string)row["outcome"]!));
        Assert.All(rows, row => Assert.False(string.IsNullOrWhiteSpace((string?)row["because"])));
        Assert.Equal(journey, (string?)rows[0]["journeyId"]);
    }

    [Theory]
    [InlineData("hl7", "hl7v2")]
    [InlineData("astm", "lis2a2")]
    [InlineData("json", "fhir")]
    public async Task Several_reports_in_one_file_are_as_many_rows(string ending, string format)
    {
        List<LabReport> reports = [];
        List<string> journeys = [];
        foreach (string value in (string[])["3", "120"])
        {
            (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
            journeys.Add(journey);
            reports.Add(LabReport.Of(kit, referral, Now) with { Value = value });
        }

        Answer answer = await HandInAsync(LabReport.Write(ending, [.. reports]), ending);
        Assert.Equal("read", answer["status"]);
        Assert.Equal(format, answer["format"]);
        Assert.Equal([2, 2, 0, 0, 0], Counts(answer));
        Assert.Equal("SafetyNet", await StateAsync(journeys[0]));
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journeys[1]));
    }

    [Fact]
    public async Task The_rows_of_a_long_file_come_in_pages()
    {
        (_, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        Answer answer = await HandInAsync(LabReport.Csv([.. Enumerable.Repeat(LabReport.Of(kit, referral, Now) with { Value = "12" }, 450)]));
        Assert.Equal([450, 1, 449, 0, 0], Counts(answer));

        Answer first = await GetAsync("/api/lab/files/" + answer["fileId"], "lab");
        Assert.Equal(200, ((JsonArray)first.Json["items"]!).Count);
        Assert.NotNull(first["next"]);
        Assert.Equal(Enumerable.Range(1, 450), (await RowsAsync(answer["fileId"]!)).Select(row => (int)row["row"]!));
    }

    [Theory]
    [InlineData("this is no csv file", "csv")]
    [InlineData("kitId,value\r\nFIT-000001,12\r\n", "csv")]
    [InlineData("this is no message", "hl7")]
    [InlineData("a text", "txt")]
    public async Task A_file_that_cannot_be_read_is_quarantined_whole_with_the_reason(string content, string ending)
    {
        // Each with bytes of its own: the same bytes again would be a duplicate.
        Answer answer = await HandInAsync(content.Length == 0 ? "" : content.Replace("\r\n", $" {Guid.NewGuid()}\r\n", StringComparison.Ordinal) + Guid.NewGuid(), ending);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("unreadable", answer["status"]);
        Assert.False(string.IsNullOrWhiteSpace(answer["because"]));
        Assert.Equal(0, (int)answer.Json["accepted"]!);
        JsonObject row = Assert.Single(await ListAsync("/api/quarantine", "lab"), row => (string?)row["fileId"] == answer["fileId"]);
        await PostAsync($"/api/quarantine/{(string?)row["id"]}/resolution", "lab", new JsonObject { ["action"] = "reject", ["note"] = "A test." });
    }

    [Fact]
    public async Task An_empty_file_is_unreadable_and_every_further_one_is_the_same_file()
    {
        Answer answer = await HandInAsync("");
        Assert.True(answer["status"] is "unreadable" or "duplicate", answer.Text);
        Assert.Equal("duplicate", (await HandInAsync(""))["status"]);
        Answer file = await GetAsync("/api/lab/files/" + answer["fileId"], "lab");
        Assert.Equal("unreadable", (string?)file.Json["file"]!["status"]);
    }

    [Fact]
    public async Task A_file_cut_off_in_the_middle_is_quarantined_whole_and_nothing_of_it_is_acted_on()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        string whole = LabReport.Csv([.. Enumerable.Repeat(LabReport.Of(kit, referral, Now) with { Value = "3" }, 600)]);
        Answer answer = await HandInAsync(whole + "\"FIT-CUT-O");

        Assert.Equal("unreadable", answer["status"]);
        Assert.Contains("602", answer["because"], StringComparison.Ordinal);
        Assert.Equal(0, (int)answer.Json["accepted"]!);
        Assert.Equal("KitReceived", await StateAsync(journey));

        // Sent again whole, it is another file.
        Assert.Equal("read", (await HandInAsync(whole))["status"]);
        Assert.Equal("SafetyNet", await StateAsync(journey));
    }

    [Fact]
    public async Task A_file_left_in_the_drop_folder_is_read_and_taken_away()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        string directory = Service.Directory ?? throw new NotOfferedException("a drop folder that can be reached from here");
        string inbox = Path.Combine(directory, "inbox");
        string half = Path.Combine(inbox, ".half.csv");
        await File.WriteAllTextAsync(half, LabReport.Csv(LabReport.Of(kit, referral, Now) with { Value = "12" }));
        await QuietAsync();
        Assert.True(File.Exists(half), "A name that begins with a dot is still being written.");
        Assert.Equal("KitReceived", await StateAsync(journey));

        string whole = Path.Combine(inbox, Guid.NewGuid() + ".csv");
        File.Move(half, whole);
        await QuietAsync();
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journey));
        Assert.False(File.Exists(whole));
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(directory, "archive"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task More_than_fifty_mebibytes_are_refused_before_they_are_sent()
    {
        using HttpRequestMessage request = new(HttpMethod.Put, "/api/lab/files/large.csv") { Content = new ByteArrayContent(new byte[(50 * 1024 * 1024) + 1]) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Service.Token("lab"));
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage response = await Service.Http.SendAsync(request);
        AssertProblem(
            new Answer(response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync()),
            HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Files_are_for_the_laboratory_and_triage()
    {
        AssertProblem(await SendAsync(HttpMethod.Put, "/api/lab/files/a.csv", "triage", "a"), HttpStatusCode.Forbidden);
        AssertProblem(await GetAsync("/api/lab/files/none", "lab"), HttpStatusCode.NotFound);
        AssertProblem(await GetAsync("/api/lab/files/none", "gp"), HttpStatusCode.Forbidden);
        AssertProblem(await GetAsync("/api/lab/files/none", "triage"), HttpStatusCode.NotFound);
    }

    private static int[] Counts(Answer answer) =>
        [.. ((string[])["rows", "accepted", "ignored", "quarantined", "rejected"]).Select(count => (int)answer.Json[count]!)];

    private Task<List<JsonObject>> RowsAsync(string fileId) => ListAsync("/api/lab/files/" + fileId, "lab");
}
