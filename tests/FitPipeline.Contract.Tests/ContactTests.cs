using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>How a patient is to be reached, as a desk records it.</summary>
public sealed class ContactTests(RunningService service) : ContractTest(service)
{
    private Task<Answer> ContactAsync(string journey, JsonObject body, string role = "kitDesk", string? requestId = null) =>
        PostAsync($"/api/journeys/{journey}/contact", role, body, requestId);

    [Fact]
    public async Task Texts_refused_on_the_telephone_are_letters_from_then_on()
    {
        await InOfficeHoursAsync();
        (string journey, string kit, _) = await PostedAsync();
        Answer answer = await ContactAsync(journey, new JsonObject { ["texts"] = false, ["note"] = "Said so on the telephone." });
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        Assert.False((bool)answer.Json["contact"]!["canBeTexted"]!);
        Assert.True((bool)answer.Json["contact"]!["textsRefused"]!);
        await ScannedAsync("received", kit);
        Assert.Equal(["kitReceived"], await LettersAsync(journey));

        Assert.Equal(HttpStatusCode.OK, (await ContactAsync(journey, new JsonObject { ["texts"] = true })).Status);
        Assert.True((bool)(await JourneyAsync(journey))["contact"]!["canBeTexted"]!);
    }

    [Fact]
    public async Task A_new_mobile_and_address_are_used_from_then_on()
    {
        (string journey, _) = await ReferredAsync(mobile: false);
        Assert.False((bool)(await JourneyAsync(journey))["contact"]!["canBeTexted"]!);
        string mobile = (string)Referral()["patient"]!["mobile"]!;
        Answer answer = await ContactAsync(journey, new JsonObject
        {
            ["mobile"] = mobile,
            ["address"] = new JsonObject { ["lines"] = new JsonArray("2 Low Road", "Gateshead"), ["postcode"] = "ne96sx" },
        });
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        Assert.Equal("NE9 6SX", (string?)answer.Json["patient"]!["postcode"]);
        Assert.True((bool)answer.Json["contact"]!["canBeTexted"]!);
        Assert.Equal("+44" + mobile[1..], (string?)answer.Json["patient"]!["mobile"]);

        Answer gone = await ContactAsync(journey, new JsonObject { ["mobile"] = "" });
        Assert.False((bool)gone.Json["contact"]!["canBeTexted"]!);
    }

    [Fact]
    public async Task Everything_wrong_is_named_at_once_and_nothing_of_it_is_kept()
    {
        (string journey, _) = await ReferredAsync();
        AssertInvalid(
            await ContactAsync(journey, new JsonObject
            {
                ["mobile"] = "0191 498 0123",
                ["address"] = new JsonObject { ["lines"] = new JsonArray(), ["postcode"] = "x" },
                ["language"] = "!",
                ["formats"] = new JsonArray("papyrus"),
                ["stop"] = "deathReported",
                ["resume"] = "deathReported",
            }),
            "mobile", "address", "language", "formats", "resume");
        AssertInvalid(await ContactAsync(journey, []), "body");
        Assert.Empty((JsonArray)(await JourneyAsync(journey))["contact"]!["stopped"]!);
    }

    [Theory]
    [InlineData("detailsProtected")]
    [InlineData("deathReported")]
    public async Task No_label_is_printed_for_whoever_must_not_be_sent_anything_until_that_is_lifted(string why)
    {
        (string journey, _) = await ReferredAsync();
        await QuietAsync();
        Assert.Contains(await ListAsync("/api/kits/to-post", "kitDesk"), label => (string?)label["journeyId"] == journey);

        await ContactAsync(journey, new JsonObject { ["stop"] = why });
        Assert.DoesNotContain(await ListAsync("/api/kits/to-post", "kitDesk"), label => (string?)label["journeyId"] == journey);
        Assert.False((bool)Assert.Single(await ListAsync("/api/kits/dispatch", "kitDesk"), kit => (string?)kit["journeyId"] == journey)["toPost"]!);

        await ContactAsync(journey, new JsonObject { ["resume"] = why });
        Assert.Contains(await ListAsync("/api/kits/to-post", "kitDesk"), label => (string?)label["journeyId"] == journey);
    }

    [Theory]
    [InlineData("detailsProtected", "kitDesk")]
    [InlineData("deathReported", "practice")]
    public async Task Whoever_must_not_be_sent_anything_is_not_and_a_person_is_asked(string why, string owner)
    {
        await InOfficeHoursAsync();
        (string journey, string kit, _) = await PostedAsync();
        Answer stopped = await ContactAsync(journey, new JsonObject { ["stop"] = why });
        Assert.Equal([why], ((JsonArray)stopped.Json["contact"]!["stopped"]!).Select(one => (string)one!));
        await ScannedAsync("received", kit);
        Assert.Equal(["kitOnItsWay"], await TextsAsync(journey));
        Assert.Empty(await LettersAsync(journey));
        Assert.Contains(await ListAsync("/api/worklist?owner=" + owner, "triage"), item => (string?)item["journeyId"] == journey);
        Assert.Contains(
            await ListAsync("/api/worklist?owner=practice", "triage"),
            item => (string?)item["journeyId"] == journey && ((string)item["what"]!).Contains("that the kit has come", StringComparison.Ordinal));

        Assert.Empty((JsonArray)(await ContactAsync(journey, new JsonObject { ["resume"] = why })).Json["contact"]!["stopped"]!);
    }

    [Fact]
    public async Task The_same_request_twice_is_once_and_for_something_else_a_conflict()
    {
        (string journey, _) = await ReferredAsync();
        string request = Guid.NewGuid().ToString();
        Assert.Equal(HttpStatusCode.OK, (await ContactAsync(journey, new JsonObject { ["texts"] = false }, requestId: request)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ContactAsync(journey, new JsonObject { ["texts"] = false }, requestId: request)).Status);
        Assert.Equal(2, ((JsonArray)(await JourneyAsync(journey))["timeline"]!).Count);
    }

    [Fact]
    public async Task Another_practice_s_patient_and_the_laboratory_s_role_get_nowhere()
    {
        (string journey, _) = await ReferredAsync();
        string other = await MintAsync("gp", "A99002");
        Answer answer = await SendAsync(HttpMethod.Post, $"/api/journeys/{journey}/contact", null, "{\"texts\":false}", token: other);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ContactAsync(journey, new JsonObject { ["texts"] = false }, "lab")).Status);
    }
}
