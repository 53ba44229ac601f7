using System.Text;
using System.Text.Unicode;

namespace FitPipeline.Intake.Results.Hl7;

/// <summary>
/// The characters of a message, by the set it declares in MSH-18. ASCII is the same in all of them; beyond it, a declared
/// set is taken at its word, and a message that declares none is UTF-8 if it can be and Latin-1 if not.
/// </summary>
internal static class Hl7Charset
{
    /// <summary>Decodes a message into a buffer at least as long as the message has bytes.</summary>
    /// <returns>How many characters there are, or -1 with the reason why they cannot be read.</returns>
    internal static int Decode(ReadOnlySpan<byte> message, char[] into, out string? because)
    {
        because = null;
        if (Ascii.ToUtf16(message, into, out int ascii) == System.Buffers.OperationStatus.Done)
        {
            return ascii;
        }

        string declared = Declared(message);
        bool isUtf8 = Utf8.IsValid(message);
        switch (declared)
        {
            case "UNICODE UTF-8" or "UTF-8" or "UTF8":
                because = isUtf8 ? null : "The message declares UTF-8 and holds bytes that are not.";
                break;
            case "8859/1" or "ISO8859-1" or "ISO-8859-1":
                return Encoding.Latin1.GetChars(message, into);
            case "":
                return isUtf8 ? Encoding.UTF8.GetChars(message, into) : Encoding.Latin1.GetChars(message, into);
            case "ASCII" or "ISO IR6" or "ISO IR-6":
                because = "The message declares ASCII and holds bytes that are not.";
                break;
            default:
                because = "The message declares a character set that is not read here (MSH-18): UTF-8 and 8859/1 are.";
                break;
        }

        return because is null ? Encoding.UTF8.GetChars(message, into) : -1;
    }

    private static string Declared(ReadOnlySpan<byte> message)
    {
        int end = message.IndexOfAny((byte)'\r', (byte)'\n');
        string header = Encoding.Latin1.GetString(end < 0 ? message : message[..end]);
        if (!Hl7Delimiters.TryRead(header, out Hl7Delimiters delimiters))
        {
            return "";
        }

        // MSH-1 is the mark itself, so field 18 is the 17th after the name.
        string[] fields = header.Split(delimiters.Field);
        return fields.Length > 17 ? fields[17].Split(delimiters.Repetition)[0].Trim().ToUpperInvariant() : "";
    }
}
