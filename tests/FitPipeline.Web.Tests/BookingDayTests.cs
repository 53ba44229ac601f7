using System.Globalization;
using System.Text.Json.Nodes;
using FitPipeline.Local.PracticeDay;
using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>What the booking desk does besides the list: answers, moves, needs, a site that is shut; and the practice's question of priority.</summary>
public sealed class BookingDayTests(Ward ward) : IClassFixture<Ward>
{
    [Fact]
    public async Task Given_an_offered_appointment_when_the_patient_accepts_moves_and_then_declines_then_each_is_recorded_and_the_place_is_kept()
    {
        (string journey, Person person) = await BookedAsync("Northgate");
        // More slots than one page, the first of them all on other days: the day asked for must be reached.
        await OfferAsync("Northgate", 250, 12);
        DateTimeOffset now = await ward.NowAsync();
        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "bookingDesk");
        await desk.GoAsync("/bookings");
        ILocator row = RowOf(desk, person);
        await row.GetByText("Change or cancel").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await desk.SaysAsync("Choose what happened.");
        await row.GetByLabel("The patient accepts it").CheckAsync();
        await desk.LooksRightAsync("booking-answer");
        await row.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await desk.SaysAsync("The patient comes.");
        Assert.NotNull((await ward.JourneyAsync(journey))["appointment"]!["acceptedAt"]);

