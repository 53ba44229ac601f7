using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;
using FitPipeline.PortContracts;

namespace FitPipeline.Application.Tests;

/// <summary>The square in a letter that leads to the patient's page. Millimetres from the top left corner of the page.</summary>
public sealed class LetterSquareTests
{
    private const string Site = "kits.example.nhs.uk";
    private const int QuietModules = 4;
    private static readonly WordingSettings Settings = new() { SignedOffLanguages = ["en", "pl", "cy"] };
    private static readonly MessageComposer Composer = new(Settings);

    // The longest that can be configured: a hundred characters.
    private static readonly string LongSite = $"https://{new string('a', 60)}.{new string('b', 23)}.nhs.uk/";

    private static LetterToPrint Letter(MessageTemplate template, string language, bool large, string? site = $"https://{Site}/", int times = 1)
    {
        PatientRecord patient = TestPeople.Of("GP-1", "Smith");
        patient = patient with
        {
            PageToken = "0123456789abcdef0123456789abcdef",
            Details = patient.Details with
            {
                Contact = new ContactWishes(true, large ? [ContactFormat.LargePrint] : []),
                Address = new PostalAddress(["1 High Street", "Gateshead"], "NE8 1AA", false),
            },
        };
        ComposedMessage message = Composer.Compose(template, Told.Facts(template), language);
        LetterRecord letter = new(
            "j-1.4.0", JourneyId.For(Walk.Practice, "GP-1"), template, Told.Facts(template), message.Subject,
            [.. Enumerable.Repeat(message.Paragraphs, times).SelectMany(paragraphs => paragraphs)], message.Language, Walk.Begins,
            LetterStatus.Printed, "b-1", new DateTimeOffset(2026, 1, 14, 9, 0, 0, TimeSpan.Zero));
        return new LetterToPrint(letter, patient, PageAddresses.Of(Settings with { PageAddress = site }).Of(patient));
    }

    private static byte[] Print(LetterToPrint letter) => new LetterPrint(Settings).Print([letter]).Pdf;

