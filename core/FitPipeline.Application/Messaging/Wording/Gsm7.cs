using System.Buffers;

namespace FitPipeline.Application.Messaging.Wording;

/// <summary>
/// How many parts a text takes on the network. Source: 3GPP TS 23.038 (GSM 7-bit default alphabet and extension table)
/// and 23.040 (concatenation): 160 septets in one part, 153 in each of several; otherwise 70 or 67 UTF-16 units.
/// </summary>
public static class Gsm7
{
    private const int OnePart = 160;
    private const int OneOfSeveral = 153;
    private const int OneWidePart = 70;
    private const int OneWideOfSeveral = 67;

    private static readonly SearchValues<char> Basic = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");

    private static readonly SearchValues<char> Extended = SearchValues.Create("\f^{}\\[~]|€");

    /// <summary>True when every character is in the 7-bit alphabet or its extension.</summary>
    public static bool Holds(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!Basic.Contains(c) && !Extended.Contains(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many parts the network sends and charges for; 0 for an empty text.</summary>
    public static int Segments(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        return Holds(text) ? Parts(text, OnePart, OneOfSeveral, true) : Parts(text, OneWidePart, OneWideOfSeveral, false);
    }

    // A pair (an escape and its character, two surrogates) is never torn between two parts.
    private static int Parts(ReadOnlySpan<char> text, int single, int several, bool septets)
    {
        int units = 0;
        foreach (char c in text)
        {
            units += septets && Extended.Contains(c) ? 2 : 1;
        }

        if (units <= single)
        {
            return 1;
        }

        int parts = 1;
        int used = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int width = septets
                ? Extended.Contains(text[i]) ? 2 : 1
                : i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            if (used + width > several)
            {
                parts++;
                used = 0;
            }

            used += width;
            i += !septets && width == 2 ? 1 : 0;
        }

        return parts;
    }
}
