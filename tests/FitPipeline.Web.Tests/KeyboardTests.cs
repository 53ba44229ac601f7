using System.Globalization;
using System.Text.Json.Nodes;
using FitPipeline.Local.PracticeDay;

namespace FitPipeline.Web.Tests;

/// <summary>Each role's work without a mouse: reached with Tab, done with Enter, Space and arrows.</summary>
public sealed class KeyboardTests(Ward ward) : IClassFixture<Ward>
{
    [Fact]
    public async Task Given_a_keyboard_alone_when_the_practice_decides_then_every_step_is_within_reach()
    {
        (string journey, Person person) = await ward.WithResultAsync("4", concern: true);
        await using Desk desk = await SignedInAsync("Practice");
        await desk.TabToAsync($"Decide for {person.GivenName} {person.FamilyName}");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("What you can do");
        await desk.ReadyAsync();
        await desk.TabToFieldAsync("decision");
        await desk.ChooseAsync("continueSafetyNet");
        await desk.TabToFieldAsync("reason");
        await desk.Page.Keyboard.TypeAsync("She is well again.");
        await desk.Page.Keyboard.PressAsync("Tab");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("The decision is recorded.");
        Assert.Equal("SafetyNet", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    [Fact]
    public async Task Given_a_keyboard_alone_when_the_laboratory_decides_in_quarantine_then_every_step_is_within_reach()
    {
        (string journey, Person person) = await ward.ReferAsync();
        await ward.PostAsync(journey, $"FIT-KEYS-{person.Number}");
        await ward.ForwardAsync("P2D");
        await ward.ReportAsync("FIT-NEVER-POSTED", person, "12", "KEYS1");
        await using Desk desk = await SignedInAsync("Laboratory");
        await desk.TabToAsync("Quarantine");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("KEYS1");
        await desk.ReadyAsync();
        await desk.TabToAsync("Decide");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.Page.Keyboard.PressAsync("Tab");
        await desk.ChooseAsync(journey);
        await desk.TabToFieldAsync("note");
        await desk.Page.Keyboard.TypeAsync("The label was read again.");
        await desk.Page.Keyboard.PressAsync("Tab");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("The result is in the patient’s journey.");
        Assert.Equal("AwaitingAcknowledgement", (string?)(await ward.JourneyAsync(journey))["state"]);
    }

    [Fact]
    public async Task Given_a_keyboard_alone_when_the_booking_desk_records_an_appointment_then_every_step_is_within_reach()
    {
        (string journey, _) = await ward.WithResultAsync("88");
        await ward.CallAsync("triage", HttpMethod.Post, $"/api/journeys/{journey}/acknowledgements", new JsonObject { ["note"] = "Rung." });
        string day = (await ward.NowAsync()).AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await ward.CallAsync("bookingDesk", HttpMethod.Put, "/api/slots", new JsonObject
        {
            ["slots"] = new JsonArray(new JsonObject
            {
                ["slotId"] = "KEYS-SLOT",
                ["site"] = "Northgate",
                ["startsAt"] = $"{day}T09:00:00Z",
                ["minutes"] = 45,
                ["procedure"] = "colonoscopy",
                ["community"] = false,
            }),
        });
        await ward.CallAsync("bookingDesk", HttpMethod.Post, "/api/bookings", new JsonObject { ["journeyId"] = journey, ["slotId"] = "KEYS-SLOT" });
        await ward.ForwardAsync("P12D");
        await using Desk desk = await SignedInAsync("Booking desk");
        await desk.TabToAsync("Appointments");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("Northgate");
        await desk.ReadyAsync();
        await desk.TabToAsync("Record what happened");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.Page.Keyboard.PressAsync("Tab");
        await desk.ChooseAsync("attended:normal");
        await desk.TabToAsync("Record");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("It is recorded.");
        Assert.Equal("investigated", (string?)(await ward.JourneyAsync(journey))["outcome"]);
    }

    [Fact]
    public async Task Given_a_keyboard_alone_when_kits_are_scanned_and_the_manager_filters_the_work_then_every_step_is_within_reach()
    {
        (string journey, Person person) = await ward.ReferAsync();
        await using (Desk kitDesk = await SignedInAsync("Kit desk"))
        {
            await kitDesk.TabToAsync("Scan kits");
            await kitDesk.Page.Keyboard.PressAsync("Enter");
            await kitDesk.SaysAsync("Scan an address label first.");
            await kitDesk.ReadyAsync();
            // The field has the focus already: a scanner types, and ends with Enter.
            await kitDesk.Page.Keyboard.TypeAsync(journey);
            await kitDesk.Page.Keyboard.PressAsync("Enter");
            await kitDesk.SaysAsync("Now the kit");
            await kitDesk.Page.Keyboard.TypeAsync("KEYS-KIT-1");
            await kitDesk.Page.Keyboard.PressAsync("Enter");
            await kitDesk.SaysAsync("1 kit accepted, 0 not");
        }

        await using Desk manager = await SignedInAsync("Service manager");
        await manager.TabToAsync("All work");
        await manager.Page.Keyboard.PressAsync("Enter");
        await manager.SaysAsync("Work to be done");
        await manager.ReadyAsync();
        await manager.TabToFieldAsync("state");
        await manager.Page.Keyboard.PressAsync("ArrowDown");
        await manager.Page.Keyboard.PressAsync("ArrowDown");
        await manager.TabToAsync("Show");
        await manager.Page.Keyboard.PressAsync("Enter");
        await manager.Page.WaitForURLAsync("**/work?state=KitPosted");
        await manager.SaysAsync($"{person.FamilyName}, {person.GivenName}");
    }

    private async Task<Desk> SignedInAsync(string role)
    {
        Desk desk = await ward.OpenAsync(Screen.Desktop);
        await desk.GoAsync("/sign-in");
        await desk.TabToAsync(role);
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.SaysAsync("today");
        await desk.ReadyAsync();
        return desk;
    }
}
