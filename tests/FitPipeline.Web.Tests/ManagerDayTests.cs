using System.Globalization;
using System.Text.RegularExpressions;
using FitPipeline.Local.PracticeDay;
using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>A service manager's day: what is late, whose it is, the figures, the file for the meeting; and time, in the demonstration.</summary>
public sealed class ManagerDayTests(Ward ward) : IClassFixture<Ward>
{
    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Given_a_kit_nobody_posted_when_the_manager_looks_then_it_is_seen_as_late_and_followed_to_the_patient(string screen)
    {
        (string journey, Person person) = await ward.ReferAsync();
        await ward.ForwardAsync("P4D");
        await using Desk desk = await ward.OpenAsync(Screen.Of(screen), "admin");
        await desk.GoAsync("/");
        await desk.SaysAsync("The service today");
        await desk.PressAsync(AriaRole.Link, "All work");
        await desk.ReadyAsync();
        await desk.Page.GetByLabel("Where the patient is").SelectOptionAsync("Referred");
        await desk.Page.GetByLabel("When").SelectOptionAsync("true");
        await desk.PressAsync(AriaRole.Button, "Show");
        await desk.Page.WaitForURLAsync("**/work?state=Referred&overdue=true");
        await desk.ReadyAsync();
        await desk.SaysAsync($"{person.FamilyName}, {person.GivenName}");
        await desk.LooksRightAsync("work-late");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = $"{person.FamilyName}, {person.GivenName}" }).First.ClickAsync();
        await desk.Page.WaitForURLAsync($"**/journey?id={journey}");
        await desk.SaysAsync("What happens next");
        foreach ((string link, string heading) in ((string, string)[])
            [("Texts", "Texts that did not arrive"), ("Waiting list", "Waiting list"), ("People to help", "People to help"), ("Find a patient", "Find a patient"), ("Charts", "Charts")])
        {
            await desk.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
            await desk.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 }).WaitForAsync();
            await desk.ReadyAsync();
        }
    }

    [Fact]
    public async Task Given_the_charts_when_their_files_are_saved_then_each_says_what_its_table_says_and_no_cell_can_be_taken_for_a_formula()
    {
        for (int i = 0; i < 6; i++)
        {
            await ward.ReferAsync();
        }

        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "admin");
        await desk.GoAsync("/charts");
        IReadOnlyList<ILocator> buttons = await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Download as CSV" }).AllAsync();
        Assert.Equal(7, buttons.Count);
        List<string> names = [];
        foreach (ILocator button in buttons)
        {
            IDownload download = await desk.Page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
            names.Add(download.SuggestedFilename);
            string text = await File.ReadAllTextAsync((await download.PathAsync())!);
            string[] lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.True(lines.Length >= 2, text);
            Assert.All(lines.SelectMany(line => line.Split(',')), cell => Assert.DoesNotMatch("^\"?[=+@\\t-]", cell));
        }

        Assert.Equal(["now.csv", "funnel.csv", "equity-by-ethnicity.csv", "turnaround.csv", "standards.csv", "sixtyTwoDay.csv", "dm01.csv"], names);
        Assert.Contains("referrals", await DownloadedAsync(desk, buttons[1]), StringComparison.Ordinal);
        await desk.Page.GetByLabel("Return rate by").SelectOptionAsync("practice");
        await desk.PressAsync(AriaRole.Button, "Show");
        await desk.Page.WaitForURLAsync("**by=practice**");
        await desk.ReadyAsync();
        string byPractice = await DownloadedAsync(desk, desk.Page.GetByRole(AriaRole.Button, new() { Name = "Download as CSV" }).Nth(2));
        Assert.Matches("\r\nA99001,", byPractice);
    }

    [Fact]
    public async Task Given_the_clock_in_the_corner_when_a_day_and_a_week_are_asked_for_then_the_pathway_moves_by_them()
    {
        (string journey, _) = await ward.ReferAsync();
        await ward.PostAsync(journey, "CLOCK-KIT-1");
        DateTimeOffset before = await ward.NowAsync();
        await using Desk desk = await ward.OpenAsync(Screen.Phone, "triage");
        await desk.GoAsync($"/journey?id={journey}");
        await MoveAsync(desk, "Forward a day", before.AddDays(1));
        await MoveAsync(desk, "Forward a week", before.AddDays(8));
        // The first reminder's day has come meanwhile, and the page shows it.
        await desk.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("due time|reminder", RegexOptions.IgnoreCase) }).First.WaitForAsync();
    }

    private async Task MoveAsync(Desk desk, string words, DateTimeOffset to)
    {
        await desk.PressAsync(AriaRole.Button, words);
        await desk.Page.Locator("section.desk-time strong")
            .Filter(new() { HasText = to.ToString("dddd d MMMM", CultureInfo.InvariantCulture) })
            .WaitForAsync(new() { Timeout = 60_000 });
        await desk.ReadyAsync();
        Assert.Equal(to, await ward.NowAsync(), TimeSpan.FromMinutes(1));
    }

    private static async Task<string> DownloadedAsync(Desk desk, ILocator button)
    {
        IDownload download = await desk.Page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
        return await File.ReadAllTextAsync((await download.PathAsync())!);
    }
}
