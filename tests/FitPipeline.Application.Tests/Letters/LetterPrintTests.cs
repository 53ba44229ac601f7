using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Messages;
using FitPipeline.PortContracts;

namespace FitPipeline.Application.Tests;

/// <summary>Letters as the mail room and the window of an envelope see them. Millimetres from the top left corner.</summary>
public sealed class LetterPrintTests
{
    private static readonly WordingSettings Settings = new() { SignedOffLanguages = ["en", "pl", "cy"] };
    private static readonly MessageComposer Composer = new(Settings);

    // What a DL window shows of the first page at most, and what it always shows: see LetterPrint.
    private static bool MayShow(PdfLine line) => line.Left is >= 20 and < 110 && line.Top is > 46 and < 95;

    private static bool AlwaysShows(PdfLine line) => line.Left is >= 20 and < 110 && line.Top is > 57 and <= 81;

    private static LetterRecord Letter(MessageTemplate template, string language = "en")
    {
        ComposedMessage message = Composer.Compose(template, Told.Facts(template), language);
        return new(
            "j-1.4.0", JourneyId.For(Walk.Practice, "GP-1"), template, Told.Facts(template), message.Subject, message.Paragraphs, message.Language, Walk.Begins,
            LetterStatus.Printed, "b-1", new DateTimeOffset(2026, 1, 14, 9, 0, 0, TimeSpan.Zero));
    }

    private static LetterRecord Long(LetterRecord letter) => letter with { Paragraphs = [.. letter.Paragraphs, .. letter.Paragraphs] };

    private static PatientRecord Patient(IReadOnlyList<ContactFormat> formats, params string[] lines)
    {
        PatientRecord patient = TestPeople.Of("GP-1", "Żółć-Jones");
        return patient with
        {
            Details = patient.Details with
            {
                GivenName = "Siân",
                Contact = new ContactWishes(true, formats),
                Address = new PostalAddress(lines.Length == 0 ? ["1 High Street", "Gateshead"] : lines, "NE8 1AA", false),
            },
        };
    }

    private static (IReadOnlyList<PdfLine> Lines, int Pages) Print(params LetterToPrint[] letters)
    {
        (byte[] pdf, int pages) = new LetterPrint(Settings).Print(letters);
        (IReadOnlyList<PdfLine> Lines, int Pages) read = PdfWords.Read(pdf);
        Assert.Equal(pages, read.Pages);
        return read;
    }

    [Fact]
    public void The_window_shows_the_name_and_the_address_and_nothing_else()
    {
        foreach (MessageTemplate template in Told.Templates)
        {
            (IReadOnlyList<PdfLine> lines, _) = Print(new LetterToPrint(Letter(template), Patient([])));
            IEnumerable<PdfLine> first = lines.Where(line => line.Page == 1);
            Assert.Equal(["Siân Żółć-Jones", "1 High Street", "Gateshead", "NE8 1AA"], first.Where(MayShow).Select(line => line.Text));
            Assert.All(first.Where(MayShow), line => Assert.True(AlwaysShows(line), line.ToString()));
        }
    }

    [Fact]
    public void The_longest_address_stays_within_the_window()
    {
        string longest = "Flat 123, The Old Northumberland and Newcastle Society House, Long Benton";
        (IReadOnlyList<PdfLine> lines, _) = Print(new LetterToPrint(Letter(MessageTemplate.PleaseCallUs), Patient([], longest, "2", "3", "4", "5", "6")));
        PdfLine[] shown = [.. lines.Where(MayShow)];

        Assert.Equal(["Siân Żółć-Jones", longest, "2", "3", "4", "5", "6", "NE8 1AA"], shown.Select(line => line.Text));
        Assert.All(shown, line => Assert.True(AlwaysShows(line), line.ToString()));
        Assert.True(shown[1].Size < shown[0].Size, "A long line is set smaller, so that it ends within the window.");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("pl")]
    [InlineData("cy")]
    public void The_letter_says_every_word_that_was_approved(string language)
    {
        foreach (MessageTemplate template in Told.Templates)
        {
            LetterRecord letter = Letter(template, language);
            (IReadOnlyList<PdfLine> lines, int pages) = Print(new LetterToPrint(letter, Patient([])));
            string said = string.Join(' ', lines.Select(line => line.Text));
            Assert.Equal(1, pages);
            Assert.DoesNotContain('\uFFFD', said);
            Assert.All((string[])[letter.Subject, .. letter.Paragraphs], words => Assert.Contains(words, said, StringComparison.Ordinal));
            Assert.Contains(Settings.Helpline, said, StringComparison.Ordinal);
            Assert.Contains("14 " + LanguageFile.All[language].Months[0], said, StringComparison.Ordinal);
            Assert.All(lines, line => Assert.InRange(line.Left, 20, 190));
            Assert.All(lines, line => Assert.InRange(line.Top, 15, 290));
        }
    }

    [Fact]
    public void Ordinary_print_is_of_12_points_and_large_print_of_18_over_as_many_pages_as_it_takes()
    {
        LetterRecord letter = Long(Letter(MessageTemplate.ResultLetterFollows));
        (IReadOnlyList<PdfLine> ordinary, int one) = Print(new LetterToPrint(Letter(MessageTemplate.ResultLetterFollows), Patient([])));
        (IReadOnlyList<PdfLine> large, int several) = Print(new LetterToPrint(letter, Patient([ContactFormat.LargePrint])));

        Assert.Equal((1, 2), (one, several));
        Assert.All(Body(ordinary), line => Assert.True(line.Size >= 12, line.ToString()));
        Assert.All(Body(large), line => Assert.True(line.Size >= 18, line.ToString()));
        string said = string.Join(' ', Body(large).Select(line => line.Text));
        Assert.All(letter.Paragraphs, words => Assert.Contains(words, said, StringComparison.Ordinal));
        Assert.Equal(["j-1.4.0 1/2", "j-1.4.0 2/2"], large.Where(line => line.Size == 7).Select(line => line.Text));
    }

    [Fact]
    public void Each_letter_of_a_batch_begins_on_a_page_of_its_own_under_its_own_address()
    {
        PatientRecord other = Patient([], "9 Elsewhere", "Durham");
        (IReadOnlyList<PdfLine> lines, int pages) = Print(
            new LetterToPrint(Letter(MessageTemplate.PleaseCallUs), Patient([])),
            new LetterToPrint(Long(Letter(MessageTemplate.ResultLetterFollows)), Patient([ContactFormat.LargePrint])),
            new LetterToPrint(Letter(MessageTemplate.KitReceived), other));

        Assert.Equal(4, pages);
        Assert.Contains(lines, line => line.Page == 1 && line.Text == "1 High Street");
        Assert.Contains(lines, line => line.Page == 4 && line.Text == "9 Elsewhere");
        Assert.DoesNotContain(lines, line => line.Page < 4 && line.Text == "9 Elsewhere");
    }

    [Fact]
    public void A_name_that_the_typeface_does_not_have_is_known_before_it_is_printed()
    {
        Assert.True(LetterPrint.CanPrint(Patient([], "Tŷ Gwyn, Ffordd yr Ŵyl", "Łódź")));
        Assert.False(LetterPrint.CanPrint(Patient([], "北京路 1")));
    }

    private static IEnumerable<PdfLine> Body(IEnumerable<PdfLine> lines) => lines.Where(line => line.Size != 7 && !(line.Page == 1 && line.Top < 95));
}
