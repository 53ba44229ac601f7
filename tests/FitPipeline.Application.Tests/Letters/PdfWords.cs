using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace FitPipeline.Application.Tests;

/// <summary>A line of a PDF as a reader finds it again.</summary>
/// <param name="Page">The page, from 1.</param>
/// <param name="Left">Millimetres from the left edge to where it begins.</param>
/// <param name="Top">Millimetres from the top edge to its base line.</param>
/// <param name="Size">Its type, in points.</param>
/// <param name="Text">What it says.</param>
/// <param name="Right">Millimetres from the left edge to where it ends, by the widths the file gives its shapes.</param>
internal sealed record PdfLine(int Page, double Left, double Top, double Size, string Text, double Right);

/// <summary>A black bar of a PDF. Millimetres from the page's top left corner.</summary>
internal sealed record PdfBar(int Page, double Left, double Top, double Width, double Height);

/// <summary>
/// Reads a PDF's words back as a reader does: by its table of objects, its list of pages, each page's fonts, and the tables that
/// say which character a shape is. Whatever does not fit together fails here.
/// </summary>
internal sealed partial class PdfWords
{
    private const double PageHeight = 841.89;
    private readonly byte[] _file;
    private readonly string _text;
    private readonly Dictionary<int, int> _offsets = [];

    private PdfWords(byte[] file)
    {
        _file = file;
        _text = Encoding.Latin1.GetString(file);
        Assert.StartsWith("%PDF-1.7", _text, StringComparison.Ordinal);
        Assert.EndsWith("%%EOF\n", _text, StringComparison.Ordinal);
        int table = int.Parse(Start().Match(_text).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal("xref", _text.Substring(table, 4));
        int number = 0;
        foreach (Match entry in Entry().Matches(_text, table))
        {
            if (number > 0)
            {
                int offset = int.Parse(entry.Groups[1].Value, CultureInfo.InvariantCulture);
                Assert.StartsWith($"{number} 0 obj", _text[offset..(offset + 20)], StringComparison.Ordinal);
                _offsets[number] = offset;
            }

            number++;
        }
    }

    public static (IReadOnlyList<PdfLine> Lines, int Pages) Read(byte[] pdf)
    {
        PdfWords file = new(pdf);
        int[] pages = [.. file.PageObjects()];
        return ([.. pages.SelectMany((page, i) => file.OfPage(page, i + 1))], pages.Length);
    }

    /// <summary>What is filled in black, page after page.</summary>
    public static IReadOnlyList<PdfBar> Bars(byte[] pdf)
    {
        PdfWords file = new(pdf);
        return [.. file.PageObjects().SelectMany((page, i) => file.BarsOf(page, i + 1))];
    }

    private IEnumerable<int> PageObjects() => Reference().Matches(Kids().Match(Dictionary(To(Dictionary(1), "/Pages"))).Groups[1].Value)
        .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private string Content(int page) => Encoding.ASCII.GetString(Stream(To(Dictionary(page), "/Contents")));

    // Bars stand in units of their own, which a matrix turns into points from the bottom left corner.
    private IEnumerable<PdfBar> BarsOf(int page, int number)
    {
        foreach (Match shape in Shape().Matches(Content(page)))
        {
            double across = Number(shape.Groups[1].Value);
            double down = Number(shape.Groups[2].Value);
            foreach (Match bar in Bar().Matches(shape.Groups[5].Value))
            {
                double y = Number(shape.Groups[4].Value) + (down * Number(bar.Groups[2].Value));
                yield return new PdfBar(
                    number,
                    Millimetres(Number(shape.Groups[3].Value) + (across * Number(bar.Groups[1].Value))),
                    Millimetres(PageHeight - y),
                    Millimetres(across * Number(bar.Groups[3].Value)),
                    Millimetres(-down * Number(bar.Groups[4].Value)));
            }
        }
    }

    private IEnumerable<PdfLine> OfPage(int page, int number)
    {
        string dictionary = Dictionary(page);
        string content = Content(page);
        foreach (Match line in Line().Matches(content))
        {
            int font = To(dictionary, "/" + line.Groups[1].Value);
            Dictionary<string, char> characters = Character().Matches(Encoding.ASCII.GetString(Stream(To(Dictionary(font), "/ToUnicode"))))
                .ToDictionary(match => match.Groups[1].Value, match => (char)int.Parse(match.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            Dictionary<int, int> widths = Widths().Matches(Dictionary(To(Dictionary(font), "/DescendantFonts [")))
                .ToDictionary(match => Whole(match.Groups[1].Value), match => Whole(match.Groups[2].Value));
            string hex = line.Groups[5].Value;
            int[] shapes = [.. Enumerable.Range(0, hex.Length / 4).Select(i => int.Parse(hex.AsSpan(4 * i, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            yield return new PdfLine(
                number,
                Millimetres(Number(line.Groups[3].Value)),
                Millimetres(PageHeight - Number(line.Groups[4].Value)),
                Number(line.Groups[2].Value),
                string.Concat(Enumerable.Range(0, hex.Length / 4).Select(i => hex.Substring(4 * i, 4) is var glyph and not "0000" ? characters[glyph] : '\uFFFD')),
                Millimetres(Number(line.Groups[3].Value) + (Number(line.Groups[2].Value) * shapes.Sum(shape => widths[shape]) / 1000)));
        }
    }

    private string Dictionary(int number)
    {
        int end = _text.IndexOf("endobj", _offsets[number], StringComparison.Ordinal);
        int stream = _text.IndexOf("stream\n", _offsets[number], StringComparison.Ordinal);
        return _text[_offsets[number]..(stream >= 0 && stream < end ? stream : end)];
    }

    private byte[] Stream(int number)
    {
        int length = int.Parse(Regex.Match(Dictionary(number), @"/Length (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
        int from = _text.IndexOf("stream\n", _offsets[number], StringComparison.Ordinal) + "stream\n".Length;
        Assert.Equal("\nendstream", _text.Substring(from + length, "\nendstream".Length));
        using ZLibStream zip = new(new MemoryStream(_file, from, length), CompressionMode.Decompress);
        using MemoryStream plain = new();
        zip.CopyTo(plain);
        return plain.ToArray();
    }

    private static int To(string dictionary, string name) =>
        int.Parse(Regex.Match(dictionary, Regex.Escape(name) + @" ?(\d+) 0 R").Groups[1].Value, CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Millimetres(double points) => points * 25.4 / 72;

    [GeneratedRegex(@"startxref\n(\d+)\n")]
    private static partial Regex Start();

    [GeneratedRegex(@"(\d{10}) \d{5} [nf] \n")]
    private static partial Regex Entry();

    [GeneratedRegex(@"/Kids \[([^\]]*)\]")]
    private static partial Regex Kids();

    [GeneratedRegex(@"(\d+) 0 R")]
    private static partial Regex Reference();

    [GeneratedRegex(@"BT /(\w) ([\d.]+) Tf 1 0 0 1 ([\d.]+) ([\d.]+) Tm <([0-9A-F]*)> Tj ET")]
    private static partial Regex Line();

    [GeneratedRegex(@"q ([\d.]+) 0 0 (-[\d.]+) ([\d.]+) ([\d.]+) cm\n((?:[\d. ]+ re\n)+)f Q\n")]
    private static partial Regex Shape();

    [GeneratedRegex(@"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re\n")]
    private static partial Regex Bar();

    [GeneratedRegex(@"(\d+) \[(\d+)\]")]
    private static partial Regex Widths();

    [GeneratedRegex("<([0-9A-F]{4})> <([0-9A-F]{4})>\n")]
    private static partial Regex Character();
}
