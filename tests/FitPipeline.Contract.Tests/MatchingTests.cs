using System.Globalization;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>A result is matched on the kit and two identifiers, or it is quarantined.</summary>
public sealed class MatchingTests(RunningService service) : ContractTest(service)
{
    [Theory]
    [InlineData("csv")]
    [InlineData("hl7")]
    [InlineData("astm")]
    [InlineData("json")]
    public async Task A_result_of_an_unknown_kit_is_quarantined_with_whose_it_may_be(string format)
    {
        (string journey, _, JsonObject referral) = await AtTheLaboratoryAsync();
        JsonObject row = await QuarantinedAsync(format, LabReport.Of(NewKit(), referral, Now) with { Value = "120" });

        Assert.Contains("screening kit", (string)row["because"]!, StringComparison.Ordinal);
        JsonObject candidate = (JsonObject)Assert.Single((JsonArray)row["candidates"]!, candidate => (string?)candidate!["journeyId"] == journey)!;
        Assert.False(string.IsNullOrWhiteSpace((string?)candidate["evidence"]));
        Assert.Equal("KitReceived", await StateAsync(journey));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("hl7")]
    [InlineData("astm")]
    [InlineData("json")]
    public async Task A_tube_with_another_patients_details_is_never_taken_for_either(string format)
    {
        (string holder, string kit, _) = await AtTheLaboratoryAsync();
        (string named, _, JsonObject other) = await AtTheLaboratoryAsync(referral =>
        {
            referral["patient"]!["familyName"] = "Otherby";
            referral["patient"]!["dateOfBirth"] = "1951-07-08";
        });
        JsonObject row = await QuarantinedAsync(format, LabReport.Of(kit, other, Now) with { Value = "120" });

        string because = (string)row["because"]!;
        Assert.Contains("NHS number", because, StringComparison.Ordinal);
        Assert.Contains("date of birth", because, StringComparison.Ordinal);
        Assert.Contains("family name", because, StringComparison.Ordinal);
        List<string> candidates = [.. ((JsonArray)row["candidates"]!).Select(candidate => (string)candidate!["journeyId"]!)];
        Assert.Contains(holder, candidates);
        Assert.Contains(named, candidates);
        Assert.Equal("KitReceived", await StateAsync(holder));
        Assert.Equal("KitReceived", await StateAsync(named));
    }

    [Fact]
    public async Task Two_kits_swapped_in_one_household_are_recognised_as_such()
    {
        (string one, string firstKit, JsonObject first) = await AtTheLaboratoryAsync();
        (string two, string secondKit, JsonObject second) = await AtTheLaboratoryAsync(referral =>
        {
            referral["patient"]!["givenName"] = "Chris";
            referral["patient"]!["dateOfBirth"] = "1958-03-05";
            referral["patient"]!["address"] = first["patient"]!["address"]!.DeepClone();
        });
        JsonObject swapped = await QuarantinedAsync("csv", LabReport.Of(firstKit, second, Now) with { Value = "3" });
        JsonObject other = await QuarantinedAsync("csv", LabReport.Of(secondKit, first, Now) with { Value = "120" });

        Assert.Contains("swapped", (string)swapped["because"]!, StringComparison.Ordinal);
        Assert.Contains("swapped", (string)other["because"]!, StringComparison.Ordinal);
        Assert.Equal("KitReceived", await StateAsync(one));
        Assert.Equal("KitReceived", await StateAsync(two));
    }

