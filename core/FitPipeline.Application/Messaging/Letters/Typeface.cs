using System.Buffers.Binary;
using System.Reflection;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary>
/// A TrueType font of our own (Noto Sans, SIL Open Font License), so that a letter looks the same on every machine: which
/// characters it has, and how wide each is. Source of the layout: the OpenType specification, tables cmap, head, hhea, hmtx.
/// </summary>
internal sealed class Typeface
{
    private static readonly Lazy<Typeface> RegularFace = new(() => new Typeface("NotoSans-Regular"));
    private static readonly Lazy<Typeface> BoldFace = new(() => new Typeface("NotoSans-Bold"));
    private readonly byte[] _bytes;
    private readonly Lazy<byte[]> _packed;
    private readonly int _unitsPerEm;
    private readonly int _metrics;
    private readonly int _hmtx;
    private readonly int _segments;

    private Typeface(string name)
    {
        Name = name;
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"FitPipeline.Application.Messaging.Letters.Fonts.{name}.ttf")
            ?? throw new InvalidOperationException($"The typeface {name} is missing from the program.");
        _bytes = new byte[file.Length];
        file.ReadExactly(_bytes);
        _packed = new Lazy<byte[]>(() => PdfSheets.Pack(_bytes));
        int head = Table("head");
        int hhea = Table("hhea");
        _unitsPerEm = U16(head + 18);
        Box = [Scaled(S16(head + 36)), Scaled(S16(head + 38)), Scaled(S16(head + 40)), Scaled(S16(head + 42))];
        Ascent = Scaled(S16(hhea + 4));
        Descent = Scaled(S16(hhea + 6));
        _metrics = U16(hhea + 34);
        _hmtx = Table("hmtx");
        _segments = Segments(Table("cmap"));
    }

    /// <summary>For everything but headings.</summary>
    internal static Typeface Regular => RegularFace.Value;

    /// <summary>For headings.</summary>
    internal static Typeface Bold => BoldFace.Value;

    /// <summary>Its PostScript name.</summary>
    internal string Name { get; }

    /// <summary>How long its file is, in bytes.</summary>
    internal int Length => _bytes.Length;

    /// <summary>The file itself as a PDF embeds it. Packed once: it takes longer than all the rest of a letter.</summary>
    internal byte[] Packed => _packed.Value;

    /// <summary>The box that holds every character, in thousandths of the type's size: left, bottom, right, top.</summary>
    internal IReadOnlyList<int> Box { get; }

    /// <summary>Above the base line, in thousandths of the type's size.</summary>
    internal int Ascent { get; }

    /// <summary>Below the base line, in thousandths of the type's size; negative.</summary>
    internal int Descent { get; }

    /// <summary>The number of a character's shape; 0 when the typeface does not have it.</summary>
    internal ushort Glyph(char c)
    {
        int count = U16(_segments + 6) / 2;
        int ends = _segments + 14;
        int starts = ends + (2 * count) + 2;
        int deltas = starts + (2 * count);
        int offsets = deltas + (2 * count);
        for (int i = 0; i < count; i++)
        {
            if (c > U16(ends + (2 * i)))
            {
                continue;
            }

            int start = U16(starts + (2 * i));
            if (c < start)
            {
                return 0;
            }

            int delta = U16(deltas + (2 * i));
            int offset = U16(offsets + (2 * i));
            if (offset == 0)
            {
                return (ushort)((c + delta) & 0xFFFF);
            }

            int glyph = U16(offsets + (2 * i) + offset + (2 * (c - start)));
            return glyph == 0 ? (ushort)0 : (ushort)((glyph + delta) & 0xFFFF);
        }

        return 0;
    }

    /// <summary>How far a shape moves the pen, in thousandths of the type's size.</summary>
    internal int Width(ushort glyph) => Scaled(U16(_hmtx + (4 * Math.Min(glyph, _metrics - 1))));

    /// <summary>How long a text is, in points.</summary>
    internal double WidthOf(string text, double size) => text.Sum(c => Width(Glyph(c))) * size / 1000;

    private int Table(string tag)
    {
        int tables = U16(4);
        for (int i = 0; i < tables; i++)
        {
            int entry = 12 + (16 * i);
            if (System.Text.Encoding.ASCII.GetString(_bytes, entry, 4) == tag)
            {
                return (int)BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(entry + 8));
            }
        }

        throw new InvalidOperationException($"The typeface {Name} has no table {tag}.");
    }

    // The subtable of the Basic Multilingual Plane (platform 3, encoding 1) in format 4, which every TrueType font for the web has.
    private int Segments(int cmap)
    {
        int subtables = U16(cmap + 2);
        for (int i = 0; i < subtables; i++)
        {
            int entry = cmap + 4 + (8 * i);
            int at = cmap + (int)BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(entry + 4));
            if (U16(entry) == 3 && U16(entry + 2) == 1 && U16(at) == 4)
            {
                return at;
            }
        }

        throw new InvalidOperationException($"The typeface {Name} maps no characters in a way that is read here.");
    }

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(at));

    private int S16(int at) => BinaryPrimitives.ReadInt16BigEndian(_bytes.AsSpan(at));

    private int Scaled(int units) => (int)Math.Round(units * 1000d / _unitsPerEm);
}