        string before = (string)(await ward.JourneyAsync(journey))["appointment"]!["slotId"]!;
        await row.GetByText("Change or cancel").ClickAsync();
        await row.GetByLabel("Move to another slot").CheckAsync();
        await desk.SaysAsync("free slots are listed. Give a later day for the others.");
        await row.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await desk.SaysAsync("Choose the slot the patient moves to.");
        // The day of the slots beyond the first two hundred.
        await row.GetByLabel("On or after").FillAsync(now.AddDays(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await row.GetByLabel("On or after").PressAsync("Tab");
        await desk.Page.GetByText("free from that day on.").WaitForAsync();
        await row.GetByLabel("Move to", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await desk.LooksRightAsync("booking-move");
        await row.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await desk.SaysAsync("The patient is moved, and will be told.");
        JsonNode moved = (await ward.JourneyAsync(journey))["appointment"]!;
        Assert.NotEqual(before, (string)moved["slotId"]!);
        Assert.True((DateTimeOffset)moved["startsAt"]! >= now.AddDays(19));

        await row.GetByText("Change or cancel").ClickAsync();
        await row.GetByLabel("The patient declines it").CheckAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await desk.SaysAsync("The patient is back on the waiting list.");
        Assert.Equal("AwaitingBooking", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    [Fact]
    public async Task Given_a_patient_on_the_list_when_the_practice_asks_for_another_priority_then_triage_answers_and_it_is_read()
    {
        (string journey, Person person) = await WaitingAsync();
        await using (Desk practice = await ward.OpenAsync(Screen.Phone, "gp"))
        {
            await practice.GoAsync($"/journey?id={journey}#askPriority");
            await practice.Page.Locator("#askPriority").GetByLabel("Why").FillAsync("She is losing weight.");
            await practice.LooksRightAsync("priority-asked");
            await practice.PressAsync(AriaRole.Button, "Ask for another priority");
            await practice.SaysAsync("Triage is asked.");
        }

        await using (Desk triage = await ward.OpenAsync(Screen.Desktop, "triage"))
        {
            await triage.GoAsync($"/journey?id={journey}");
            await triage.SaysAsync("She is losing weight.");
            await triage.Page.Locator("#keepPriority summary").ClickAsync();
            await triage.Page.Locator("#keepPriority").GetByLabel("Why").FillAsync("Seen next week anyway.");
            await triage.PressAsync(AriaRole.Button, "Leave the priority as it is");
            await triage.SaysAsync("The practice is answered.");
            await triage.Page.Locator("#priority summary").ClickAsync();
            await triage.PressAsync(AriaRole.Button, "Set the priority");
            await triage.SaysAsync("Choose how urgent the patient is.");
            await triage.Page.GetByLabel("1, most urgent").CheckAsync();
            await triage.Page.Locator("#priority").GetByLabel("Why").FillAsync("Worse since Monday.");
            await triage.PressAsync(AriaRole.Button, "Set the priority");
            await triage.SaysAsync("The priority is set.");
            await triage.SaysAsync("Worse since Monday.");
        }

        _ = person;
    }

    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Given_a_patient_who_rings_when_contact_needs_and_kit_are_written_down_then_the_journey_has_them(string screen)
    {
        (string journey, Person person) = await ward.ReferAsync();
        string kit = $"RINGS-{person.Number:0000}";
        await ward.PostAsync(journey, kit);
        await using (Desk kitDesk = await ward.OpenAsync(Screen.Of(screen), "kitDesk"))
        {
            await kitDesk.GoAsync($"/journey?id={journey}#contact");
            ILocator contact = kitDesk.Page.Locator("#contact");
            await contact.GetByRole(AriaRole.Button, new() { Name = "Write it down" }).ClickAsync();
            await kitDesk.SaysAsync("Nothing has been changed yet.");
            await contact.GetByLabel("Mobile").FillAsync("0191 498 0000");
            await contact.GetByRole(AriaRole.Button, new() { Name = "Write it down" }).ClickAsync();
            await kitDesk.Page.GetByRole(AriaRole.Heading, new() { Name = "There is a problem" }).WaitForAsync();
            await contact.GetByLabel("Mobile").FillAsync("");
            await contact.GetByLabel("Language", new() { Exact = true }).SelectOptionAsync("pl");
            await contact.GetByLabel("Large print").CheckAsync();
            await contact.GetByLabel("Address").FillAsync("2 New Street\nGateshead");
            await kitDesk.LooksRightAsync("journey-contact");
            await contact.GetByRole(AriaRole.Button, new() { Name = "Write it down" }).ClickAsync();
            await kitDesk.SaysAsync("It is written down, for every journey of this patient.");
            await kitDesk.Page.Locator("dd", new() { HasText = "2 New Street" }).WaitForAsync();

            await kitDesk.Page.Locator("#kit summary").ClickAsync();
            await kitDesk.Page.GetByLabel("It is lost").CheckAsync();
            await kitDesk.PressAsync(AriaRole.Button, "Ask for another kit");
            await kitDesk.SaysAsync("Another kit is asked for.");
        }

        JsonNode patient = (await ward.JourneyAsync(journey))["patient"]!;
        Assert.Equal("pl", (string?)patient["language"]);
        Assert.Null(patient["mobile"]);
        Assert.Equal("2 New Street", (string?)patient["addressLines"]![0]);
        Assert.Equal("Referred", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Given_a_patient_on_the_list_when_needs_are_written_down_then_the_journey_says_them(string screen)
    {
        (string journey, _) = await WaitingAsync();
        await using Desk desk = await ward.OpenAsync(Screen.Of(screen), "bookingDesk");
        await desk.GoAsync($"/journey?id={journey}#needs");
        ILocator needs = desk.Page.Locator("#needs");
        await needs.GetByLabel("Tuesday").CheckAsync();
        await needs.GetByLabel("Morning").CheckAsync();
        await needs.GetByLabel("Transport").CheckAsync();
        await needs.GetByLabel("Days of notice").FillAsync("soon");
        await needs.GetByRole(AriaRole.Button, new() { Name = "Write it down" }).ClickAsync();
        await desk.SaysAsync("Give the days of notice as a number.");
        await needs.GetByLabel("Days of notice").FillAsync("10");
        await desk.LooksRightAsync("journey-needs");
        await needs.GetByRole(AriaRole.Button, new() { Name = "Write it down" }).ClickAsync();
        await desk.SaysAsync("Tuesday; morning; transport; 10 days of notice");
        JsonNode kept = (await ward.JourneyAsync(journey))["needs"]!;
        Assert.Equal("tuesday", (string?)kept["weekdays"]![0]);
        Assert.True((bool)kept["needsTransport"]!);
    }

    [Fact]
    public async Task Given_a_site_that_is_shut_when_the_desk_says_so_then_its_slots_go_and_the_patient_keeps_the_place()
    {
        (string journey, _) = await BookedAsync("Southgate");
        DateTimeOffset now = await ward.NowAsync();
        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "bookingDesk");
        await desk.GoAsync("/slots");
        await desk.Page.GetByText("A site is shut", new() { Exact = true }).ClickAsync();
        await desk.PressAsync(AriaRole.Button, "Withdraw its slots");
        await desk.SaysAsync("Say which site is closed.");
        await desk.Page.GetByLabel("Site, as its slots name it").FillAsync("Southgate");
        await desk.Page.GetByLabel("Shut from").FillAsync(now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await desk.Page.GetByLabel("To", new() { Exact = true }).FillAsync(now.AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await desk.LooksRightAsync("slots-site-shut");
        await desk.PressAsync(AriaRole.Button, "Withdraw its slots");
        await desk.SaysAsync("1 patient back on the waiting list.");
        Assert.Equal("AwaitingBooking", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    private static ILocator RowOf(Desk desk, Person person) =>
        desk.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = person.FamilyName + ", " + person.GivenName });

    private async Task<(string Journey, Person Person)> WaitingAsync()
    {
        (string journey, Person person) = await ward.WithResultAsync("120");
        await ward.CallAsync("triage", HttpMethod.Post, $"/api/journeys/{journey}/acknowledgements", new JsonObject { ["note"] = "Rung." });
        return (journey, person);
    }

    private async Task<(string Journey, Person Person)> BookedAsync(string site)
    {
        (string journey, Person person) = await WaitingAsync();
        await OfferAsync(site, 1, 10);
        JsonNode slot = (await ward.ListAsync("bookingDesk", "/api/slots")).First(slot => (string?)slot["site"] == site);
        await ward.CallAsync("bookingDesk", HttpMethod.Post, "/api/bookings", new JsonObject { ["journeyId"] = journey, ["slotId"] = (string)slot["slotId"]! });
        return (journey, person);
    }

    // One a quarter of an hour, nine to five, from so many days on.
    private async Task OfferAsync(string site, int slots, int inDays)
    {
        DateTimeOffset day = new((await ward.NowAsync()).UtcDateTime.Date.AddDays(inDays).AddHours(9), TimeSpan.Zero);
        await ward.CallAsync("bookingDesk", HttpMethod.Put, "/api/slots", new JsonObject
        {
            ["slots"] = new JsonArray([.. Enumerable.Range(0, slots).Select(i => new JsonObject
            {
                ["slotId"] = Guid.NewGuid().ToString("N"),
                ["site"] = site,
                ["startsAt"] = day.AddDays(i / 24).AddMinutes(i % 24 * 15).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                ["minutes"] = 15,
                ["procedure"] = "colonoscopy",
                ["community"] = false,
            })]),
        });
    }
}
