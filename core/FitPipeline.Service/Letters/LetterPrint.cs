using System.Globalization;
using FitPipeline.Intake;
using FitPipeline.Pathway;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace FitPipeline.Service;

/// <summary>
/// Letters as one PDF for the mail room: A4, each letter from a page of its own, the address where a DL window shows it.
/// All lengths are millimetres from the page's top left corner; type is in points.
/// </summary>
/// <remarks>
/// The window (K): British DL envelopes, 110 by 220 mm, have one of 35 by 90 mm, 20 mm from the left and 18 mm from the bottom
/// edge (BS 4264, general knowledge). A sheet folded in three is 99 mm high and has 11 mm to slide, so the window shows the page
/// from 46 or from 57 mm downwards, and always 57 to 81; from left 20 to 110. The address keeps inside the last and nothing
/// else comes into the first. A mail room checks this with its own envelopes before the first batch.
/// </remarks>
public sealed class LetterPrint(WordingSettings settings)
{
    private const double AddressLeft = 24;
    private const double AddressTop = 57.5;
    private const double AddressWidth = 82;
    private const double AddressHeight = 23;
    private const double MostLeading = 4.6;
    private const double Margin = 25;
    private const double BodyTop = 100;
    private const double Foot = 277;
    private const double SenderLeft = 125;
    private const double SenderTop = 20;

    // Ordinary print: 12 points, the least the NHS asks for. Large print: 18 (UKAAF: large print is 16 to 18 points).
    private const double Ordinary = 12;
    private const double Large = 18;
    private const double Spacing = 1.4;

    /// <summary>Prints letters, in this order.</summary>
    /// <param name="letters">At least one, each with its patient.</param>
    /// <returns>The PDF, and how many pages it has.</returns>
    public (byte[] Pdf, int Pages) Print(IReadOnlyList<(LetterRecord Letter, PatientRecord Patient)> letters)
    {
        LetterFonts.Give();
        using PdfDocument document = new();
        document.Info.Title = "Letters";
        document.Info.Author = settings.Service;
        foreach ((LetterRecord letter, PatientRecord patient) in letters)
        {
            Print(document, letter, patient);
        }

        using MemoryStream pdf = new();
        document.Save(pdf, closeStream: false);
        return (pdf.ToArray(), document.PageCount);
    }

    private void Print(PdfDocument document, LetterRecord letter, PatientRecord patient)
    {
        double size = patient.Details.Contact.Formats.Contains(ContactFormat.LargePrint) ? Large : Ordinary;
        XFont body = new(LetterFonts.Family, size);
        XFont bold = new(LetterFonts.Family, size + 2, XFontStyleEx.Bold);
        List<PdfPage> pages = [];
        XGraphics? page = null;
        double top = 0;
        double left = Points(Margin);
        double width = Points(210 - (2 * Margin));

        void open()
        {
            page?.Dispose();
            PdfPage sheet = document.AddPage();
            sheet.Size = PageSize.A4;
            pages.Add(sheet);
            page = XGraphics.FromPdfPage(sheet);
            top = Points(pages.Count == 1 ? BodyTop : Margin);
        }

        void write(string text, XFont font)
        {
            foreach (string line in Lines(page!, text, font, width))
            {
                double height = font.Size * Spacing;
                if (top + height > Points(Foot))
                {
                    open();
                }

                page!.DrawString(line, font, XBrushes.Black, new XPoint(left, top + font.Size));
                top += height;
            }

            top += font.Size * (Spacing / 2);
        }

        open();
        Address(page!, patient);
        Sender(page!, letter, size);
        write(letter.Subject, bold);
        foreach (string paragraph in letter.Paragraphs)
        {
            write(paragraph, body);
        }

        page!.Dispose();
        Number(pages, letter);
    }

    private static void Address(XGraphics page, PatientRecord patient)
    {
        PatientDetails details = patient.Details;
        string[] lines = [$"{details.GivenName} {details.FamilyName}", .. details.Address.Lines, details.Address.Postcode];
        double leading = Math.Min(MostLeading, AddressHeight / lines.Length);
        double size = Points(leading) / 1.2;
        double top = Points(AddressTop);
        foreach (string line in lines)
        {
            // A line too long for the window is set smaller, not broken: a broken one could read as another address.
            XFont font = new(LetterFonts.Family, size);
            double wide = page.MeasureString(line, font).Width;
            XFont fitting = wide <= Points(AddressWidth) ? font : new XFont(LetterFonts.Family, size * Points(AddressWidth) / wide);
            page.DrawString(line, fitting, XBrushes.Black, new XPoint(Points(AddressLeft), top + size));
            top += Points(leading);
        }
    }

    // Right of the window, so that an envelope shows neither who writes nor when.
    private void Sender(XGraphics page, LetterRecord letter, double size)
    {
        LanguageFile file = LanguageFile.Find(letter.Language) ?? LanguageFile.English;
        DateOnly day = London.DateOf(letter.PrintedAt ?? letter.QueuedAt);
        double top = Points(SenderTop);
        foreach ((string line, bool strong) in ((string, bool)[])
        [
            (settings.Service, true),
            (settings.Helpline, false),
            (MessageComposer.DateIn(file, day), false),
            (day.Year.ToString(CultureInfo.InvariantCulture), false),
        ])
        {
            page.DrawString(
                line, new XFont(LetterFonts.Family, size, strong ? XFontStyleEx.Bold : XFontStyleEx.Regular), XBrushes.Black,
                new XPoint(Points(SenderLeft), top + size));
            top += size * Spacing;
        }
    }

    // So that a sheet that fell out of its letter can be put back.
    private static void Number(List<PdfPage> pages, LetterRecord letter)
    {
        XFont small = new(LetterFonts.Family, 7);
        for (int i = 0; i < pages.Count; i++)
        {
            using XGraphics page = XGraphics.FromPdfPage(pages[i]);
            page.DrawString(
                string.Create(CultureInfo.InvariantCulture, $"{letter.LetterId}  {i + 1}/{pages.Count}"), small, XBrushes.Black,
                new XPoint(Points(Margin), Points(288)));
        }
    }

    private static IEnumerable<string> Lines(XGraphics page, string text, XFont font, double width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && page.MeasureString(longer, font).Width > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        yield return line;
    }

    private static double Points(double millimetres) => millimetres * 72 / 25.4;
}
