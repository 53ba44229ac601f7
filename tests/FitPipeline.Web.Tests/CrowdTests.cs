using System.Text.Json.Nodes;
using FitPipeline.Local.PracticeDay;
using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>More people than a page of the service's holds: nobody is hidden, and nothing is called empty that is not.</summary>
public sealed class CrowdTests(Ward ward) : IClassFixture<Ward>
{
    // A page is 200.
    private const int Crowd = 205;

    [Fact]
    public async Task Given_more_work_than_a_page_when_it_is_looked_through_for_whom_to_help_then_nobody_is_hidden_behind_the_others()
    {
        List<string> reminded = [];
        for (int i = 0; i < Crowd; i++)
        {
            reminded.Add((await ward.ReferAsync()).Journey);
        }

        await ward.PostAsync([.. reminded.Select((journey, i) => (journey, $"OUT-{i:0000}"))]);
        await ward.ForwardAsync("P8D");
        for (int i = 0; i < Crowd; i++)
        {
            await ward.ReferAsync();
        }

        // Due after all of those: on the kit desk's list they come on the second page.
        await ward.ForwardAsync("P1D");
        (string ring, Person rung) = await ward.ReferAsync();
        await ward.PostAsync(ring, "BACK-0001");
        await ward.ScanAsync("returnedToSender", "BACK-0001");
        (string last, Person newest) = await ward.ReferAsync();

        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "kitDesk");
        await desk.GoAsync("/help");
        await desk.SaysAsync($"{rung.FamilyName}, {rung.GivenName}");
        Assert.Equal(0, await desk.Page.GetByText("Nobody has to be rung now.").CountAsync());
        await ShowAllAsync(desk);
        Assert.Equal(Crowd, await desk.Page.GetByRole(AriaRole.Table, new() { Name = "Reminded, and the kit still out" }).Locator("tbody tr").CountAsync());

        await desk.GoAsync("/work?state=AssistanceNeeded");
        await desk.SaysAsync($"{rung.FamilyName}, {rung.GivenName}");
        Assert.Equal(1, await desk.Page.Locator("tbody tr").CountAsync());

        // The label beyond the first page is as good as any; and so is one of a referral newer than the page.
        await desk.GoAsync("/scan");
        await desk.SaysAsync($"{Crowd + 1} kits to post.");
        await ScanLabelAsync(desk, last);
        await desk.SaysAsync($"For {newest.GivenName} {newest.FamilyName}, {newest.Postcode}.");
        (string later, Person latest) = await ward.ReferAsync();
        await ScanLabelAsync(desk, later);
        await desk.SaysAsync($"For {latest.GivenName} {latest.FamilyName}, {latest.Postcode}.");

