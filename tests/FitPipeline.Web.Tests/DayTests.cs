using System.Globalization;
using System.Text.Json.Nodes;
using FitPipeline.Local.PracticeDay;
using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>Each role's day, from what waits on its first page to what it has done about it.</summary>
public sealed class DayTests(Ward ward) : IClassFixture<Ward>
{
    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Given_kits_to_post_when_the_kit_desk_scans_then_right_wrong_expired_and_recalled_kits_are_told_apart(string screen)
    {
        (string first, Person one) = await ward.ReferAsync();
        (string second, Person two) = await ward.ReferAsync();
        string own = $"KIT-{screen}-1".ToUpperInvariant();
        string other = $"KIT-{screen}-2".ToUpperInvariant();
        await using Desk desk = await ward.OpenAsync(Screen.Of(screen), "kitDesk");
        await desk.GoAsync("/");
        await desk.PressAsync(AriaRole.Link, "kits to post");
        await desk.ReadyAsync();
        await desk.SaysAsync($"{one.FamilyName}, {one.GivenName}");
        await desk.PressAsync(AriaRole.Link, "Scan kits out");
        await desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Scan kits" }).WaitForAsync();
        await desk.ReadyAsync();

        ILocator answer = desk.Page.Locator(".desk-verdict__word");
        await desk.Page.GetByLabel("Lot on the box").FillAsync("L-100");
        await desk.Page.GetByLabel("Use by").FillAsync("2027-12-31");
        await ScanAsync(desk, own);
        await Assertions.Expect(answer).ToHaveTextAsync("Stop: not accepted");
        await ScanAsync(desk, first);
        await desk.SaysAsync($"{one.GivenName} {one.FamilyName}, {one.Postcode}");
        await ScanAsync(desk, own);
        await Assertions.Expect(answer).ToHaveTextAsync("Accepted");
        await desk.LooksRightAsync("scan-accepted");

        await ScanAsync(desk, second);
        await Assertions.Expect(answer).ToHaveTextAsync("Now the kit");
        await ScanAsync(desk, own);
        await Assertions.Expect(answer).ToHaveTextAsync("Stop: another patient’s kit");
        await desk.LooksRightAsync("scan-wrong-patient");

        await desk.Page.GetByLabel("Use by").FillAsync((await ward.NowAsync()).AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await ScanAsync(desk, other);
        await Assertions.Expect(answer).ToHaveTextAsync("Stop: expires too soon");

        await ward.CallAsync("kitDesk", HttpMethod.Post, "/api/kits/recalls", new JsonObject { ["lot"] = $"L-BAD-{screen}", ["reason"] = "The maker asked for it." });
        await desk.Page.GetByLabel("Use by").FillAsync("2027-12-31");
        await desk.Page.GetByLabel("Lot on the box").FillAsync($"L-BAD-{screen}");
        await ScanAsync(desk, other);
        await Assertions.Expect(answer).ToHaveTextAsync("Stop: recalled lot");

        await desk.Page.GetByLabel("Lot on the box").FillAsync("L-100");
        await ScanAsync(desk, other);
        await Assertions.Expect(answer).ToHaveTextAsync("Accepted");
        await desk.Page.GetByLabel("In, from a patient").CheckAsync();
        await ScanAsync(desk, own);
        await Assertions.Expect(answer).ToHaveTextAsync("Accepted");
        await ScanAsync(desk, $"KIT-{screen}-NOT-OURS".ToUpperInvariant());
        await Assertions.Expect(answer).ToHaveTextAsync("Put aside: nobody knows this kit");
        Assert.Equal("KitReceived", (string?)(await ward.JourneyAsync(first))["state"]);
        Assert.Equal("KitPosted", (string?)(await ward.JourneyAsync(second))["state"]);
        _ = two;
    }

    [Fact]
    public async Task Given_a_hundred_kits_when_they_are_scanned_as_fast_as_a_scanner_types_then_each_is_answered_and_none_is_lost()
    {
        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "lab");
        await desk.GoAsync("/scan");
        await desk.Page.GetByLabel("Scan or type a barcode").FocusAsync();
        for (int i = 0; i < 100; i++)
        {
            await desk.Page.Keyboard.InsertTextAsync($"FAST-{i:0000}");
            await desk.Page.Keyboard.PressAsync("Enter");
        }

        await desk.Page.GetByText("0 kits accepted, 100 not").WaitForAsync(new() { Timeout = 60_000 });
    }

    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Given_a_result_above_the_threshold_when_triage_and_the_booking_desk_work_then_the_patient_is_examined(string screen)
    {
        (string journey, Person person) = await ward.WithResultAsync("42");
        await using (Desk triage = await ward.OpenAsync(Screen.Of(screen), "triage"))
        {
            await triage.GoAsync("/");
            await triage.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = person.FamilyName + ", " + person.GivenName })
                .GetByRole(AriaRole.Link, new() { Name = "Acknowledge" }).ClickAsync();
            await triage.Page.GetByLabel("Note (optional)").FillAsync("I ring the patient this afternoon.");
            await triage.PressAsync(AriaRole.Button, "Acknowledge the result");
            await triage.SaysAsync("The result is acknowledged.");
            await triage.SaysAsync("I ring the patient this afternoon.");
            await triage.PressAsync(AriaRole.Link, "Waiting list");
            await triage.SaysAsync($"{person.FamilyName}, {person.GivenName}");
            await triage.ReadyAsync();
            await triage.LooksRightAsync("waiting-list-someone");
        }

        await using (Desk booking = await ward.OpenAsync(Screen.Of(screen), "bookingDesk"))
        {
            await booking.GoAsync("/slots");
            await booking.Page.GetByLabel("Day").FillAsync((await ward.NowAsync()).AddDays(9).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await booking.PressAsync(AriaRole.Button, "Offer these slots");
            await booking.SaysAsync("6 slots offered.");
            await booking.LooksRightAsync("slots-offered");
            await booking.PressAsync(AriaRole.Link, "Waiting list");
            await booking.ReadyAsync();
            await booking.PressAsync(AriaRole.Button, "Give out free slots now");
            await booking.SaysAsync("given out.");
            await booking.PressAsync(AriaRole.Link, "Appointments");
            await booking.SaysAsync($"{person.FamilyName}, {person.GivenName}");
            await ward.ForwardAsync("P12D");
            await booking.GoAsync("/bookings");
            ILocator row = booking.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = person.FamilyName + ", " + person.GivenName });
            await row.GetByText("Record what happened").ClickAsync();
            await row.GetByLabel("Attended: nothing of note").CheckAsync();
            await row.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
            await booking.SaysAsync("It is recorded.");
        }

        Assert.Equal("investigated", (string?)(await ward.JourneyAsync(journey))["outcome"]);
    }

    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Given_a_low_result_with_concern_when_the_practice_asks_and_decides_then_reason_and_advice_are_kept(string screen)
    {
        (string journey, Person person) = await ward.WithResultAsync("4", concern: true);
        await using Desk practice = await ward.OpenAsync(Screen.Of(screen), "gp");
        await practice.GoAsync("/");
        await practice.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = person.FamilyName + ", " + person.GivenName })
            .GetByRole(AriaRole.Link, new() { Name = "Decide" }).ClickAsync();
        await practice.PressAsync(AriaRole.Button, "Record the decision");
        await practice.Page.GetByRole(AriaRole.Heading, new() { Name = "There is a problem" }).WaitForAsync();
        await practice.LooksRightAsync("journey-refused");

        await practice.Page.Locator("#advice summary").ClickAsync();
        await practice.Page.GetByLabel("Your message").FillAsync("Would you examine her all the same?");
        await practice.PressAsync(AriaRole.Button, "Send the message");
        await practice.SaysAsync("The message is sent.");
        await practice.Page.Locator("#decide summary").ClickAsync();
        await practice.Page.GetByLabel("Keep under review").CheckAsync();
        await practice.Page.GetByLabel("Why").FillAsync("She is well again, and will come back.");
        await practice.PressAsync(AriaRole.Button, "Record the decision");
        await practice.SaysAsync("The decision is recorded.");
        await practice.SaysAsync("She is well again, and will come back.");
        await practice.SaysAsync("Would you examine her all the same?");
        Assert.Equal("SafetyNet", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Given_a_report_of_a_kit_nobody_posted_when_the_laboratory_decides_then_it_reaches_the_patient_it_was_vouched_for(string screen)
    {
        string number = $"MISREAD-{screen}".ToUpperInvariant();
        (string journey, Person person) = await ward.ReferAsync();
        await ward.PostAsync(journey, $"FIT-MISREAD-{person.Number}");
        await ward.ForwardAsync("P2D");
        await ward.ReportAsync("FIT-NEVER-POSTED", person, "12", number);
        await using Desk laboratory = await ward.OpenAsync(Screen.Of(screen), "lab");
        await laboratory.GoAsync("/");
        await laboratory.PressAsync(AriaRole.Link, "results in quarantine");
        await laboratory.SaysAsync(number);
        await laboratory.ReadyAsync();
        await laboratory.Page.GetByText("Decide", new() { Exact = true }).First.ClickAsync();
        await laboratory.LooksRightAsync("quarantine-deciding");
        await laboratory.Page.GetByLabel($"It is {person.GivenName} {person.FamilyName}’s").CheckAsync();
        await laboratory.Page.GetByLabel("How you know").FillAsync("The label was read again.");
        await laboratory.PressAsync(AriaRole.Button, "Decide");
        await laboratory.SaysAsync("The result is in the patient’s journey.");
        Assert.Equal("AwaitingAcknowledgement", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    [Fact]
    public async Task Given_a_patient_when_looked_for_by_number_name_kit_and_sample_then_each_finds_her_and_no_address_names_her()
    {
        (string journey, Person person) = await ward.WithResultAsync("3");
        await using Desk desk = await ward.OpenAsync(Screen.Phone, "triage");
        List<string> addresses = [];
        desk.Page.Request += (_, request) => addresses.Add(request.Url);
        await desk.GoAsync("/search");
        foreach (string asked in (string[])
            [person.NhsNumber, person.FamilyName, $"{person.GivenName} {person.FamilyName}", $"{person.FamilyName} {person.DateOfBirth:dd/MM/yyyy}",
             $"FIT-WARD-{person.Number:0000}", $"ward{person.Number:0000}"])
        {
            await desk.Page.GetByRole(AriaRole.Textbox).FillAsync(asked);
            await desk.Page.Keyboard.PressAsync("Enter");
            await desk.Page.Locator($"a[href='/journey?id={journey}']").WaitForAsync();
        }

        await desk.LooksRightAsync("search-found");
        await desk.Page.GetByRole(AriaRole.Textbox).FillAsync("Nobody Of That Name");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("Nobody was found.");
        Assert.DoesNotContain(addresses, address =>
            address.Contains(person.NhsNumber, StringComparison.Ordinal) || address.Contains(person.FamilyName, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Given_another_practices_patient_when_a_practice_looks_for_her_then_there_is_nobody()
    {
        (string journey, Person person) = await ward.ReferAsync();
        JsonNode minted = (await ward.CallAsync("admin", HttpMethod.Post, "/api/tokens", new JsonObject { ["role"] = "gp", ["practice"] = "A99002" }))!;
        await using Desk desk = await ward.OpenAsync(Screen.Desktop);
        await desk.GoAsync("/sign-in");
        await desk.Page.GetByText("Sign in with a token").ClickAsync();
        await desk.Page.GetByLabel("Your token").FillAsync((string)minted["token"]!);
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("Practice A99002");
        await desk.GoAsync("/search");
        foreach (string asked in (string[])[person.NhsNumber, person.FamilyName, journey])
        {
            await desk.Page.GetByRole(AriaRole.Textbox).FillAsync(asked);
            await desk.Page.Keyboard.PressAsync("Enter");
            await desk.SaysAsync("Nobody was found.");
        }

        await desk.GoAsync("/journey?id=" + journey);
        await desk.SaysAsync("There is no such journey.");
        await desk.GoAsync("/practice");
        await desk.SaysAsync("No patient of this practice has been referred yet.");
    }

    [Fact]
    public async Task Given_a_delivery_when_it_is_written_down_then_the_shelf_has_it_and_a_lot_can_be_recalled()
    {
        await using Desk desk = await ward.OpenAsync(Screen.Phone, "kitDesk");
        await desk.GoAsync("/stock");
        await desk.Page.GetByLabel("Lot on the box").FillAsync("L-900");
        await desk.Page.GetByLabel("Use by").FillAsync("2027-06-30");
        await desk.Page.GetByLabel("How many kits").FillAsync("250");
        await desk.PressAsync(AriaRole.Button, "Write it down");
        await desk.SaysAsync("250 kits of lot L-900 are on the shelf.");
        await desk.LooksRightAsync("stock-written");
        await desk.Page.GetByLabel("Lot to recall").FillAsync("L-900");
        await desk.Page.GetByLabel("Why").FillAsync("The maker asked for it.");
        await desk.PressAsync(AriaRole.Button, "Recall this lot");
        await desk.SaysAsync("Lot L-900 is recalled.");
    }

    // A mouse is never touched: in by Tab and Enter, to the list, to the patient, and through the form.
    [Fact]
    public async Task Given_a_keyboard_alone_when_triage_acknowledges_a_result_then_every_step_is_within_reach()
    {
        (string journey, Person person) = await ward.WithResultAsync("77");
        await using Desk desk = await ward.OpenAsync(Screen.Desktop);
        await desk.GoAsync("/sign-in");
        await desk.TabToAsync("Triage");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("Triage today");
        await desk.SaysAsync($"{person.FamilyName}, {person.GivenName}");
        await desk.ReadyAsync();
        await desk.TabToAsync($"Acknowledge for {person.GivenName} {person.FamilyName}");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("What you can do");
        await desk.ReadyAsync();
        await Assertions.Expect(desk.Page.Locator("#acknowledge summary")).ToBeFocusedAsync();
        await desk.Page.Keyboard.PressAsync("Tab");
        await desk.Page.Keyboard.TypeAsync("Rung at noon.");
        await desk.TabToAsync("Acknowledge the result");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("The result is acknowledged.");
        Assert.NotEqual("AwaitingAcknowledgement", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    private static async Task ScanAsync(Desk desk, string code)
    {
        await desk.Page.GetByLabel("Scan or type a barcode").FillAsync(code);
        await desk.Page.Keyboard.PressAsync("Enter");
    }
}
