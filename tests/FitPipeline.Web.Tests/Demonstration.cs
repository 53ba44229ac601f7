using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FitPipeline.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>
/// The demonstration as a newcomer starts it, some days on, and a browser to look at it with. The tests of a collection
/// share it and run one after the other, each on people of its own.
/// </summary>
public class Demonstration : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new();
    private WebApplication? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private JsonObject _tokens = [];

    /// <summary>Whether the practice day's people are in it.</summary>
    protected virtual bool HasPeople => true;

    /// <summary>What its browser is told of its camera, beyond that it is to make one up.</summary>
    protected virtual string[] Camera => [];

    /// <summary>A folder of its own, gone when it ends.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("fit-desk-").FullName;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public string Token(string role) => (string)_tokens[role]!;

    public async Task InitializeAsync()
    {
        _app = Host.Build(new Options(0, Folder, DemoCommand.FirstMorning, true));
        await _app.StartAsync();
        Address = new Uri(RunCommand.AddressOf(_app));
        _http.BaseAddress = Address;
        _tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "tokens.json")))!;
        if (HasPeople)
        {
            await RunCommand.PlayReferralsAsync(_app, Address.ToString());
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("FIT_CHROMIUM") ?? "/usr/bin/chromium",
            // As root, in a container, Chromium's own sandbox cannot be set up; it opens only pages of our own.
            // A camera of the browser's own making, so that the page's way to it is walked.
            Args = ["--lang=en-GB", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", .. Camera, .. Environment.IsPrivilegedProcess ? (string[])["--no-sandbox"] : []],
        });
    }

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Opens the desk in a browser of its own, nobody signed in.</summary>
    internal async Task<Desk> OpenAsync(Screen screen) => await Desk.OpenAsync(_browser!, Address, screen);

    /// <summary>Opens the desk with a role signed in.</summary>
    internal async Task<Desk> OpenAsync(Screen screen, string role)
    {
        Desk desk = await OpenAsync(screen);
        await desk.SignInAsync(role);
        return desk;
    }

    /// <summary>Moves the demonstration's time on, its people living meanwhile.</summary>
    public async Task ForwardAsync(string by) => await CallAsync("admin", HttpMethod.Post, "/dev/clock", new JsonObject { ["by"] = by });

    /// <summary>Calls the service as another program would.</summary>
    public Task<JsonNode?> CallAsync(string role, HttpMethod method, string path, JsonNode? body = null) =>
        SendAsync(role, method, path, body?.ToJsonString(), "application/json");

    /// <summary>Calls the service with a body of any kind.</summary>
    public async Task<JsonNode?> SendAsync(string role, HttpMethod method, string path, string? body, string type)
    {
        using HttpRequestMessage request = new(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(role));
        request.Headers.Add("X-Request-ID", Guid.NewGuid().ToString("N"));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using HttpResponseMessage response = await _http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length > 0 ? JsonNode.Parse(text) : null;
    }

    /// <summary>The first page of a list.</summary>
    public async Task<List<JsonNode>> ListAsync(string role, string path) =>
        [.. ((JsonArray)(await CallAsync(role, HttpMethod.Get, path))!["items"]!).Select(item => item!)];

    /// <summary>Moves on, a day at a time, until somebody is where a test needs them.</summary>
    /// <param name="state">Where.</param>
    /// <param name="keep">True to have the person for this test alone.</param>
    public async Task<string> SomebodyAsync(string state, bool keep = false)
    {
        for (int day = 0; day < 60; day++)
        {
            foreach (JsonNode journey in await ListAsync("gp", "/api/practices/A99001/journeys"))
            {
                if ((string?)journey["state"] == state && (keep ? _taken.Add((string)journey["journeyId"]!) : !_taken.Contains((string)journey["journeyId"]!)))
                {
                    return (string)journey["journeyId"]!;
                }
            }

            await ForwardAsync("P1D");
        }

        throw new InvalidOperationException($"Within sixty days nobody came to {state}.");
    }

    private readonly HashSet<string> _taken = [];
}

/// <summary>Tests that share one demonstration.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDemonstration : ICollectionFixture<Demonstration>
{
    public const string Name = "one demonstration";
}