        await ward.ForwardAsync("P23D");
        await using Desk triage = await ward.OpenAsync(Screen.Desktop, "triage");
        await triage.GoAsync("/breaches");
        await ShowAllAsync(triage);
        Assert.InRange(await triage.Page.Locator("tbody tr").CountAsync(), Crowd * 2, int.MaxValue);
    }

    [Fact]
    public async Task Given_more_failed_texts_than_a_page_when_they_are_read_then_all_can_be_seen()
    {
        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "admin");
        await desk.Page.RouteAsync("**/api/texts/failed*", route => AnswerAsync(route, new JsonObject
        {
            ["items"] = Items(route.Request.Url.Contains("after=", StringComparison.Ordinal) ? 5 : 200, i => new JsonObject
            {
                ["textId"] = $"t-{i}",
                ["journeyId"] = null,
                ["template"] = "kitOnItsWay",
                ["body"] = "Your kit is on its way.",
                ["sentAt"] = "2026-01-05T09:00:00Z",
            }),
            ["next"] = route.Request.Url.Contains("after=", StringComparison.Ordinal) ? null : "more",
        }));
        await desk.GoAsync("/texts");
        await ShowAllAsync(desk);
        Assert.Equal(Crowd, await desk.Page.Locator("tbody tr").CountAsync());
    }

    [Fact]
    public async Task Given_texts_that_left_when_the_page_of_texts_is_read_then_it_says_how_many_parts_and_what_they_cost_where_that_is_known()
    {
        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "admin");
        await desk.GoAsync("/texts");
        await desk.SaysAsync("Texts that left");
        await desk.SaysAsync("No price of a part is configured, so no cost is shown.");
        await desk.Page.RouteAsync("**/api/reports/texts?*", route => AnswerAsync(route, new JsonObject
        {
            ["rows"] = new JsonArray(new JsonObject { ["stratum"] = "2026-01", ["figures"] = new JsonArray("1200", "1", "45.00") }),
            ["notes"] = new JsonArray("In all £45.00."),
        }));
        await desk.GoAsync("/texts");
        await desk.SaysAsync("1,200 texts in 1 part, £45.00");
    }

    [Fact]
    public async Task Given_more_letters_than_are_shown_when_they_wait_then_the_page_says_that_there_are_more()
    {
        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "kitDesk");
        await desk.Page.RouteAsync("**/api/letters/waiting", route => AnswerAsync(route, new JsonObject
        {
            ["items"] = Items(1, _ => new JsonObject { ["journeyId"] = null, ["subject"] = "Your kit", ["language"] = "en", ["queuedAt"] = "2026-01-05T09:00:00Z" }),
            ["next"] = null,
            ["more"] = true,
        }));
        await desk.GoAsync("/letters");
        await desk.SaysAsync("More wait behind these.");
    }

    [Fact]
    public async Task Given_a_first_page_that_is_empty_when_another_follows_then_the_list_is_not_called_empty()
    {
        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "kitDesk");
        await desk.Page.RouteAsync("**/api/worklist?*", route => AnswerAsync(route, route.Request.Url.Contains("after=", StringComparison.Ordinal)
            ? new JsonObject
            {
                ["items"] = Items(1, i => new JsonObject
                {
                    ["itemId"] = $"r-{i}",
                    ["journeyId"] = null,
                    ["what"] = "Look at the kit put aside.",
                    ["owner"] = "kitDesk",
                    ["due"] = "2026-01-05T17:00:00Z",
                    ["overdue"] = false,
                    ["because"] = "Nobody posted it.",
                }),
                ["next"] = null,
            }
            : new JsonObject { ["items"] = new JsonArray(), ["next"] = "more" }));
        await desk.GoAsync("/work?owner=kitDesk");
        await desk.SaysAsync("Look at the kit put aside.");
    }

    [Fact]
    public async Task Given_more_candidates_than_can_be_asked_about_at_once_when_the_quarantine_is_opened_then_each_has_a_name()
    {
        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "triage");
        await desk.Page.RouteAsync("**/api/quarantine", route => AnswerAsync(route, new JsonObject
        {
            ["items"] = Items(1, _ => new JsonObject
            {
                ["id"] = "q-1",
                ["fileId"] = "f",
                ["row"] = 1,
                ["because"] = "The row names no kit.",
                ["receivedAt"] = "2026-01-05T09:00:00Z",
                ["owner"] = "triage",
                ["due"] = "2026-01-06T17:00:00Z",
                ["candidates"] = Items(Crowd, i => new JsonObject { ["journeyId"] = $"j-{i}", ["evidence"] = "Family name agrees." }),
            }),
            ["next"] = null,
        }));
        await desk.Page.RouteAsync("**/api/people", route =>
        {
            JsonArray asked = (JsonArray)JsonNode.Parse(route.Request.PostData!)!["journeyIds"]!;
            return asked.Count > 200
                ? route.FulfillAsync(new() { Status = 422, ContentType = "application/problem+json", Body = "{}" })
                : AnswerAsync(route, new JsonObject
                {
                    ["items"] = new JsonArray([.. asked.Select(id => new JsonObject
                    {
                        ["journeyId"] = (string)id!,
                        ["familyName"] = $"Name-{id}",
                        ["givenName"] = "Jo",
                        ["nhsNumber"] = "9990000018",
                        ["dateOfBirth"] = "1960-02-14",
                    })]),
                    ["next"] = null,
                });
        });
        await desk.GoAsync("/quarantine");
        await desk.SaysAsync($"Name-j-{Crowd - 1}, Jo");
        Assert.Equal(0, await desk.Page.GetByText("Patient not on the register").CountAsync());
    }

    private static async Task ScanLabelAsync(Desk desk, string label)
    {
        await desk.Page.GetByLabel("Scan or type a barcode").FillAsync(label);
        await desk.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task ShowAllAsync(Desk desk)
    {
        await desk.ReadyAsync();
        ILocator more = desk.Page.GetByRole(AriaRole.Button, new() { Name = "Show more" });
        while (await more.CountAsync() > 0)
        {
            int rows = await desk.Page.Locator("tbody tr").CountAsync();
            await more.First.ClickAsync();
            await Assertions.Expect(desk.Page.Locator("tbody tr")).Not.ToHaveCountAsync(rows);
        }

        await desk.SaysAsync("That is the whole list.");
    }

    private static JsonArray Items(int count, Func<int, JsonObject> item) => [.. Enumerable.Range(0, count).Select(item)];

    private static Task AnswerAsync(IRoute route, JsonObject answer) =>
        route.FulfillAsync(new() { ContentType = "application/json", Body = answer.ToJsonString() });
}
