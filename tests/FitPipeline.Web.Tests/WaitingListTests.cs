using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>Who waits, in which order, and why.</summary>
public sealed class WaitingListTests(Ward ward) : IClassFixture<Ward>
{
    [Fact]
    public async Task Given_people_of_every_band_when_the_list_is_opened_then_the_order_and_its_reasons_are_there()
    {
        string[] journeys = new string[6];
        foreach ((int i, string value) in ((string[])["12", "34", "61", "127", "210", "400"]).Index())
        {
            (journeys[i], _) = await ward.WithResultAsync(value);
            await ward.CallAsync("triage", HttpMethod.Post, $"/api/journeys/{journeys[i]}/acknowledgements", new JsonObject { ["note"] = "Rung." });
        }

        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "triage");
        await desk.GoAsync("/waiting-list");
        List<string?> order = [.. (await ward.ListAsync("triage", "/api/waiting-list")).Select(place => (string?)place["journeyId"])];
        Assert.All(journeys, journey => Assert.Contains(journey, order));
        ILocator rows = desk.Page.Locator("tbody tr");
        Assert.Equal(order.Count, await rows.CountAsync());
        for (int i = 0; i < order.Count; i++)
        {
            Assert.Contains(order[i]!, await rows.Nth(i).Locator("a").First.GetAttributeAsync("href"), StringComparison.Ordinal);
        }

        await desk.LooksRightAsync("waiting-list-bands");
        await rows.First.GetByText("Why this place").ClickAsync();
        await rows.First.Locator("li").First.WaitForAsync();
        await desk.LooksRightAsync("waiting-list-reasons");
    }
}
