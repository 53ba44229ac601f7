using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary>
/// Lines of type and black bars on A4 sheets, as a PDF 1.7 (ISO 32000-1): that much of it and no more, because the only PDF library that could be
/// had binds its users to a licence this project cannot choose for them (docs/decisions). Type is embedded, and each file says
/// which character every shape is, so that it can be searched and read aloud.
/// </summary>
internal sealed class PdfSheets
{
    private const string PageSize = "[0 0 595.28 841.89]";
    private const double PageHeight = 841.89;
    private const int Pages = 2;
    private readonly string _title;
    private readonly List<StringBuilder> _sheets = [];
    private readonly Dictionary<Typeface, SortedDictionary<ushort, char>> _used = new()
    {
        [Typeface.Regular] = [],
        [Typeface.Bold] = [],
    };

    internal PdfSheets(string title) => _title = title;

    /// <summary>How many sheets there are.</summary>
    internal int Count => _sheets.Count;

    /// <summary>Adds a sheet.</summary>
    /// <returns>Its number, from 0.</returns>
    internal int Add()
    {
        _sheets.Add(new StringBuilder());
        return _sheets.Count - 1;
    }

    /// <summary>Writes a line. Left and base line are points from the sheet's top left corner.</summary>
    internal void Write(int sheet, double left, double baseLine, Typeface face, double size, string text)
    {
        StringBuilder hex = new(text.Length * 4);
        foreach (char c in text)
        {
            ushort glyph = face.Glyph(c);
            _used[face][glyph] = c;
            hex.Append(glyph.ToString("X4", CultureInfo.InvariantCulture));
        }

        _sheets[sheet].Append(CultureInfo.InvariantCulture,
            $"BT /{Resource(face)} {size:0.##} Tf 1 0 0 1 {left:0.##} {PageHeight - baseLine:0.##} Tm <{hex}> Tj ET\n");
    }

    /// <summary>
    /// Fills bars, each one unit high: from the left, from the top, how wide, in units from a corner that is points from the sheet's
    /// top left one. They are one shape, so that no hair of white is drawn between two that touch.
    /// </summary>
    internal void Fill(int sheet, double left, double top, double unit, IEnumerable<(int Left, int Top, int Width)> bars)
    {
        StringBuilder content = _sheets[sheet];
        content.Append(CultureInfo.InvariantCulture, $"q {unit:0.####} 0 0 -{unit:0.####} {left:0.##} {PageHeight - top:0.##} cm\n");
        foreach ((int x, int y, int width) in bars)
        {
            content.Append(CultureInfo.InvariantCulture, $"{x} {y} {width} 1 re\n");
        }

        content.Append("f Q\n");
    }

    /// <summary>The file.</summary>
    internal byte[] ToBytes()
    {
        List<byte[]> objects = [];
        int add(byte[] content)
        {
            objects.Add(content);
            return objects.Count;
        }

        // 1 is the catalogue, 2 the list of pages, written when all else has its number.
        add([]);
        add([]);
        int regular = Font(Typeface.Regular, add);
        int bold = Font(Typeface.Bold, add);
        List<int> pages = [];
        foreach (StringBuilder sheet in _sheets)
        {
            int content = add(Stream(Encoding.ASCII.GetBytes(sheet.ToString())));
            pages.Add(add(Ascii(
                $"<< /Type /Page /Parent {Pages} 0 R /MediaBox {PageSize} /Contents {content} 0 R /Resources << /Font << /{Resource(Typeface.Regular)} {regular} 0 R /{Resource(Typeface.Bold)} {bold} 0 R >> >> >>")));
        }

        objects[0] = Ascii($"<< /Type /Catalog /Pages {Pages} 0 R /Lang (en-GB) /ViewerPreferences << /DisplayDocTitle true >> >>");
        objects[1] = Ascii($"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select(page => page + " 0 R"))}] >>");
        int info = add(Ascii($"<< /Title ({_title}) >>"));
        return Assemble(objects, info);
    }

    private int Font(Typeface face, Func<byte[], int> add)
    {
        SortedDictionary<ushort, char> used = _used[face];
        int file = add(Packed($" /Length1 {face.Length}", face.Packed));
        int descriptor = add(Ascii(
            $"<< /Type /FontDescriptor /FontName /{face.Name} /Flags 32 /FontBBox [{string.Join(' ', face.Box)}] /ItalicAngle 0 /Ascent {face.Ascent} /Descent {face.Descent} /CapHeight {face.Ascent} /StemV 80 /FontFile2 {file} 0 R >>"));
        string widths = string.Join(' ', used.Keys.Select(glyph => $"{glyph} [{face.Width(glyph)}]"));
        int shapes = add(Ascii(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{face.Name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 600 /W [{widths}] >>"));
        int characters = add(Stream(Characters(used)));
        return add(Ascii(
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{face.Name} /Encoding /Identity-H /DescendantFonts [{shapes} 0 R] /ToUnicode {characters} 0 R >>"));
    }

    // Which character each shape is. A block holds at most a hundred.
    private static byte[] Characters(SortedDictionary<ushort, char> used)
    {
        StringBuilder map = new(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (KeyValuePair<ushort, char>[] block in used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach ((ushort glyph, char character) in block)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{(int)character:X4}>\n");
            }

            map.Append("endbfchar\n");
        }

        return Encoding.ASCII.GetBytes(map.Append("endcmap CMapName currentdict /CMap defineresource pop end end").ToString());
    }

    /// <summary>Bytes as a PDF packs them.</summary>
    internal static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (ZLibStream zip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Stream(byte[] content) => Packed("", Pack(content));

    private static byte[] Packed(string entries, byte[] packed) =>
        [.. Ascii($"<< /Filter /FlateDecode /Length {packed.Length}{entries} >>\nstream\n"), .. packed, .. "\nendstream"u8];

    private static byte[] Assemble(List<byte[]> objects, int info)
    {
        using MemoryStream file = new();

        // The second line, of bytes above 127, tells whoever moves the file that it is not text.
        file.Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        List<long> offsets = [];
        for (int i = 0; i < objects.Count; i++)
        {
            offsets.Add(file.Length);
            file.Write(Ascii($"{i + 1} 0 obj\n"));
            file.Write(objects[i]);
            file.Write("\nendobj\n"u8);
        }

        long table = file.Length;
        file.Write(Ascii($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n"));
        foreach (long offset in offsets)
        {
            file.Write(Ascii($"{offset:D10} 00000 n \n"));
        }

        file.Write(Ascii($"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info {info} 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }

    private static string Resource(Typeface face) => face == Typeface.Bold ? "B" : "R";

    private static byte[] Ascii(FormattableString text) => Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture));
}
