namespace FitPipeline.Web.Tests;

/// <summary>The demonstration some days on, when its staff have worked: lists are long, charts say something, and all of it holds.</summary>
public sealed class WeeksOnTests(Demonstration demonstration) : IClassFixture<Demonstration>
{
    [Fact]
    public async Task Given_the_practice_day_lived_on_when_the_lists_and_charts_are_opened_then_they_are_full_and_keep_the_rules()
    {
        await demonstration.SomebodyAsync("AwaitingBooking");
        foreach ((string role, string path, string name) in ((string, string, string)[])
            [("bookingDesk", "/waiting-list", "waiting-list-full"), ("triage", "/waiting-list", "waiting-list-triage"), ("bookingDesk", "/", "front-booking-desk-full")])
        {
            await using Desk desk = await demonstration.OpenAsync(Screen.Desktop, role);
            await desk.GoAsync(path);
            await desk.Page.Locator("tbody tr").First.WaitForAsync();
            await desk.LooksRightAsync(name);
            await desk.TurnToAsync(Screen.Phone);
            await desk.LooksRightAsync(name);
        }

        await demonstration.ForwardAsync("P24D");
        foreach ((string role, string path, string name) in ((string, string, string)[])
            [("bookingDesk", "/bookings", "bookings-full"), ("admin", "/charts", "charts-full"), ("admin", "/", "front-admin-full"), ("kitDesk", "/help", "help-full"), ("triage", "/breaches", "breaches-full")])
        {
            await using Desk desk = await demonstration.OpenAsync(Screen.Desktop, role);
            await desk.GoAsync(path);
            await desk.LooksRightAsync(name);
            await desk.TurnToAsync(Screen.Phone);
            await desk.LooksRightAsync(name);
        }
    }
}
