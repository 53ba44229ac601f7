using System.Text;
using FitPipeline.Local.PracticeDay;
using Microsoft.Playwright;

namespace FitPipeline.Web.Tests;

/// <summary>What the kit desk hears, prints and posts.</summary>
public sealed class KitDeskTests(Ward ward) : IClassFixture<Ward>
{
    // Writes down every tone, as it is made; the tones themselves are the browser's.
    private const string Listen =
        """
        window.tones = [];
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (at) { window.tones.push(Math.round(this.frequency.value)); return start.call(this, at); };
        """;

    [Fact]
    public async Task Given_answers_of_every_kind_when_kits_are_scanned_then_each_is_told_apart_by_word_colour_and_sound()
    {
        (string first, _) = await ward.ReferAsync();
        (string second, _) = await ward.ReferAsync();
        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "kitDesk");
        await desk.Page.AddInitScriptAsync(Listen);
        await desk.GoAsync("/scan");
        await desk.Page.GetByLabel("Use by").FillAsync("2027-12-31");
        await ScanAsync(desk, first);
        await desk.SaysAsync("Now the kit");
        await ScanAsync(desk, "SOUND-1");
        await HeardAsync(desk, "Accepted", "rgb(229, 245, 236)", "solid", 1046);

        await ScanAsync(desk, second);
        await desk.SaysAsync("Now the kit");
        await ScanAsync(desk, "SOUND-1");
        await HeardAsync(desk, "Stop: another patient’s kit", "rgb(251, 234, 232)", "double", 1046, 180, 1046, 180);

        await desk.Page.GetByLabel("Use by").FillAsync((await ward.NowAsync()).AddDays(3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await ScanAsync(desk, "SOUND-2");
        await HeardAsync(desk, "Stop: expires too soon", "rgb(251, 234, 232)", "double", 620, 180);

        await desk.Page.GetByLabel("In, from a patient").CheckAsync();
        await ScanAsync(desk, "SOUND-NEVER");
        await HeardAsync(desk, "Put aside: nobody knows this kit", "rgb(255, 244, 217)", "dashed", 620, 620);
    }

    [Fact]
    public async Task Given_kits_to_post_when_the_labels_are_printed_then_paper_has_the_addresses_in_their_places_and_nothing_else()
    {
        List<Person> people = [];
        for (int i = 0; i < 15; i++)
        {
            people.Add((await ward.ReferAsync()).Person);
        }

        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "kitDesk");
        await desk.Page.AddInitScriptAsync("window.print = () => { window.printed = true; };");
        await desk.GoAsync("/post");
        await desk.Page.GetByRole(AriaRole.Button, new() { NameRegex = new System.Text.RegularExpressions.Regex("^Print [0-9]+ address labels$") }).ClickAsync();
        Assert.True(await desk.Page.EvaluateAsync<bool>("window.printed"));

        byte[] pdf = await desk.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true });
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(pdf, 0, 4), StringComparison.Ordinal);
        await desk.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(desk.Page.Locator(".desk-no-print")).ToBeHiddenAsync();
        await Assertions.Expect(desk.Page.Locator("#header")).ToBeHiddenAsync();
        foreach (Person person in people)
        {
            await Assertions.Expect(desk.Page.Locator(".desk-label", new() { HasText = $"{person.GivenName} {person.FamilyName}" })).ToContainTextAsync(person.Postcode);
        }

        // 99.1 by 38.1 mm at 96 points an inch, two beside each other.
        LocatorBoundingBoxResult one = (await desk.Page.Locator(".desk-label").Nth(0).BoundingBoxAsync())!;
        LocatorBoundingBoxResult two = (await desk.Page.Locator(".desk-label").Nth(1).BoundingBoxAsync())!;
        Assert.Equal(374.6, one.Width, 0.2);
        Assert.Equal(144.0, one.Height, 0.2);
        Assert.Equal(384.0, two.X - one.X, 0.2);
        Assert.Equal(one.Y, two.Y);
        LocatorBoundingBoxResult bars = (await desk.Page.Locator(".desk-label svg").Nth(0).BoundingBoxAsync())!;
        Assert.True(bars.Y + bars.Height <= one.Y + one.Height, "The barcode runs off its label.");
        await desk.PictureAsync("labels-on-paper");
    }

    [Fact]
    public async Task Given_a_patient_without_a_mobile_when_the_letters_are_taken_then_one_pdf_has_them_and_none_waits_any_more()
    {
        await ward.ReferAsync(hasMobile: false);
        (string journey, _) = await ward.ReferAsync(hasMobile: false);
        await ward.PostAsync(journey, "LETTER-KIT-1");
        await ward.ForwardAsync("PT1H");
        await using Desk desk = await ward.OpenAsync(Screen.Desktop, "kitDesk");
        await desk.GoAsync("/letters");
        await desk.PressAsync(AriaRole.Button, "Take them for printing, as one PDF");
        ILocator link = desk.Page.GetByRole(AriaRole.Link, new() { Name = "Open them as one PDF" });
        await link.WaitForAsync();
        string address = (await link.GetAttributeAsync("href"))!;
        TaskCompletionSource<IResponse> opened = new();
        desk.Page.Context.Response += (_, response) =>
        {
            if (response.Url.EndsWith(address, StringComparison.Ordinal))
            {
                opened.TrySetResult(response);
            }
        };
        await link.ClickAsync();
        IResponse answer = await opened.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(200, answer.Status);
        Assert.StartsWith("application/pdf", answer.Headers["content-type"], StringComparison.Ordinal);
        byte[] pdf = await (await desk.Page.Context.APIRequest.GetAsync(address)).BodyAsync();
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(pdf, 0, 4), StringComparison.Ordinal);

        await desk.GoAsync("/letters");
        await desk.SaysAsync("No letter waits to be printed.");
    }

    private static async Task ScanAsync(Desk desk, string code)
    {
        await desk.Page.EvaluateAsync("window.tones = []");
        await desk.Page.GetByLabel("Scan or type a barcode").FillAsync(code);
        await desk.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task HeardAsync(Desk desk, string word, string colour, string border, params int[] tones)
    {
        await Assertions.Expect(desk.Page.Locator(".desk-verdict__word")).ToHaveTextAsync(word);
        await Assertions.Expect(desk.Page.Locator(".desk-verdict")).ToHaveCSSAsync("background-color", colour);
        await Assertions.Expect(desk.Page.Locator(".desk-verdict")).ToHaveCSSAsync("border-top-style", border);
        await desk.Page.WaitForFunctionAsync("count => window.tones.length >= count", tones.Length);
        Assert.Equal(tones, await desk.Page.EvaluateAsync<int[]>("window.tones"));
    }
}
