using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace FitPipeline.Bench;

/// <summary>
/// The desk over a hundred thousand open journeys, in Chromium with an empty cache: until the heading, the first figures and the
/// first lines of a page are seen, until all of it is drawn, what it transferred, and how long a search takes.
/// </summary>
internal sealed class DeskBenchmark : IBenchmark
{
    private const int Journeys = 100_000;
    private const int Searches = 40;

    private static readonly (string Role, string Path)[] Pages =
    [
        ("triage", "/"), ("kitDesk", "/"), ("admin", "/work"), ("triage", "/breaches"), ("triage", "/waiting-list"), ("kitDesk", "/scan"),
        ("kitDesk", "/help"), ("gp", "/practice"), ("triage", "/charts"),
    ];

    // When what a page is for was first to be seen: its heading, and the first figure and the first line of a list where it has them.
    private const string WhenUseful =
        """
        window.seen = {};
        new PerformanceObserver(list => list.getEntries().forEach(entry => {
          window.seen[entry.identifier] = Math.min(window.seen[entry.identifier] ?? Infinity, entry.renderTime);
        })).observe({ type: 'element', buffered: true });
        new MutationObserver(() => {
          for (const [what, where] of [['heading', 'h1'], ['figure', '.desk-tile__count'], ['line', 'td .desk-cell, .desk-candidates, .desk-empty p']]) {
            const first = document.querySelector(`main ${where.split(', ').join(', main ')}`);
            if (first && !first.hasAttribute('elementtiming')) {
              first.setAttribute('elementtiming', what);
            }
          }
        }).observe(document, { childList: true, subtree: true });
        """;

    public string Name => "desk";

    public string What => "with 100,000 open journeys: each page of the desk in a browser, and searches";

    public async Task<IReadOnlyList<(string Metric, double Value)>> RunAsync()
    {
        string directory = Directory.CreateTempSubdirectory("fit-bench").FullName;
        try
        {
            await Seeding.FillAsync(directory, Journeys, LabFiles.NhsNumber);
            await using HostProcess host = await HostProcess.StartAsync(directory);
            return [.. await PagesAsync(host), .. await SearchesAsync(host)];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<List<(string Metric, double Value)>> PagesAsync(HostProcess host)
    {
        List<(string Metric, double Value)> figures = [];
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("FIT_CHROMIUM") ?? "/usr/bin/chromium",
            Args = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [],
        });
        // The first page warms the host up and is not counted.
        foreach ((string role, string path) in Pages.Prepend(Pages[0]))
        {
            await using IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = host.Http.BaseAddress!.ToString() });
            await context.APIRequest.PostAsync("/api/sign-in", new APIRequestContextOptions
            {
                DataObject = new Dictionary<string, string> { ["token"] = host.Token(role) },
                Headers = new Dictionary<string, string> { ["X-FitPipeline-Desk"] = "1", ["Sec-Fetch-Site"] = "same-origin" },
            });
            IPage page = await context.NewPageAsync();
            await page.AddInitScriptAsync(WhenUseful);
            await page.GotoAsync(path);
            await page.Locator("html[data-ready=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 120_000 });
            JsonElement? seen = await page.EvaluateAsync(
                """
                async () => {
                  await new Promise(frame => requestAnimationFrame(() => requestAnimationFrame(frame)));
                  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
                  const first = performance.getEntriesByName('first-contentful-paint')[0];
                  const main = performance.getEntriesByName('desk-drawn')[0];
                  return { first: first?.startTime ?? 0, useful: Math.max(0, ...Object.values(window.seen)), drawn: main?.startTime ?? performance.now(), bytes: all.reduce((sum, one) => sum + one.transferSize, 0) };
                }
                """);
            string name = $"desk.{role}{(path == "/" ? "Front" : string.Concat(path[1..].Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])))}";
            figures.RemoveAll(figure => figure.Metric.StartsWith(name + ".", StringComparison.Ordinal));
            figures.Add((name + ".firstPaintMilliseconds", seen!.Value.GetProperty("first").GetDouble()));
            figures.Add((name + ".firstUsefulMilliseconds", seen.Value.GetProperty("useful").GetDouble()));
            figures.Add((name + ".drawnMilliseconds", seen.Value.GetProperty("drawn").GetDouble()));
            figures.Add((name + ".kilobytes", seen.Value.GetProperty("bytes").GetDouble() / 1024));
        }

        return figures;
    }

    private static async Task<List<(string Metric, double Value)>> SearchesAsync(HostProcess host)
    {
        (string What, Func<int, string> Text)[] asked =
        [
            ("NhsNumber", LabFiles.NhsNumber), ("Kit", LabFiles.Kit), ("LabNumber", n => $"26B{n:0000000}"),
            ("NameOfEverybody", _ => "Benchley"), ("NameAndFirstName", _ => "Benchley Jo"),
        ];
        List<(string Metric, double Value)> figures = [];
        foreach ((string what, Func<int, string> text) in asked)
        {
            List<double> milliseconds = [];
            for (int i = 0; i <= Searches; i++)
            {
                using HttpRequestMessage request = host.Request(HttpMethod.Post, "/api/search", "triage");
                request.Content = new StringContent(
                    new JsonObject { ["text"] = text(i * (Journeys / (Searches + 1))) }.ToJsonString(), Encoding.UTF8, "application/json");
                long started = Stopwatch.GetTimestamp();
                using HttpResponseMessage response = await host.Http.SendAsync(request);
                await response.Content.ReadAsStringAsync();
                if (i > 0)
                {
                    milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }

            figures.Add(($"desk.searchBy{what}P50Milliseconds", Measure.Percentile(milliseconds, 0.5)));
            figures.Add(($"desk.searchBy{what}P99Milliseconds", Measure.Percentile(milliseconds, 0.99)));
        }

        return figures;
    }
}
