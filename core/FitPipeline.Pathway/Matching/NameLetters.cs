using System.Text;

namespace FitPipeline.Pathway.Matching;

/// <summary>
/// A name's letters without what keyboards, label printers and laboratory systems lose: case, accents, and the marks
/// between its parts. Two foldings are kept, because ü is written U by some systems and UE by others.
/// </summary>
/// <remarks>The table stands here because the runtime does not decompose letters when it runs without language data.</remarks>
internal sealed class NameLetters
{
    // Base letters of U+00C0 to U+017F, U+01CD to U+0233 and U+1E00 to U+1EFF (Unicode, canonical decomposition, with the
    // stroked letters added); a point stands for a character that has none of its own.
    private const string Latin1AndExtendedA =
        "AAAAAA.CEEEEIIIIDNOOOOO.OUUUUY..AAAAAA.CEEEEIIIIDNOOOOO.OUUUUY.Y" +
        "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIII..JJKKKLLLLLLLLLLNNNNNN.NNOOOOOO..RRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

    private const string ExtendedB =
        "AAIIOOUUUUUUUUUU.AAAA....GGKKOOOO..J...GG..NNAA....AAAAEEEEIIIIOOOORRRRUUUUSSTT..HH......AAEEOOOOOOOOYY";

    private const string ExtendedAdditional =
        "AABBBBBBCCDDDDDDDDDDEEEEEEEEEEFFGGHHHHHHHHHHIIIIKKKKKKLLLLLLLLMMMMMMNNNNNNNNOOOOOOOOPPPPRRRRRRRRSSSSSSSSSSTTTTTTTTUUUUUUUUUU" +
        "VVVVWWWWWWWWWWXXXXYYZZZZZZHTWY......AAAAAAAAAAAAAAAAAAAAAAAAEEEEEEEEEEEEEEEEIIIIOOOOOOOOOOOOOOOOOOOOOOOOUUUUUUUUUUUUUUYYYYYYYY......";

    private NameLetters(IReadOnlyList<string> parts, string spelledOut)
    {
        Parts = parts;
        Joined = string.Concat(parts);
        SpelledOut = spelledOut;
    }

    /// <summary>The name's parts, as spaces, hyphens, apostrophes and points divide it.</summary>
    internal IReadOnlyList<string> Parts { get; }

    /// <summary>All letters as one word.</summary>
    internal string Joined { get; }

    /// <summary>All letters as one word, with Ä, Ö, Ü, Å and Ø written as two letters.</summary>
    internal string SpelledOut { get; }

    internal static NameLetters Of(string name)
    {
        StringBuilder part = new();
        StringBuilder spelledOut = new();
        List<string> parts = [];
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (IsCombiningMark(rune.Value))
            {
                // A decomposed ü: its two dots come after the u.
                if (rune.Value == 0x308 && spelledOut.Length > 0 && spelledOut[^1] is 'A' or 'O' or 'U')
                {
                    spelledOut.Append('E');
                }

                continue;
            }

            if (!Rune.IsLetter(rune))
            {
                Close(part, parts);
                continue;
            }

            (string folded, string spelled) = Fold(rune);
            part.Append(folded);
            spelledOut.Append(spelled);
        }

        Close(part, parts);
        return new NameLetters(parts, spelledOut.ToString());
    }

    private static void Close(StringBuilder part, List<string> parts)
    {
        if (part.Length > 0)
        {
            parts.Add(part.ToString());
            part.Clear();
        }
    }

    private static bool IsCombiningMark(int code) => code is >= 0x300 and <= 0x36F;

    private static (string Folded, string SpelledOut) Fold(Rune rune) => rune.Value switch
    {
        'Ä' or 'ä' => ("A", "AE"),
        'Ö' or 'ö' or 'Ø' or 'ø' => ("O", "OE"),
        'Ü' or 'ü' => ("U", "UE"),
        'Å' or 'å' => ("A", "AA"),
        'Æ' or 'æ' => ("AE", "AE"),
        'Œ' or 'œ' => ("OE", "OE"),
        'ß' or 'ẞ' => ("SS", "SS"),
        'Þ' or 'þ' => ("TH", "TH"),
        _ => Same(Base(rune)),
    };

    private static (string Folded, string SpelledOut) Same(string letter) => (letter, letter);

    private static string Base(Rune rune)
    {
        int code = rune.Value;
        char letter = code switch
        {
            >= 0xC0 and < 0x180 => Latin1AndExtendedA[code - 0xC0],
            >= 0x1CD and <= 0x233 => ExtendedB[code - 0x1CD],
            >= 0x1E00 and <= 0x1EFF => ExtendedAdditional[code - 0x1E00],
            _ => '.',
        };
        return letter != '.' ? letter.ToString() : Rune.ToUpperInvariant(rune).ToString();
    }
}
