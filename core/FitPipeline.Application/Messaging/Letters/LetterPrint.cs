using System.Globalization;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary>A letter with what it is printed from.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Patient">To whom.</param>
/// <param name="Page">The address of the patient's own page, printed as a square for a telephone's camera; null for none.</param>
public sealed record LetterToPrint(LetterRecord Letter, PatientRecord Patient, Uri? Page = null);

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
/// <param name="settings">Who writes.</param>
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
    private const double SenderWidth = 65;
    private const double NumberTop = 288;
    private const double PageWidth = 210;
    private const double Small = 7;

    // Ordinary print: 12 points, the least the NHS asks for. Large print: 18 (UKAAF: large print is 16 to 18 points).
    private const double Ordinary = 12;
    private const double Large = 18;
    private const double Spacing = 1.4;

    // Codes are read from 0.5 mm a module; an old telephone held a hand's breadth away is the better for more.
    private const double Module = 0.8;
    private const double Gap = 3;

    /// <summary>Prints letters, in this order.</summary>
    /// <param name="letters">At least one.</param>
    /// <returns>The PDF, and how many pages it has.</returns>
    public (byte[] Pdf, int Pages) Print(IReadOnlyList<LetterToPrint> letters)
    {
        PdfSheets sheets = new("Letters");
        foreach (LetterToPrint letter in letters)
        {
            Print(sheets, letter);
        }

        return (sheets.ToBytes(), sheets.Count);
    }

    /// <summary>True when every character of a name or address can be printed: one that cannot would be a hole in it.</summary>
    public static bool CanPrint(PatientRecord patient) =>
        AddressOf(patient).All(line => line.All(c => Typeface.Regular.Glyph(c) != 0));

    private void Print(PdfSheets sheets, LetterToPrint toPrint)
    {
        (LetterRecord letter, PatientRecord patient, Uri? address) = toPrint;
        double size = patient.Details.Contact.Formats.Contains(ContactFormat.LargePrint) ? Large : Ordinary;
        int first = sheets.Add();
        int page = first;
        double top = Points(BodyTop);

        void write(string text, Typeface face, double type)
        {
            foreach (string line in Lines(text, face, type, Points(PageWidth - (2 * Margin))))
            {
                double height = type * Spacing;
                if (top + height > Points(Foot))
                {
                    page = sheets.Add();
                    top = Points(Margin);
                }

                sheets.Write(page, Points(Margin), top + type, face, type, line);
                top += height;
            }

            top += type * (Spacing / 2);
        }

        Address(sheets, first, patient);
        Sender(sheets, first, letter, size);
        write(letter.Subject, Typeface.Bold, size + 2);
        foreach (string paragraph in letter.Paragraphs)
        {
            write(paragraph, Typeface.Regular, size);
        }

        if (address is not null)
        {
            QrCode square = QrCode.Of(address);
            double side = square.Modules * Points(Module);
            double left = Points(Margin) + side + Points(Gap);
            List<(string Line, Typeface Face, double Type)> beside = Beside(letter, address, Points(PageWidth - Margin) - left, size);
            if (top + Math.Max(side, beside.Count * size * Spacing) > Points(Foot))
            {
                page = sheets.Add();
                top = Points(Margin);
            }

            sheets.Fill(page, Points(Margin), top, Points(Module), square.Bars);
            foreach ((string line, Typeface face, double type) in beside)
            {
                sheets.Write(page, left, top + size, face, type, line);
                top += size * Spacing;
            }
        }

        // So that a sheet that fell out of its letter can be put back.
        for (int sheet = first; sheet <= page; sheet++)
        {
            string number = string.Create(CultureInfo.InvariantCulture, $"{letter.LetterId} {sheet - first + 1}/{page - first + 1}");
            sheets.Write(sheet, Points(Margin), Points(NumberTop), Typeface.Regular, Small, number);
        }
    }

    private static string[] AddressOf(PatientRecord patient) =>
        [$"{patient.Details.GivenName} {patient.Details.FamilyName}", .. patient.Details.Address.Lines, patient.Details.Address.Postcode];

    private static void Address(PdfSheets sheets, int sheet, PatientRecord patient)
    {
        string[] lines = AddressOf(patient);
        double leading = Math.Min(MostLeading, AddressHeight / lines.Length);
        double size = Points(leading) / 1.2;
        double top = Points(AddressTop);
        foreach (string line in lines)
        {
            // A line too long for the window is set smaller, not broken: a broken one could read as another address.
            double wide = Typeface.Regular.WidthOf(line, size);
            double fitting = wide <= Points(AddressWidth) ? size : size * Points(AddressWidth) / wide;
            sheets.Write(sheet, Points(AddressLeft), top + size, Typeface.Regular, fitting, line);
            top += Points(leading);
        }
    }

    // Right of the window, so that an envelope shows neither who writes nor when.
    private void Sender(PdfSheets sheets, int sheet, LetterRecord letter, double size)
    {
        LanguageFile file = LanguageFile.Find(letter.Language) ?? LanguageFile.English;
        DateOnly day = ServiceCalendar.DateOf(letter.PrintedAt ?? letter.QueuedAt);
        double top = Points(SenderTop);
        foreach ((string line, Typeface face) in ((string, Typeface)[])
        [
            (settings.Service, Typeface.Bold),
            (settings.Helpline, Typeface.Regular),
            (MessageComposer.DateIn(file, day), Typeface.Regular),
            (day.Year.ToString(CultureInfo.InvariantCulture), Typeface.Regular),
        ])
        {
            // Large print is a third larger than the column is made for.
            double wide = face.WidthOf(line, size);
            double fitting = wide <= Points(SenderWidth) ? size : size * Points(SenderWidth) / wide;
            sheets.Write(sheet, Points(SenderLeft), top + size, face, fitting, line);
            top += size * Spacing;
        }
    }

    // What the square is for, and the name of the site it leads to: the reader knows it before the telephone says it.
    private static List<(string Line, Typeface Face, double Type)> Beside(LetterRecord letter, Uri page, double width, double size)
    {
        LanguageFile file = LanguageFile.Find(letter.Language) ?? LanguageFile.English;
        double wide = Typeface.Bold.WidthOf(page.Authority, size);
        return
        [
            .. Lines(file.Page.InLetters, Typeface.Regular, size, width).Select(line => (line, Typeface.Regular, size)),
            (page.Authority, Typeface.Bold, wide <= width ? size : size * width / wide),
        ];
    }

    private static IEnumerable<string> Lines(string text, Typeface face, double size, double width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && face.WidthOf(longer, size) > width)
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
