using System.Globalization;
using System.Text;

namespace FitPipeline.Intake.Results.Hl7;

/// <summary>Escape sequences of HL7 v2 (chapter 2, "Use of escape sequences in text fields"), undone and made.</summary>
internal static class Hl7Text
{
    /// <summary>What a field means; two quotes, HL7's way of saying "nothing", mean nothing.</summary>
    internal static ReadOnlySpan<char> Plain(ReadOnlySpan<char> text, Hl7Delimiters delimiters)
    {
        if (text is "\"\"")
        {
            return default;
        }

        return text.Contains(delimiters.Escape) ? Undo(text, delimiters) : text;
    }

    /// <summary>Makes text safe to stand in a field written with the standard delimiters.</summary>
    internal static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            _ = c switch
            {
                '|' => escaped.Append(@"\F\"),
                '^' => escaped.Append(@"\S\"),
                '&' => escaped.Append(@"\T\"),
                '~' => escaped.Append(@"\R\"),
                '\\' => escaped.Append(@"\E\"),
                < ' ' or '\u007F' => escaped.Append(CultureInfo.InvariantCulture, $@"\X{(int)c:X2}\"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static string Undo(ReadOnlySpan<char> text, Hl7Delimiters delimiters)
    {
        StringBuilder plain = new(text.Length);
        while (true)
        {
            int begin = text.IndexOf(delimiters.Escape);
            int length = begin < 0 ? -1 : text[(begin + 1)..].IndexOf(delimiters.Escape);
            if (length < 0)
            {
                // A lone mark escapes nothing.
                return plain.Append(text).ToString();
            }

            plain.Append(text[..begin]);
            Append(plain, text.Slice(begin + 1, length), delimiters);
            text = text[(begin + length + 2)..];
        }
    }

    private static void Append(StringBuilder plain, ReadOnlySpan<char> code, Hl7Delimiters delimiters)
    {
        switch (code)
        {
            case "F":
                plain.Append(delimiters.Field);
                break;
            case "S":
                plain.Append(delimiters.Component);
                break;
            case "T":
                plain.Append(delimiters.Subcomponent);
                break;
            case "R":
                plain.Append(delimiters.Repetition);
                break;
            case "E":
                plain.Append(delimiters.Escape);
                break;
            case "H" or "N":
                // Highlighting on and off.
                break;
            case ['.', ..]:
                // Line breaks and indents.
                plain.Append(' ');
                break;
            case ['X', .. var hex]:
                AppendHex(plain, hex);
                break;
            default:
                // Characters of another set, or a local meaning: what stood here is not known.
                plain.Append('\uFFFD');
                break;
        }
    }

    private static void AppendHex(StringBuilder plain, ReadOnlySpan<char> hex)
    {
        for (; hex.Length >= 2; hex = hex[2..])
        {
            bool known = byte.TryParse(hex[..2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value) && value < 0x80;
            plain.Append(known ? (char)value : '\uFFFD');
        }

        if (!hex.IsEmpty)
        {
            plain.Append('\uFFFD');
        }
    }
}
