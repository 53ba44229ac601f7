using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>What the desk is looked at on.</summary>
/// <param name="Name">For the pictures.</param>
/// <param name="Width">In CSS pixels.</param>
/// <param name="Height">In CSS pixels.</param>
internal sealed record Screen(string Name, int Width, int Height)
{
    public static readonly Screen Desktop = new("desktop", 1280, 900);

    /// <summary>The narrowest that WCAG 2.2 asks for (1.4.10, Reflow).</summary>
    public static readonly Screen Phone = new("phone", 320, 720);

    public static Screen Of(string name) => name == "phone" ? Phone : Desktop;
}

/// <summary>The desk in one browser window. Whatever the browser complains about fails the test when the window is closed.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private Screen _screen;
    private readonly List<string> _complaints = [];
    private readonly List<string> _elsewhere = [];

    private Desk(IBrowserContext context, IPage page, Uri address, Screen screen)
    {
        (_context, Page, _screen) = (context, page, screen);
        page.Console += (_, message) =>
        {
            // A refusal is an answer, and the pages say it in words; the browser writes it down as well.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource: the server responded", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _elsewhere.Add(request.Url);
            }
        };
    }

    public IPage Page { get; }

    public static async Task<Desk> OpenAsync(IBrowser browser, Uri address, Screen screen)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            Locale = "en-GB",
            // Not London: what the pages say must not depend on it.
            TimezoneId = "Australia/Sydney",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return new Desk(context, await context.NewPageAsync(), address, screen);
    }

    /// <summary>Signs in as the demonstration offers it, without the page: a test of its own presses the buttons.</summary>
    public async Task SignInAsync(string role)
    {
        IAPIResponse answer = await _context.APIRequest.PostAsync("/api/sign-in", new APIRequestContextOptions
        {
            DataObject = new Dictionary<string, string> { ["role"] = role },
            Headers = new Dictionary<string, string> { ["X-FitPipeline-Desk"] = "1", ["Sec-Fetch-Site"] = "same-origin" },
        });
        Assert.Equal(204, answer.Status);
    }

    /// <summary>Goes to a page and waits until it has drawn itself.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await ReadyAsync();
    }

    /// <summary>Looks at the same page on another screen.</summary>
    public async Task TurnToAsync(Screen screen)
    {
        _screen = screen;
        await Page.SetViewportSizeAsync(screen.Width, screen.Height);
    }

    /// <summary>Waits until the page of this address has drawn itself.</summary>
    public async Task ReadyAsync() => await Page.Locator("html[data-ready=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Presses a button or follows a link by its words.</summary>
    public async Task PressAsync(AriaRole role, string words) => await Page.GetByRole(role, new() { Name = words }).First.ClickAsync();

    /// <summary>Waits until the page says this.</summary>
    public async Task SaysAsync(string words) => await Page.GetByText(words).First.WaitForAsync();

    /// <summary>Presses Tab until the focus is on what says exactly this.</summary>
    public Task TabToAsync(string words) => TabUntilAsync("words => document.activeElement.textContent.trim() === words", words);

    /// <summary>Presses Tab until the focus is on a field of this name.</summary>
    public Task TabToFieldAsync(string name) => TabUntilAsync("name => document.activeElement.name === name", name);

    /// <summary>Goes through the radio buttons of the group that has the focus until this one is chosen.</summary>
    public async Task ChooseAsync(string value)
    {
        await Page.Keyboard.PressAsync("Space");
        for (int i = 0; i < 20; i++)
        {
            if (await Page.EvaluateAsync<bool>("value => document.activeElement.value === value && document.activeElement.checked", value))
            {
                return;
            }

            await Page.Keyboard.PressAsync("ArrowDown");
        }

        Assert.Fail($"'{value}' cannot be reached with the arrows.");
    }

    private async Task TabUntilAsync(string there, string what)
    {
        for (int i = 0; i < 150; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>(there, what))
            {
                return;
            }
        }

        Assert.Fail($"'{what}' cannot be reached with Tab.");
    }

    /// <summary>Says what of WCAG 2.2 AA the page as it stands violates, and keeps a picture of it.</summary>
    public async Task LooksRightAsync(string name)
    {
        await PictureAsync(name);
        AxeResult result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        Assert.True(
            result.Violations.Length == 0,
            $"{name} at {_screen.Name}:\n" + string.Join('\n', result.Violations.Select(violation =>
                $"{violation.Id}: {violation.Help}\n  " + string.Join("\n  ", violation.Nodes.Take(3).Select(node => node.Html)))));
        int wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= _screen.Width, $"{name} is {wide} pixels wide on a screen of {_screen.Width}: it must not scroll sideways.");
    }

    /// <summary>Keeps a picture of the whole page in artifacts/desk.</summary>
    public async Task PictureAsync(string name)
    {
        string folder = Path.Combine(Repository.Root, "artifacts", "desk");
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{_screen.Name}.png"), FullPage = true });
        if (_screen == Screen.Desktop)
        {
            // What is seen without scrolling: three of these are in the README.
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-top.png") });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
        Assert.Empty(_elsewhere);
    }
}
