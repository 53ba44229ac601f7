using System.Net;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

public sealed class ReportTests(RunningService service) : ContractTest(service)
{
    [Theory]
    [InlineData("funnel")]
    [InlineData("turnaround")]
    [InlineData("equity")]
    [InlineData("standards")]
    [InlineData("sixtyTwoDay")]
    [InlineData("dm01")]
    public async Task Each_report_is_had_as_json_and_as_csv_with_the_same_figures(string name)
    {
        await ListedAsync();
        string path = $"/api/reports/{name}?from={Text(Today)}&to={Text(Today)}";
        Answer json = await GetAsync(path, "triage");
        Answer csv = await SendAsync(HttpMethod.Get, path, "triage", accept: "text/csv");

        Assert.Equal("application/json", json.ContentType);
        Assert.Equal(name, json["name"]);
        Assert.Equal(Text(Today), json["from"]);
        Assert.Equal(Text(Today), json["to"]);
        Assert.Equal("text/csv", csv.ContentType);
        List<string[]> lines = [.. csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        string[] columns = [.. ((JsonArray)json.Json["columns"]!).Select(column => (string)column!)];
        Assert.Equal(columns, lines[0][1..]);
        JsonArray rows = (JsonArray)json.Json["rows"]!;
        Assert.NotEmpty(rows);
        Assert.Equal(rows.Count, lines.Count - 1);
        Assert.Equal(((JsonArray)rows[0]!["figures"]!).Select(figure => (string)figure!), lines[1][1..]);
    }

    [Theory]
    [InlineData("practice")]
    [InlineData("sex")]
    [InlineData("age")]
    [InlineData("ethnicity")]
    [InlineData("language")]
    public async Task A_report_broken_down_hides_numbers_that_could_point_at_a_person(string by)
    {
        await ReferredAsync(referral =>
        {
            referral["patient"]!["language"] = "cy";
            referral["patient"]!["ethnicCategory"] = "R";
            referral["patient"]!["sex"] = "other";
            referral["patient"]!["dateOfBirth"] = Text(Today.AddYears(-95));
        });
        foreach (string name in (string[])["equity", "standards", "sixtyTwoDay", "dm01"])
        {
            Answer answer = await GetAsync($"/api/reports/{name}?by={by}&from={Text(Today)}&to={Text(Today)}", "admin");
            Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
            Assert.Equal(by, answer["by"]);
            IEnumerable<string> figures = ((JsonArray)answer.Json["rows"]!).SelectMany(row => (JsonArray)row!["figures"]!).Select(figure => (string)figure!);
            Assert.DoesNotContain(figures, figure => figure is "1" or "2" or "3" or "4");
        }
    }

    [Fact]
    public async Task No_cell_of_a_csv_can_be_taken_for_a_formula()
    {
        await ReferredAsync();
        foreach (string name in (string[])["funnel", "turnaround", "equity", "standards", "sixtyTwoDay", "dm01"])
        {
            foreach (string by in (string[])["practice", "sex", "age", "ethnicity", "language"])
            {
                Answer csv = await SendAsync(HttpMethod.Get, $"/api/reports/{name}?by={by}", "triage", accept: "text/csv");
                Assert.All(
                    csv.Text.Split(["\r\n", ","], StringSplitOptions.RemoveEmptyEntries),
                    cell => Assert.False("=+-@\t".Contains(cell.TrimStart('"')[0], StringComparison.Ordinal), cell));
            }
        }
    }

    [Fact]
    public async Task The_funnel_counts_what_happened()
    {
        DateOnly day = Today;
        async Task<Dictionary<string, int>> funnelAsync()
        {
            Answer answer = await GetAsync($"/api/reports/funnel?from={Text(day)}&to={Text(day)}", "triage");
            JsonNode? row = ((JsonArray)answer.Json["rows"]!).FirstOrDefault();
            return ((JsonArray)answer.Json["columns"]!).Select((column, i) => (Column: (string)column!, Figure: (string?)row?["figures"]![i] ?? "0"))
                .Where(pair => pair.Figure != "*")
                .ToDictionary(pair => pair.Column, pair => int.Parse(pair.Figure, System.Globalization.CultureInfo.InvariantCulture));
        }

        // Enough that no number is small enough to be hidden.
        for (int i = 0; i < 5; i++)
        {
            await ListedAsync();
        }

        Dictionary<string, int> before = await funnelAsync();
        await ListedAsync();
        Dictionary<string, int> after = await funnelAsync();
        Assert.All(
            ["referrals", "kitsPosted", "kitsReturned", "resulted", "atOrAboveThreshold", "acknowledged", "listed"],
            column => Assert.Equal(before[column] + 1, after[column]));
    }

    [Theory]
    [InlineData("waiting", "band", "waiting")]
    [InlineData("waiting", "site", "waiting")]
    [InlineData("breaches", "standard", "clocks")]
    [InlineData("slots", "kind", "slots")]
    public async Task The_reports_of_booking_count_the_list_the_clocks_and_the_slots(string name, string by, string column)
    {
        string path = $"/api/reports/{name}?by={by}&from={Text(Today)}&to={Text(Today.AddDays(30))}";
        int before = Total(await GetAsync(path, "bookingDesk"), column);
        await ListedAsync();
        JsonObject slot = new()
        {
            ["slotId"] = NewSlot(),
            ["site"] = "=Queen's Road",
            ["startsAt"] = Text(LondonCalendar.At(Today.AddDays(20), 18)),
            ["minutes"] = 45,
            ["procedure"] = "flexibleSigmoidoscopy",
            ["community"] = true,
        };
        await SendAsync(HttpMethod.Put, "/api/slots", "bookingDesk", new JsonObject { ["slots"] = new JsonArray(slot) }.ToJsonString());
        Answer after = await GetAsync(path, "bookingDesk");
        Assert.Equal(by, after["by"]);
        Assert.True(Total(after, column) > before, after.Text);
        AssertProblem(await GetAsync(path, "lab"), HttpStatusCode.Forbidden);
        AssertProblem(await GetAsync($"/api/reports/{name}?by=sex", "bookingDesk"), HttpStatusCode.BadRequest);

        Answer csv = await SendAsync(HttpMethod.Get, "/api/reports/slots?by=site&to=" + Text(Today.AddDays(30)), "admin", accept: "text/csv");
        Assert.Contains("\r\n'=Queen's Road,", csv.Text, StringComparison.Ordinal);

        static int Total(Answer answer, string column)
        {
            Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
            int at = ((JsonArray)answer.Json["columns"]!).Select(name => (string)name!).ToList().IndexOf(column);
            return ((JsonArray)answer.Json["rows"]!).Sum(row => int.Parse((string)row!["figures"]![at]!, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task The_report_of_texts_counts_those_that_left_and_their_parts_by_day_and_by_month()
    {
        await InOfficeHoursAsync();
        (string journey, _, _) = await PostedAsync();
        int parts = (int)Assert.Single(await ListAsync("/api/texts?journeyId=" + journey, "triage"))["segments"]!;
        Assert.Equal(["kitOnItsWay"], await TextsAsync(journey));
        foreach (string by in (string[])["day", "month"])
        {
            Answer answer = await GetAsync($"/api/reports/texts?by={by}&from={Text(Today.AddDays(-31))}&to={Text(Today.AddDays(1))}", "admin");
            Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
            Assert.Equal(by, answer["by"]);
            string[] columns = [.. ((JsonArray)answer.Json["columns"]!).Select(name => (string)name!)];
            Assert.Equal(["texts", "parts"], columns.Take(2));
            Assert.All(columns.Skip(2), column => Assert.Equal("pounds", column));
            int[][] figures = [.. ((JsonArray)answer.Json["rows"]!).Select(row => (int[])
                [.. ((JsonArray)row!["figures"]!).Take(2).Select(figure => int.Parse((string)figure!, System.Globalization.CultureInfo.InvariantCulture))])];
            Assert.True(figures.Sum(row => row[0]) >= 1, answer.Text);
            Assert.True(figures.Sum(row => row[1]) >= parts, answer.Text);
        }

        AssertProblem(await GetAsync("/api/reports/texts?by=practice", "admin"), HttpStatusCode.BadRequest);
        AssertProblem(await GetAsync("/api/reports/texts?from=2001-01-01&to=2026-01-01", "admin"), HttpStatusCode.BadRequest);
        AssertProblem(await GetAsync("/api/reports/texts?from=9999-12-31&to=9999-12-31", "admin"), HttpStatusCode.BadRequest);
        AssertProblem(await GetAsync("/api/reports/texts", "gp"), HttpStatusCode.Forbidden);
        Answer csv = await SendAsync(HttpMethod.Get, "/api/reports/texts", "admin", accept: "text/csv");
        Assert.StartsWith("day,texts,parts", csv.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dates_that_are_none_reports_that_are_none_and_callers_who_may_not_are_refused()
    {
        Answer answer = await GetAsync("/api/reports/funnel?from=05/01/2026&to=2026-02-30", "triage");
        AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.Equal(["from", "to"], ((JsonObject)answer.Json["errors"]!).Select(error => error.Key).Order(StringComparer.Ordinal));
        AssertProblem(await GetAsync("/api/reports/funnel?from=2026-02-02&to=2026-02-01", "triage"), HttpStatusCode.BadRequest);
        AssertProblem(await GetAsync("/api/reports/funnel?by=name", "triage"), HttpStatusCode.BadRequest);
        AssertProblem(await GetAsync("/api/reports/everything", "triage"), HttpStatusCode.NotFound);
        AssertProblem(await GetAsync("/api/reports/funnel", null), HttpStatusCode.Unauthorized);
        Answer asCsv = await SendAsync(HttpMethod.Get, "/api/reports/funnel?from=x", "triage", accept: "text/csv");
        AssertProblem(asCsv, HttpStatusCode.BadRequest);
    }
}
