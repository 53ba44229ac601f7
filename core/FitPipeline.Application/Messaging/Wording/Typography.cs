using System.Globalization;
using System.Text;

namespace FitPipeline.Application.Messaging.Wording;

/// <summary>
/// Brings a text down to the characters a telephone sends cheaply, without changing what it says: one curly apostrophe
/// would halve the room for all the rest. What to map follows GOV.UK Notify's list (alphagov/notifications-utils).
/// </summary>
public static class Typography
{
    /// <summary>
    /// Plain quotes, hyphens, spaces and dots for typographic ones; no invisible characters; Latin letters with their
    /// accents in one piece. Letters of other scripts stay as they are, and so do the joiners that shape them.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <returns>The same words. Normalising twice gives the same as once.</returns>
    public static string Normalise(string text)
    {
        bool rightToLeft = text.Any(IsRightToLeft);
        StringBuilder plain = new(text.Length);
        foreach (char c in text.ReplaceLineEndings("\n"))
        {
            switch (c)
            {
                case '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '\u00B4' or '`':
                    plain.Append('\'');
                    break;
                case '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u2033' or '\u00AB' or '\u00BB':
                    plain.Append('"');
                    break;
                case (>= '\u2010' and <= '\u2015') or '\u2212':
                    plain.Append('-');
                    break;
                case '\u2026':
                    plain.Append("...");
                    break;
                case '\t' or '\u00A0' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' or '\u3000':
                    plain.Append(' ');
                    break;

                // Soft hyphen, zero-width space, word joiner, byte order mark, Mongolian vowel separator.
                case '\u00AD' or '\u200B' or '\u2060' or '\uFEFF' or '\u180E':
                    break;

                // Bengali and Urdu are spelt with these; between Latin letters they are dirt.
                case '\u200C' or '\u200D':
                    if (plain.Length > 0 && IsOfShapedScript(plain[^1]))
                    {
                        plain.Append(c);
                    }

                    break;

                case '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'):
                    if (rightToLeft)
                    {
                        plain.Append(c);
                    }

                    break;

                case >= '\uFB00' and <= '\uFB06':
                    plain.Append(Ligatures[c - '\uFB00']);
                    break;

                default:
                    if (plain.Length > 0 && Accents.Compose(plain[^1], c) is { } composed)
                    {
                        plain[^1] = composed;
                    }
                    else
                    {
                        plain.Append(c);
                    }

                    break;
            }
        }

        return plain.ToString();
    }

    /// <summary>True for a letter written from right to left: Hebrew, Arabic and their extensions.</summary>
    internal static bool IsRightToLeft(char c) =>
        c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')
        && char.IsLetter(c);

    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    private static bool IsOfShapedScript(char c) => c >= '\u0590'
        && c is not (>= '\u1E00' and <= '\u20FF')
        && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark;
}
