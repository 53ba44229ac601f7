using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class TextTests(RunningService service) : ContractTest(service)
{
    [Fact]
    public async Task Each_stage_of_a_journey_has_its_text_and_each_is_sent_once()
    {
        await InOfficeHoursAsync();
        (string journey, string kit, JsonObject referral) = await PostedAsync();
        Assert.Equal(["kitOnItsWay"], await TextsAsync(journey));
        await ScannedAsync("received", kit);
        Assert.Equal(["kitOnItsWay", "kitReceived"], await TextsAsync(journey));
        await ReportedAsync(LabReport.Of(kit, referral, Now).Rejected("leaked"));
        kit = NewKit();
        await ScannedAsync("posted", kit, journey);
        Assert.Equal(["kitOnItsWay", "kitReceived", "replacementKitOnItsWay"], await TextsAsync(journey));
        await ReportedAsync(LabReport.Of(kit, referral, Now) with { Value = "120" });
        await PostAsync($"/api/journeys/{journey}/acknowledgements", "triage", new JsonObject { ["note"] = "Seen." });
        Assert.Equal(["kitOnItsWay", "kitReceived", "replacementKitOnItsWay", "pleaseCallUs"], await TextsAsync(journey));

        List<JsonObject> texts = await ListAsync("/api/texts?journeyId=" + journey, "triage");
        Assert.Equal(4, texts.Select(text => (string)text["textId"]!).Distinct().Count());
        Assert.All(texts, text =>
        {
            Assert.Equal(journey, (string?)text["journeyId"]);
            Assert.False(string.IsNullOrWhiteSpace((string?)text["body"]));
            Assert.InRange((int)text["segments"]!, 1, 2);
            AssertAt(Now, (DateTimeOffset)text["queuedAt"]!);
        });

        // Nobody is texted more than three times on one day: the fourth waits for the next.
        Assert.Equal(["sent", "sent", "sent", "queued"], texts.Select(text => (string?)text["status"]));
        Assert.All(texts.Take(3), text => AssertAt(Now, (DateTimeOffset)text["sentAt"]!));
    }

    [Fact]
    public async Task A_patient_who_does_not_return_the_kit_is_reminded_twice_rung_and_then_the_practice_is_told()
    {
        await InOfficeHoursAsync();
        (string journey, _, _) = await PostedAsync();
        DateTimeOffset posted = Now;
        // On a bank holiday the text waits for the next working day.
        await ToAsync(posted.AddDays(7));
        await InOfficeHoursAsync();
        Assert.Equal("postYourKit", (await SentAsync(journey))[^1]);
        await ToAsync(posted.AddDays(14));
        await InOfficeHoursAsync();
        Assert.Equal("postYourKitAgain", (await SentAsync(journey))[^1]);
        Assert.Equal(["postYourKitAgain"], await LettersAsync(journey));
        await ToAsync(posted.AddDays(21));
        JsonObject rung = await JourneyAsync(journey);
        Assert.Equal("AssistanceNeeded", (string?)rung["state"]);
        Assert.Equal("kitDesk", (string?)rung["nextAction"]!["owner"]);
        await ToAsync(posted.AddDays(28));
        await InOfficeHoursAsync();
        Assert.Equal("PracticeReview", await StateAsync(journey));
        Assert.Equal("kitNotReturned", (await SentAsync(journey))[^1]);
        Assert.Equal(["postYourKitAgain", "kitNotReturned"], await LettersAsync(journey));
    }

    [Fact]
    public async Task No_text_leaves_from_six_in_the_evening_to_eight_in_the_morning_nor_at_a_weekend()
    {
        DateOnly friday = Today.AddDays(1);
        while (friday.DayOfWeek is not DayOfWeek.Friday || !LondonCalendar.IsWorkingDay(friday) || !LondonCalendar.IsWorkingDay(friday.AddDays(3)))
        {
            friday = friday.AddDays(1);
        }

        await ToAsync(LondonCalendar.At(friday, 7, 59));
        (string early, _, _) = await PostedAsync();
        Assert.Equal("queued", await StatusAsync(early));
        await ToAsync(LondonCalendar.At(friday, 8));
        Assert.Equal("sent", await StatusAsync(early));
        await ToAsync(LondonCalendar.At(friday, 17, 59));
        (string inTime, _, _) = await PostedAsync();
        Assert.Equal("sent", await StatusAsync(inTime));
        await ToAsync(LondonCalendar.At(friday, 18));
        (string late, _, _) = await PostedAsync();
        (string overtaken, string kit, _) = await PostedAsync();
        foreach (DateTimeOffset quiet in (DateTimeOffset[])
            [Now, LondonCalendar.At(friday.AddDays(1), 12), LondonCalendar.At(friday.AddDays(2), 12), LondonCalendar.At(friday.AddDays(3), 7, 59)])
        {
            await ToAsync(quiet);
            Assert.Equal("queued", await StatusAsync(late));
        }

        // What is no longer true when its time comes is not said.
        await ScannedAsync("received", kit);
        await ToAsync(LondonCalendar.At(friday.AddDays(3), 8));
        JsonObject sent = Assert.Single(await ListAsync("/api/texts?journeyId=" + late, "triage"));
        Assert.Equal("sent", (string?)sent["status"]);
        Assert.Equal(LondonCalendar.At(friday, 18), (DateTimeOffset)sent["queuedAt"]!);
        Assert.Equal(LondonCalendar.At(friday.AddDays(3), 8), (DateTimeOffset)sent["sentAt"]!);
        Assert.Equal(["kitReceived"], await SentAsync(overtaken));
    }

    [Fact]
    public async Task No_text_leaves_on_a_bank_holiday()
    {
        DateOnly holiday = LondonCalendar.NextBankHoliday(Today);
        await ToAsync(LondonCalendar.At(holiday, 11));
        (string journey, _, _) = await PostedAsync();
        Assert.Equal("queued", await StatusAsync(journey));
        DateOnly next = LondonCalendar.WorkingDayAfter(holiday);
        await ToAsync(LondonCalendar.At(next, 7, 59));
        Assert.Equal("queued", await StatusAsync(journey));
        await ToAsync(LondonCalendar.At(next, 8));
        Assert.Equal("sent", await StatusAsync(journey));
    }

    [Fact]
    public async Task No_text_says_who_it_is_for_what_it_is_about_or_what_was_found()
    {
        List<JsonObject> referrals = [];
        List<string> journeys = [];
        foreach (string value in (string[])["3", "120", ">400", "<20"])
        {
            (string journey, _, JsonObject referral) = await ResultedAsync(value, referral =>
            {
                referral["patient"]!["familyName"] = "Quokkaby";
                referral["patient"]!["givenName"] = "Wombat";
            });
            await PostAsync($"/api/journeys/{journey}/acknowledgements", "triage", new JsonObject { ["note"] = "Seen." });
            journeys.Add(journey);
            referrals.Add(referral);
        }

        await QuietAsync();
        foreach (string journey in journeys)
        {
            foreach (JsonObject text in await ListAsync("/api/texts?journeyId=" + journey, "triage"))
            {
                string body = (string)text["body"]!;
                Assert.All(
                    ["Quokkaby", "Wombat", "1960", "999", "120", "400", "result", "positive", "negative", "abnormal", "cancer", "bowel", "blood",
                     "haemoglobin", "stool", "faec", "poo", "FIT", "colonoscopy", "test", "threshold"],
                    word => Assert.DoesNotContain(word, body, word == "FIT" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase));
                Assert.All(referrals, referral => Assert.DoesNotContain((string)referral["patient"]!["nhsNumber"]!, body, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("declined")]
    [InlineData("landline")]
    public async Task Who_cannot_be_texted_is_written_to_instead(string why)
    {
        (string journey, _, _) = await ResultedAsync("3", referral =>
        {
            JsonObject patient = (JsonObject)referral["patient"]!;
            switch (why)
            {
                case "none":
                    patient.Remove("mobile");
                    break;
                case "declined":
                    patient["contact"]!["sms"] = false;
                    break;
                default:
                    patient["mobile"] = "01914980123";
                    break;
            }
        });

        Assert.Empty(await TextsAsync(journey));
        Assert.Equal(["kitOnItsWay", "kitReceived", "resultLetterFollows"], await LettersAsync(journey));
    }

    [Fact]
    public async Task Event_grid_asks_whether_its_events_are_wanted_and_is_answered()
    {
        Answer answer = await ReportAsync(
            new JsonObject { ["eventType"] = "Microsoft.EventGrid.SubscriptionValidationEvent", ["data"] = new JsonObject { ["validationCode"] = "512d38b6" } });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("512d38b6", answer["validationResponse"]);
    }

    [Theory]
    [InlineData("eventType", "data", "tag", "deliveryStatus", "Delivered")]
    [InlineData("EventType", "Data", "Tag", "DeliveryStatus", "DELIVERED")]
    [InlineData("eventtype", "data", "TAG", "deliverystatus", "delivered")]
    public async Task A_delivered_text_is_shown_as_delivered_however_the_provider_spells_it(string type, string data, string tag, string status, string value)
    {
        (string journey, JsonObject text) = await TextedAsync();
        Answer answer = await ReportAsync(new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            [type] = "Microsoft.Communication.SMSDeliveryReportReceived",
            [data] = new JsonObject { [tag] = (string?)text["textId"], [status] = value, ["from"] = "NHSKit", ["to"] = "+447700900001" },
        });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("delivered", await StatusAsync(journey));
        Assert.Empty(await LettersAsync(journey));
    }

    [Fact]
    public async Task A_text_that_did_not_arrive_is_followed_by_one_letter_that_says_the_same()
    {
        (string journey, JsonObject text) = await TextedAsync();
        JsonObject failed = Report(text, "Failed", "Phone was switched off");
        await ReportAsync(failed);
        await ReportAsync(failed);
        await ReportAsync(Report(text, "Delivered"));

        Assert.Equal("failed", await StatusAsync(journey));
        Assert.Equal(["kitOnItsWay"], await LettersAsync(journey));
    }

    [Fact]
    public async Task A_number_that_can_never_be_texted_turns_every_later_text_into_a_letter()
    {
        (string journey, JsonObject text) = await TextedAsync();
        await ReportAsync(Report(text, "Failed", "Invalid destination number"));
        await ScannedAsync("received", (string)(await JourneyAsync(journey))["kits"]![0]!["kitId"]!);

        Assert.Equal(["kitOnItsWay"], await TextsAsync(journey));
        Assert.Equal(["kitOnItsWay", "kitReceived"], await LettersAsync(journey));
    }

    [Fact]
    public async Task Reports_about_nothing_of_ours_are_counted_and_harm_nothing()
    {
        (string journey, JsonObject text) = await TextedAsync();
        Answer answer = await ReportAsync(
            Report(new JsonObject { ["textId"] = "nobody" }, "Delivered"),
            new JsonObject { ["eventType"] = "Microsoft.Something.Else", ["data"] = new JsonObject() },
            new JsonObject { ["eventType"] = "Microsoft.Communication.SMSDeliveryReportReceived" },
            new JsonObject(),
            Report(text, "Delivered"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("delivered", await StatusAsync(journey));
        foreach (string body in (string[])["{}", "null", "[1, null, \"x\", []]", "{ not json", "[" + new string('[', 100)])
        {
            Answer odd = await SendAsync(HttpMethod.Post, "/api/texts/delivery-reports", "admin", body);
            Assert.True(odd.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{body}: {odd.Status} {odd.Text}");
        }
    }

    [Fact]
    public async Task A_practice_sees_the_texts_of_its_own_patients()
    {
        (string journey, _) = await TextedAsync();
        Assert.NotEmpty(await ListAsync("/api/texts?journeyId=" + journey, "gp"));
        AssertProblem(await GetAsync("/api/texts", "gp"), HttpStatusCode.BadRequest);
        string other = await PracticeTokenAsync("B99002");
        AssertProblem(await SendAsync(HttpMethod.Get, "/api/texts?journeyId=" + journey, null, token: other), HttpStatusCode.NotFound);
        AssertProblem(await GetAsync("/api/texts?journeyId=nobody", "triage"), HttpStatusCode.NotFound);
        Assert.Contains(await ListAsync("/api/texts", "triage"), text => (string?)text["journeyId"] == journey);
    }

    private static JsonObject Report(JsonObject text, string status, string details = "") => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["eventType"] = "Microsoft.Communication.SMSDeliveryReportReceived",
        ["data"] = new JsonObject
        {
            ["messageId"] = "Outgoing_" + Guid.NewGuid(),
            ["from"] = "NHSKit",
            ["to"] = "+447700900001",
            ["deliveryStatus"] = status,
            ["deliveryStatusDetails"] = details,
            ["receivedTimestamp"] = "2026-01-05T10:00:00Z",
            ["tag"] = (string?)text["textId"],
        },
        ["eventTime"] = DateTimeOffset.UnixEpoch.ToString("O", CultureInfo.InvariantCulture),
        ["dataVersion"] = "1.0",
    };

    private async Task<Answer> ReportAsync(params JsonObject[] events) =>
        await PostAsync("/api/texts/delivery-reports", "admin", new JsonArray([.. events.Select(one => one.DeepClone())]));

    private async Task<(string JourneyId, JsonObject Text)> TextedAsync()
    {
        await InOfficeHoursAsync();
        (string journey, _, _) = await PostedAsync();
        await QuietAsync();
        return (journey, Assert.Single(await ListAsync("/api/texts?journeyId=" + journey, "triage")));
    }

    // The status of the journey's only text.
    private async Task<string> StatusAsync(string journey)
    {
        await QuietAsync();
        return (string)Assert.Single(await ListAsync("/api/texts?journeyId=" + journey, "triage"))["status"]!;
    }

    // What has left, oldest first: a text cancelled before its time is not among them.
    private async Task<List<string>> SentAsync(string journey)
    {
        await QuietAsync();
        return [.. (await ListAsync("/api/texts?journeyId=" + journey, "triage"))
            .Where(text => text["sentAt"] is not null).Select(text => (string)text["template"]!)];
    }
}
