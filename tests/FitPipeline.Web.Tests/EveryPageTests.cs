using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>Every page of every role: it shows, it keeps WCAG 2.2 AA, and it fits a desktop and the narrowest phone.</summary>
[Collection(SharedDemonstration.Name)]
public sealed class EveryPageTests(Demonstration demonstration)
{
    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Given_nobody_signed_in_when_a_page_is_opened_then_the_way_in_is_shown(string screen)
    {
        await using Desk desk = await demonstration.OpenAsync(Screen.Of(screen));
        await desk.GoAsync("/work");
        await desk.Page.WaitForURLAsync("**/sign-in");
        await desk.ReadyAsync();
        await desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Choose a role" }).WaitForAsync();
        await desk.LooksRightAsync("sign-in");
    }

    [Theory]
    [InlineData("triage", "/", "front-triage")]
    [InlineData("kitDesk", "/", "front-kit-desk")]
    [InlineData("lab", "/", "front-laboratory")]
    [InlineData("bookingDesk", "/", "front-booking-desk")]
    [InlineData("gp", "/", "front-practice")]
    [InlineData("admin", "/", "front-admin")]
    [InlineData("admin", "/work", "work")]
    [InlineData("admin", "/texts", "texts")]
    [InlineData("triage", "/breaches", "breaches")]
    [InlineData("triage", "/quarantine", "quarantine")]
    [InlineData("triage", "/waiting-list", "waiting-list")]
    [InlineData("triage", "/charts", "charts")]
    [InlineData("kitDesk", "/scan", "scan")]
    [InlineData("kitDesk", "/post", "post")]
    [InlineData("kitDesk", "/letters", "letters")]
    [InlineData("kitDesk", "/stock", "stock")]
    [InlineData("kitDesk", "/help", "help")]
    [InlineData("bookingDesk", "/slots", "slots")]
    [InlineData("bookingDesk", "/bookings", "bookings")]
    [InlineData("gp", "/practice", "practice")]
    [InlineData("gp", "/search", "search")]
    public async Task Given_a_role_when_its_pages_are_opened_then_each_shows_and_nobody_is_shut_out(string role, string path, string name)
    {
        await demonstration.SomebodyAsync("AwaitingAcknowledgement");
        await using Desk desk = await demonstration.OpenAsync(Screen.Desktop, role);
        await desk.GoAsync(path);
        Assert.Equal(1, await desk.Page.Locator("h1").CountAsync());
        await desk.LooksRightAsync(name);
        await desk.TurnToAsync(Screen.Phone);
        await desk.LooksRightAsync(name);
    }

    [Fact]
    public async Task Given_the_practice_day_when_the_kit_desk_opens_the_stock_then_its_lots_are_there_and_one_must_not_be_posted()
    {
        await demonstration.SomebodyAsync("AwaitingAcknowledgement");
        await using Desk desk = await demonstration.OpenAsync(Screen.Desktop, "kitDesk");
        await desk.GoAsync("/stock");
        foreach ((string lot, string state) in ((string, string)[])[("L24-11", "do not post"), ("L25-04", "None left"), ("L25-12", "9 February 2027")])
        {
            await desk.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = lot }).GetByText(state).WaitForAsync();
        }
    }

    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Given_a_result_to_acknowledge_when_triage_opens_the_patient_then_the_whole_story_is_there(string screen)
    {
        string journey = await demonstration.SomebodyAsync("AwaitingAcknowledgement");
        await using Desk desk = await demonstration.OpenAsync(Screen.Of(screen), "triage");
        await desk.GoAsync("/journey?id=" + journey);
        foreach (string heading in (string[])["What happens next", "What you can do", "The whole story", "Clocks", "Kits", "Texts and letters", "Patient"])
        {
            await desk.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true }).WaitForAsync();
        }

        await desk.LooksRightAsync("journey");
    }
}
