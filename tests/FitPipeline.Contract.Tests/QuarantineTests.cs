using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class QuarantineTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task A_quarantined_row_says_where_it_came_from_why_it_is_there_and_who_decides_by_when()
    {
        (string journey, _, JsonObject row) = await WrongDateOfBirthAsync();

        Assert.False(string.IsNullOrWhiteSpace((string?)row["id"]));
        Assert.Equal(1, (int)row["row"]!);
        Assert.Contains("date of birth", (string)row["because"]!, StringComparison.Ordinal);
        AssertAt(Now, (DateTimeOffset)row["receivedAt"]!);
        Assert.Equal("triage", (string?)row["owner"]);
        Assert.Equal(LondonCalendar.At(LondonCalendar.WorkingDayAfter(Today), 17), (DateTimeOffset)row["due"]!);
        Assert.Equal(journey, (string?)Assert.Single((JsonArray)row["candidates"]!)!["journeyId"]);
    }

    [Fact]
    public async Task A_quarantined_row_is_on_its_owners_worklist_and_cannot_be_ticked_off_there()
    {
        (_, string because, JsonObject row) = await WrongDateOfBirthAsync();
        List<JsonObject> items = await ListAsync("/api/worklist?owner=triage", "triage");
        JsonObject item = Assert.Single(items, item => ((string)item["itemId"]!).Contains((string)row["id"]!, StringComparison.Ordinal));
        Assert.Equal(because, (string?)item["because"]);

        Answer done = await PostAsync($"/api/worklist/{Uri.EscapeDataString((string)item["itemId"]!)}/done", "triage", new JsonObject { ["note"] = "Done." });
        AssertProblem(done, HttpStatusCode.Conflict, "quarantine");
    }

    [Fact]
    public async Task A_row_that_is_matched_goes_the_ordinary_way_once()
    {
        (string journey, _, JsonObject row) = await WrongDateOfBirthAsync();
        Answer answer = await ResolveAsync(row, Match(journey));
        Assert.Equal(HttpStatusCode.OK, answer.Status);

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("AwaitingAcknowledgement", (string?)after["state"]);
        Assert.Equal(120, (decimal)after["result"]!["value"]!);
        string id = (string)row["id"]!;
        Assert.DoesNotContain(await ListAsync("/api/quarantine", "triage"), open => (string?)open["id"] == id);
        Assert.DoesNotContain(
            await ListAsync("/api/worklist?owner=triage", "triage"), item => ((string)item["itemId"]!).Contains(id, StringComparison.Ordinal));

        AssertProblem(await ResolveAsync(row, Match(journey)), HttpStatusCode.Conflict, "decided already");
        AssertProblem(await ResolveAsync(row, Reject()), HttpStatusCode.Conflict, "decided already");
    }

    [Fact]
    public async Task A_row_that_is_rejected_leaves_the_journey_alone()
    {
        (string journey, _, JsonObject row) = await WrongDateOfBirthAsync();
        Assert.Equal(HttpStatusCode.OK, (await ResolveAsync(row, Reject(), "lab")).Status);

        Assert.Equal("KitReceived", await StateAsync(journey));
        Assert.DoesNotContain(await ListAsync("/api/quarantine", "triage"), open => (string?)open["id"] == (string?)row["id"]);
    }

    [Fact]
    public async Task A_row_cannot_be_given_to_someone_it_cannot_be_from()
    {
        (_, _, JsonObject row) = await WrongDateOfBirthAsync();
        (string withoutKit, _) = await ReferredAsync();
        AssertProblem(await ResolveAsync(row, Match(withoutKit)), HttpStatusCode.Conflict, "no kit");
        AssertProblem(await ResolveAsync(row, Match("j-00000000000000000000000000")), HttpStatusCode.Conflict, "no such journey");
        Assert.Contains(await ListAsync("/api/quarantine", "triage"), open => (string?)open["id"] == (string?)row["id"]);
        await ResolveAsync(row, Reject());
    }

    [Fact]
    public async Task A_row_for_a_journey_that_has_ended_can_only_be_rejected_with_a_note()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        await DecideAsync(journey, "withdraw");
        JsonObject row = await OfFileAsync(await ReportAsync(LabReport.Of(kit, referral, Now) with { Value = "120" }));

        AssertProblem(await ResolveAsync(row, Match(journey)), HttpStatusCode.Conflict, "ended");
        Assert.Equal(HttpStatusCode.OK, (await ResolveAsync(row, Reject())).Status);
        Assert.Equal("Closed", await StateAsync(journey));
    }

    [Fact]
    public async Task Every_fault_of_a_resolution_is_named_at_once()
    {
        (_, _, JsonObject row) = await WrongDateOfBirthAsync();
        AssertInvalid(await ResolveAsync(row, []), "action", "note");
        AssertInvalid(await ResolveAsync(row, new JsonObject { ["action"] = "match" }), "journeyId", "note");
        AssertInvalid(await ResolveAsync(row, new JsonObject { ["action"] = "delete", ["note"] = "Away with it." }), "action");
        AssertInvalid(await ResolveAsync(row, new JsonObject { ["action"] = "match", ["journeyId"] = "me", ["note"] = "Mine." }), "journeyId");
        await ResolveAsync(row, Reject());
    }

    [Fact]
    public async Task Only_the_laboratory_and_triage_see_and_decide_what_is_there()
    {
        (_, _, JsonObject row) = await WrongDateOfBirthAsync();
        AssertProblem(await GetAsync("/api/quarantine", "gp"), HttpStatusCode.Forbidden);
        AssertProblem(await ResolveAsync(row, Reject(), "gp"), HttpStatusCode.Forbidden);
        AssertProblem(await PostAsync("/api/quarantine/q-none-1/resolution", "triage", Reject()), HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/api/quarantine", "lab")).Status);
        await ResolveAsync(row, Reject());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_one_row_to_be_decided()
    {
        Answer file = await HandInAsync("this is no csv file");
        JsonObject row = await OfFileAsync(file);
        Assert.Equal(0, (int)row["row"]!);
        Assert.Equal("lab", (string?)row["owner"]);

        (string journey, _, _) = await AtTheLaboratoryAsync();
        AssertProblem(await ResolveAsync(row, Match(journey)), HttpStatusCode.Conflict, "nothing that can be taken in");
        Assert.Equal(HttpStatusCode.OK, (await ResolveAsync(row, Reject(), "lab")).Status);
    }

    private static JsonObject Match(string journey) => new() { ["action"] = "match", ["journeyId"] = journey, ["note"] = "Checked by telephone." };

    private static JsonObject Reject() => new() { ["action"] = "reject", ["note"] = "The laboratory sends it again." };

    private Task<Answer> ResolveAsync(JsonObject row, JsonObject resolution, string role = "triage") =>
        PostAsync($"/api/quarantine/{(string?)row["id"]}/resolution", role, resolution);

    private async Task<(string Journey, string Because, JsonObject Row)> WrongDateOfBirthAsync()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        JsonObject row = await OfFileAsync(await ReportAsync(LabReport.Of(kit, referral, Now) with { Value = "120", DateOfBirth = "1961-01-01" }));
        return (journey, (string)row["because"]!, row);
    }

    private async Task<JsonObject> OfFileAsync(Answer file) =>
        Assert.Single(await ListAsync("/api/quarantine", "triage"), row => (string?)row["fileId"] == file["fileId"]);
}
