using System.Globalization;
using System.Text;

namespace FitPipeline.Intake.Text;

/// <summary>
/// What may stand in a field that people read. Any script and any emoji may; what may not is what would change how the
/// rest of a label, letter or log is shown or cut, and the mark that says a character was already lost.
/// </summary>
internal static class PlainText
{
    /// <summary>The longest name or address line taken, in UTF-16 units.</summary>
    internal const int MaxName = 255;

    /// <summary>Says why the text may not stand, or null when it may.</summary>
    internal static string? Fault(ReadOnlySpan<char> text, int max)
    {
        if (text.Length > max)
        {
            return string.Create(CultureInfo.InvariantCulture, $"It is longer than {max} characters.");
        }

        // Printable ASCII is the common case by far.
        if (!text.ContainsAnyExceptInRange(' ', '~'))
        {
            return null;
        }

        while (Rune.DecodeFromUtf16(text, out Rune rune, out int used) is var status && used > 0)
        {
            if (status != System.Buffers.OperationStatus.Done)
            {
                return "It holds half of a surrogate pair, which is no character.";
            }

            if (rune == Rune.ReplacementChar)
            {
                return "It holds the mark of a character that was lost before it arrived.";
            }

            if (Rune.IsControl(rune) || IsLayoutMark(rune.Value))
            {
                return "It holds a control character.";
            }

            text = text[used..];
        }

        return null;
    }

    // Line and paragraph separators, and the marks that turn the direction of the text after them.
    private static bool IsLayoutMark(int code) => code is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
