using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class KitTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task A_kit_scanned_out_is_bound_to_the_journey_and_the_patient_is_next()
    {
        (string journey, _) = await ReferredAsync();
        string kit = NewKit();
        JsonObject scan = Scan("posted", kit, journey);
        JsonObject outcome = (await ScanAsync("kitDesk", scan))[0];

        Assert.Equal("accepted", (string?)outcome["outcome"]);
        Assert.Equal((string?)scan["scanId"], (string?)outcome["scanId"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)outcome["because"]));
        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("KitPosted", (string?)after["state"]);
        Assert.Equal("patient", (string?)after["nextAction"]!["owner"]);
        AssertAt(Now.AddDays(7), (DateTimeOffset)after["nextAction"]!["due"]!);
        JsonObject shown = (JsonObject)Assert.Single((JsonArray)after["kits"]!)!;
        Assert.Equal(kit, (string?)shown["kitId"]);
        Assert.Equal(1, (int)shown["number"]!);
        Assert.Equal("posted", (string?)shown["state"]);
        Assert.Equal("L0001", (string?)shown["lot"]);
        Assert.Equal(Text(Today.AddYears(1)), (string?)shown["expiresOn"]);
        AssertAt(Now, (DateTimeOffset)shown["postedAt"]!);
        Assert.Null(shown["receivedAt"]);
    }

    [Fact]
    public async Task A_kit_asked_for_is_to_post_until_it_is_scanned_out()
    {
        (string journey, _) = await ReferredAsync();
        Assert.True(await ToPostAsync(journey));

        await ScanAsync("kitDesk", Scan("posted", NewKit(), journey));

        Assert.False(await ToPostAsync(journey));
    }

    [Fact]
    public async Task No_kit_is_to_post_to_a_patient_who_has_died()
    {
        (string journey, _) = await ReferredAsync();
        Assert.True(await ToPostAsync(journey));

        await DecideAsync(journey, "patientDied");

        Assert.False(await ToPostAsync(journey));
    }

    private async Task<bool> ToPostAsync(string journey)
    {
        await QuietAsync();
        return (bool)Assert.Single(await ListAsync("/api/kits/dispatch", "kitDesk"), kit => (string?)kit["journeyId"] == journey)["toPost"]!;
    }

    [Fact]
    public async Task A_kit_scanned_in_waits_for_the_laboratory_at_most_72_hours()
    {
        (string journey, _, _) = await AtTheLaboratoryAsync();

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("KitReceived", (string?)after["state"]);
        Assert.Equal("lab", (string?)after["nextAction"]!["owner"]);
        AssertAt(Now.AddHours(72), (DateTimeOffset)after["nextAction"]!["due"]!);
        AssertAt(Now, (DateTimeOffset)after["kits"]![0]!["receivedAt"]!);
        Assert.Equal("received", (string?)after["kits"]![0]!["state"]);
    }

    [Fact]
    public async Task The_same_scan_again_is_a_duplicate_and_another_scan_under_its_id_is_refused()
    {
        (string journey, string kit, _) = await PostedAsync();
        JsonObject scan = Scan("received", kit);
        Assert.Equal("accepted", (string?)(await ScanAsync("lab", scan))[0]["outcome"]);
        Assert.Equal("duplicate", (string?)(await ScanAsync("lab", scan))[0]["outcome"]);
        scan["kind"] = "lost";
        Assert.Equal("rejected", (string?)(await ScanAsync("lab", scan))[0]["outcome"]);
        Assert.Equal("KitReceived", await StateAsync(journey));
    }

    [Fact]
    public async Task A_kit_scanned_twice_by_two_people_is_old_news_the_second_time()
    {
        (string journey, string kit, _) = await PostedAsync();
        Assert.Equal("ignored", (string?)(await ScanAsync("kitDesk", Scan("posted", kit, journey)))[0]["outcome"]);
        await ScannedAsync("received", kit);
        Assert.Equal("ignored", (string?)(await ScanAsync("lab", Scan("received", kit)))[0]["outcome"]);
        Assert.Single((JsonArray)(await JourneyAsync(journey))["kits"]!);
    }

    [Fact]
    public async Task One_kit_never_belongs_to_two_patients()
    {
        (_, string kit, _) = await PostedAsync();
        (string other, _) = await ReferredAsync();
        JsonObject outcome = (await ScanAsync("kitDesk", Scan("posted", kit, other)))[0];

        Assert.Equal("rejected", (string?)outcome["outcome"]);
        Assert.Contains("another patient", (string)outcome["because"]!, StringComparison.Ordinal);
        Assert.Equal("Referred", await StateAsync(other));
    }

    [Fact]
    public async Task An_unknown_kit_is_parked_on_the_kit_desks_worklist_until_someone_has_dealt_with_it()
    {
        string kit = NewKit();
        Assert.Equal("parked", (string?)(await ScanAsync("lab", Scan("received", kit)))[0]["outcome"]);
        Assert.Equal("parked", (string?)(await ScanAsync("lab", Scan("received", kit)))[0]["outcome"]);
        JsonObject item = Assert.Single(await AboutAsync(kit));

        Answer done = await PostAsync($"/api/worklist/{Uri.EscapeDataString((string)item["itemId"]!)}/done", "kitDesk", new JsonObject { ["note"] = "A screening kit; sent on." });
        Assert.True((int)done.Status is 200 or 204, done.Text);
        Assert.Empty(await AboutAsync(kit));
    }

    [Theory]
    [InlineData("received", "KitReceived")]
    [InlineData("returnedToSender", "AssistanceNeeded")]
    public async Task A_scan_that_comes_before_the_posting_is_taken_in_with_it_and_nobody_looks_for_the_kit_any_more(string kind, string state)
    {
        string kit = NewKit();
        (string journey, _) = await ReferredAsync();
        Assert.Equal("parked", (string?)(await ScanAsync("lab", Scan(kind, kit)))[0]["outcome"]);
        JsonObject posted = Scan("posted", kit, journey);
        JsonObject outcome = (await ScanAsync("kitDesk", posted))[0];

        Assert.Equal("accepted", (string?)outcome["outcome"]);
        Assert.Contains("An earlier scan of it was waiting", (string)outcome["because"]!, StringComparison.Ordinal);
        Assert.Equal(state, await StateAsync(journey));
        Assert.Empty(await AboutAsync(kit));

        string before = (await JourneyAsync(journey)).ToJsonString();
        Assert.Equal("duplicate", (string?)(await ScanAsync("kitDesk", posted))[0]["outcome"]);
        Assert.Equal(before, (await JourneyAsync(journey)).ToJsonString());
    }

    [Fact]
    public async Task A_scan_before_the_posting_that_cannot_be_taken_in_with_it_stays_with_the_kit_desk()
    {
        string kit = NewKit();
        (string journey, _) = await ReferredAsync();
        JsonObject early = Scan("received", kit);
        await ScanAsync("lab", early);
        JsonObject posted = Scan("posted", kit, journey);
        posted["scanId"] = (string)early["scanId"]!;
        Assert.Equal("accepted", (string?)(await ScanAsync("kitDesk", posted))[0]["outcome"]);

        Assert.Equal("KitPosted", await StateAsync(journey));
        Assert.Single(await AboutAsync(kit));
    }

    [Fact]
    public async Task A_screening_kit_in_the_hand_is_known_as_not_ours()
    {
        JsonObject outcome = (await ScanAsync("kitDesk", Scan("received", "7301234567-K122798765/KD00001")))[0];
        Assert.Equal("rejected", (string?)outcome["outcome"]);
        Assert.Contains("screening hub", (string)outcome["because"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kit_that_comes_back_undelivered_stops_everything_until_the_address_is_checked()
    {
        (string journey, string kit, _) = await PostedAsync();
        await ScannedAsync("returnedToSender", kit);

        JsonObject after = await JourneyAsync(journey);
        Assert.Equal("AssistanceNeeded", (string?)after["state"]);
        Assert.Equal("kitDesk", (string?)after["nextAction"]!["owner"]);
        Assert.Equal("returnedToSender", (string?)after["kits"]![0]!["state"]);
        Assert.Contains("callUsAboutYourAddress", await TextsAsync(journey));

        JsonObject item = Assert.Single(await ListAsync("/api/worklist?owner=kitDesk", "kitDesk"), item => (string?)item["journeyId"] == journey);
        AssertInvalid(await PostAsync($"/api/worklist/{Uri.EscapeDataString((string)item["itemId"]!)}/done", "kitDesk", new JsonObject()), "note");
        Answer done = await PostAsync($"/api/worklist/{Uri.EscapeDataString((string)item["itemId"]!)}/done", "kitDesk", new JsonObject { ["note"] = "New flat number." });
        Assert.True(done.Status is HttpStatusCode.OK, done.Text);
        Assert.Equal("Referred", await StateAsync(journey));
    }

    [Fact]
    public async Task A_lost_kit_is_replaced_twice_and_then_a_person_rings()
    {
        (string journey, string kit, _) = await PostedAsync();
        for (int replacement = 2; replacement <= 3; replacement++)
        {
            await ScannedAsync("lost", kit);
            JsonObject after = await JourneyAsync(journey);
            Assert.Equal("Referred", (string?)after["state"]);
            Assert.Equal("kitDesk", (string?)after["nextAction"]!["owner"]);
            kit = NewKit();
            await ScannedAsync("posted", kit, journey);
            Assert.Equal(replacement, (int)(await JourneyAsync(journey))["kits"]![replacement - 1]!["number"]!);
        }

        await ScannedAsync("lost", kit);
        Assert.Equal("AssistanceNeeded", await StateAsync(journey));
        Assert.Contains("callUsAboutYourKit", await TextsAsync(journey));
    }

    [Fact]
    public async Task One_bad_scan_spoils_no_other_and_every_outcome_stands_in_its_place()
    {
        (string journey, string kit, _) = await PostedAsync();
        JsonObject smallLetters = Scan("received", "fit-small-letters");
        JsonObject noJourney = Scan("posted", NewKit());
        JsonObject unknownKind = Scan("eaten", kit);
        JsonObject tomorrow = Scan("received", kit);
        tomorrow["at"] = Text(Now.AddDays(1));
        JsonObject good = Scan("received", kit);
        good["collectedOn"] = Text(Today);
        good["trackingId"] = "RB473124829GB";
        good["labNumber"] = "26B0001234";
        JsonObject nobodys = Scan("posted", NewKit(), "j-00000000000000000000000000");
        List<JsonObject> outcomes = await ScanAsync("lab", smallLetters, noJourney, unknownKind, tomorrow, good, nobodys);

        Assert.Equal(["rejected", "rejected", "rejected", "rejected", "accepted", "rejected"], outcomes.Select(outcome => (string)outcome["outcome"]!));
        Assert.All(outcomes, outcome => Assert.False(string.IsNullOrWhiteSpace((string?)outcome["because"])));
        Assert.Equal((string?)nobodys["scanId"], (string?)outcomes[5]["scanId"]);
        Assert.Equal("KitReceived", await StateAsync(journey));
    }

    [Fact]
    public async Task A_thousand_scans_are_taken_at_once_and_one_more_is_refused()
    {
        (_, string kit, _) = await PostedAsync();
        JsonObject scan = Scan("received", kit);
        List<JsonObject> outcomes = await ScanAsync("lab", [.. Enumerable.Repeat(scan, 1000)]);
        Assert.Equal(1, outcomes.Count(outcome => (string?)outcome["outcome"] == "accepted"));
        Assert.Equal(999, outcomes.Count(outcome => (string?)outcome["outcome"] == "duplicate"));

        JsonArray tooMany = new([.. Enumerable.Range(0, 1001).Select(_ => scan.DeepClone())]);
        AssertInvalid(await PostAsync("/api/kits/scans", "lab", new JsonObject { ["scans"] = tooMany }), "scans");
    }

    [Fact]
    public async Task A_kit_that_expires_before_it_could_come_back_is_not_posted_and_is_not_spent()
    {
        (string journey, _) = await ReferredAsync();
        string kit = NewKit();
        JsonObject scan = Scan("posted", kit, journey);
        scan["expiresOn"] = Text(Today.AddDays(27));
        JsonObject outcome = (await ScanAsync("kitDesk", scan))[0];
        Assert.Equal("rejected", (string?)outcome["outcome"]);
        Assert.Contains("expires", (string)outcome["because"]!, StringComparison.Ordinal);
        Assert.Equal("Referred", await StateAsync(journey));

        // The date was misread: the same device, read again.
        JsonObject again = Scan("posted", kit, journey);
        again["expiresOn"] = Text(Today.AddDays(28));
        Assert.Equal("accepted", (string?)(await ScanAsync("kitDesk", again))[0]["outcome"]);
    }

    [Fact]
    public async Task No_kit_goes_out_for_a_journey_that_has_ended_and_one_that_comes_back_is_decided_on()
    {
        (string journey, string kit, _) = await PostedAsync();
        await DecideAsync(journey, "withdraw");
        JsonObject outcome = (await ScanAsync("kitDesk", Scan("posted", NewKit(), journey)))[0];
        Assert.Equal("rejected", (string?)outcome["outcome"]);
        Assert.Contains("ended", (string)outcome["because"]!, StringComparison.Ordinal);

        await ScannedAsync("received", kit);
        await QuietAsync();
        Assert.Single(await ListAsync("/api/worklist?owner=triage", "triage"), item => (string?)item["journeyId"] == journey);
        Assert.Equal("Closed", await StateAsync(journey));
    }

    [Fact]
    public async Task Scans_that_cannot_be_read_are_refused_as_what_they_are()
    {
        AssertProblem(await SendAsync(HttpMethod.Post, "/api/kits/scans", "lab", "{ not json"), HttpStatusCode.BadRequest);
        AssertProblem(await SendAsync(HttpMethod.Post, "/api/kits/scans", "lab", "<a/>", "application/xml"), HttpStatusCode.UnsupportedMediaType);
        AssertInvalid(await SendAsync(HttpMethod.Post, "/api/kits/scans", "lab", "{}"), "scans");
    }

    private async Task<List<JsonObject>> AboutAsync(string kit) =>
        [.. (await ListAsync("/api/worklist?owner=kitDesk", "kitDesk")).Where(item => ((string)item["what"]!).Contains(kit, StringComparison.Ordinal))];
}