    [Fact]
    public async Task Someone_at_the_same_address_who_has_no_kit_makes_no_swap()
    {
        (_, string kit, JsonObject first) = await AtTheLaboratoryAsync();
        (_, JsonObject second) = await ReferredAsync(referral =>
        {
            referral["patient"]!["givenName"] = "Chris";
            referral["patient"]!["dateOfBirth"] = "1958-03-05";
            referral["patient"]!["address"] = first["patient"]!["address"]!.DeepClone();
        });
        JsonObject row = await QuarantinedAsync("csv", LabReport.Of(kit, second, Now) with { Value = "3" });
        Assert.DoesNotContain("swapped", (string)row["because"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("hl7")]
    [InlineData("astm")]
    [InlineData("json")]
    public async Task A_result_of_a_screening_kit_is_known_as_not_ours_and_can_be_given_to_nobody(string format)
    {
        (string journey, _, JsonObject referral) = await AtTheLaboratoryAsync();
        JsonObject row = await QuarantinedAsync(format, LabReport.Of("7301234567-K122798765/KD00001", referral, Now) with { Value = "120" });

        Assert.Contains("screening programme", (string)row["because"]!, StringComparison.Ordinal);
        Assert.Contains("screening hub", (string)row["because"]!, StringComparison.Ordinal);
        Assert.Empty((JsonArray)row["candidates"]!);
        string resolution = $"/api/quarantine/{(string?)row["id"]}/resolution";
        AssertProblem(
            await PostAsync(resolution, "triage", new JsonObject { ["action"] = "match", ["journeyId"] = journey, ["note"] = "The same name." }),
            System.Net.HttpStatusCode.Conflict,
            "screening");
        Assert.Equal("KitReceived", await StateAsync(journey));
        Assert.Equal(
            System.Net.HttpStatusCode.OK,
            (await PostAsync(resolution, "triage", new JsonObject { ["action"] = "reject", ["note"] = "Handed to the hub." })).Status);
    }

    [Fact]
    public async Task The_kit_and_one_identifier_are_too_little_and_the_kit_and_any_two_are_enough()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync();
        LabReport report = LabReport.Of(kit, referral, Now) with { Value = "120" };
        await QuarantinedAsync("csv", report with { FamilyName = "", DateOfBirth = "" });
        await QuarantinedAsync("csv", report with { NhsNumber = "", FamilyName = "" });
        await QuarantinedAsync("csv", report with { NhsNumber = "", DateOfBirth = "" });
        Assert.Equal("KitReceived", await StateAsync(journey));

        await ReportedAsync(report with { NhsNumber = "" });
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journey));
    }

    [Fact]
    public async Task Day_and_month_exchanged_is_said_and_not_accepted()
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync(referral => referral["patient"]!["dateOfBirth"] = "1960-02-11");
        JsonObject row = await QuarantinedAsync("csv", LabReport.Of(kit, referral, Now) with { Value = "120", DateOfBirth = "1960-11-02" });

        Assert.Contains("day and month", (string)row["because"]!, StringComparison.Ordinal);
        Assert.Equal("KitReceived", await StateAsync(journey));
    }

    [Theory]
    [InlineData("O'Connor-Smith", "OCONNOR SMITH")]
    [InlineData("Łukasiewicz", "lukasiewicz")]
    [InlineData("Núñez", "NUNEZ")]
    public async Task A_name_is_the_same_in_every_sensible_spelling(string referred, string reported)
    {
        (string journey, string kit, JsonObject referral) = await AtTheLaboratoryAsync(referral => referral["patient"]!["familyName"] = referred);
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = "120", FamilyName = reported, NhsNumber = "" });
        Assert.Equal("AwaitingAcknowledgement", await StateAsync(journey));
    }

    [Fact]
    public async Task Why_a_row_is_held_back_is_said_without_saying_whose_it_is()
    {
        (_, string kit, JsonObject referral) = await AtTheLaboratoryAsync(referral => referral["patient"]!["familyName"] = "Quokkaby");
        JsonObject row = await QuarantinedAsync(
            "csv", LabReport.Of(kit, referral, Now) with { Value = "120", NhsNumber = "9990000018", FamilyName = "Wombatby", DateOfBirth = "1931-12-30" });

        // What the report itself says is shown beside it, to those who must decide; no reason repeats it.
        Assert.True(row.Remove("reported"));
        string born = (string)referral["patient"]!["dateOfBirth"]!;
        string said = row.ToJsonString();
        Assert.All(
            ["9990000018", "Wombatby", "Quokkaby", "1931-12-30", "30/12/1931", "30 December 1931", (string)referral["patient"]!["nhsNumber"]!,
             born, DateOnly.ParseExact(born, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("d MMMM yyyy", CultureInfo.InvariantCulture)],
            personal => Assert.DoesNotContain(personal, said, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<JsonObject> QuarantinedAsync(string format, LabReport report)
    {
        Answer answer = await HandInAsync(LabReport.Write(format, report), format);
        Assert.True(answer.Json["quarantined"]?.GetValue<int>() == 1, answer.Text);
        return Assert.Single(await ListAsync("/api/quarantine", "triage"), row => (string?)row["fileId"] == answer["fileId"]);
    }
}