    [Theory]
    [InlineData(MessageTemplate.KitOnItsWay, "en", false)]
    [InlineData(MessageTemplate.ResultLetterFollows, "cy", true)]
    public void A_camera_reads_the_address_of_the_patient_s_page(MessageTemplate template, string language, bool large)
    {
        foreach (string site in (string[])[$"https://{Site}/", "https://trust.nhs.uk:8443/kits/", LongSite])
        {
            byte[] pdf = Print(Letter(template, language, large, site));
            Assert.Equal(site + "p/0123456789abcdef0123456789abcdef", Camera.Read(pdf, PdfWords.Bars(pdf)[0].Page));
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pl")]
    [InlineData("cy")]
    public void In_every_letter_it_can_be_read_stays_out_of_the_window_and_says_where_it_leads(string language)
    {
        foreach (MessageTemplate template in Told.Templates)
        {
            foreach ((bool large, string site) in ((bool, string)[])[(false, $"https://{Site}/"), (true, $"https://{Site}/"), (false, LongSite), (true, LongSite)])
            {
                byte[] pdf = Print(Letter(template, language, large, site));
                (IReadOnlyList<PdfLine> lines, int pages) = PdfWords.Read(pdf);
                IReadOnlyList<PdfBar> bars = PdfWords.Bars(pdf);
                Assert.True(large || pages == 1, $"{language} {template}");
                int page = Assert.Single(bars.Select(bar => bar.Page).Distinct());
                Assert.Equal(pages, page);
                Assert.All(bars, bar => Assert.True(bar.Height >= 0.5, $"Modules of {bar.Height} mm."));

                double quiet = QuietModules * bars[0].Height;
                (double left, double top) = (bars.Min(bar => bar.Left), bars.Min(bar => bar.Top));
                (double right, double bottom) = (bars.Max(bar => bar.Left + bar.Width), bars.Max(bar => bar.Top + bar.Height));
                Assert.Equal(right - left, bottom - top, 3);
                Assert.InRange(left, 20, 190);
                Assert.InRange(bottom + quiet, 0, 285);
                Assert.True(page > 1 || top - quiet > 99, "Nothing but the address is where the envelope's window may show it.");
                foreach (PdfLine line in lines.Where(line => line.Page == page))
                {
                    double above = line.Top - (line.Size * 25.4 / 72);
                    Assert.True(
                        line.Left >= right + quiet || line.Right <= left - quiet || line.Top <= top - quiet || above >= bottom + quiet,
                        $"{language} {template}: \u00AB{line.Text}\u00BB stands in the white border of the square.");
                    Assert.InRange(line.Right, 0, 190.1);
                }

                PdfLine[] beside = [.. lines.Where(line => line.Page == page && line.Top > top - quiet && line.Left >= right + quiet)];
                Assert.Equal($"{LanguageFile.All[language].Page.InLetters} {new Uri(site).Host}", string.Join(' ', beside.Select(line => line.Text)));
                Assert.All(beside[..^1], line => Assert.Equal(large ? 18 : 12, line.Size));
                Assert.True(site == LongSite || beside[^1].Size == beside[0].Size, "The site's name is as large as the words.");
            }
        }
    }

    [Fact]
    public void Where_a_sheet_is_full_it_goes_to_the_next_with_its_words_and_the_sheets_are_numbered()
    {
        bool moved = false;
        for (int times = 1; times <= 4; times++)
        {
            byte[] pdf = Print(Letter(MessageTemplate.PleaseCallUs, "en", large: false, times: times));
            (IReadOnlyList<PdfLine> lines, int pages) = PdfWords.Read(pdf);
            int page = Assert.Single(PdfWords.Bars(pdf).Select(bar => bar.Page).Distinct());
            Assert.Equal(pages, page);
            Assert.Single(lines, line => line.Page == page && line.Text == Site);
            Assert.Single(lines, line => line.Text == $"j-1.4.0 {pages}/{pages}");
            moved |= pages == 2 && !lines.Any(line => line.Page == 2 && line.Left < 26 && line.Size == 12);
        }

        Assert.True(moved, "One of these letters fills its sheet but for the square.");
    }

    [Fact]
    public void Without_an_address_a_letter_is_as_it_would_be_without_a_page()
    {
        LetterToPrint letter = Letter(MessageTemplate.KitOnItsWay, "en", large: false, site: null);
        Assert.Null(letter.Page);
        byte[] pdf = Print(letter);
        Assert.Empty(PdfWords.Bars(pdf));
        Assert.DoesNotContain(PdfWords.Read(pdf).Lines, line => line.Text.Contains("camera", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://kits.example.nhs.uk/", true)]
    [InlineData("https://kits.example.nhs.uk:8443/patients/", true)]
    [InlineData("http://kits.example.nhs.uk/", false)]
    [InlineData("https://kits.example.nhs.uk", false)]
    [InlineData("https://kits.example.nhs.uk/p", false)]
    [InlineData("https://kits.example.nhs.uk/?from=letter/", false)]
    [InlineData("https://kits.example.nhs.uk/#/", false)]
    [InlineData("https://someone:secret@kits.example.nhs.uk/", false)]
    [InlineData("https://10.0.0.4/", false)]
    [InlineData("https://kíts.example.nhs.uk/", false)]
    [InlineData("kits.example.nhs.uk/", false)]
    [InlineData("", false)]
    public void Only_a_plain_https_address_is_printed(string address, bool can) =>
        Assert.Equal(can, new WordingSettings { PageAddress = address }.Faults().Count == 0);

    [Fact]
    public void An_address_too_long_to_print_is_refused()
    {
        Assert.Equal(100, LongSite.Length);
        Assert.Empty(new WordingSettings { PageAddress = LongSite }.Faults());
        Assert.Contains("https address", Assert.Single(new WordingSettings { PageAddress = LongSite + "p/" }.Faults()), StringComparison.Ordinal);
    }
}
