using System.Diagnostics.CodeAnalysis;

namespace FitPipeline.Intake.Referrals;

/// <summary>
/// The shape of a UK postcode. Whether the place exists is the address list's matter; a shape that cannot exist is a
/// kit that cannot arrive.
/// </summary>
internal static class Postcode
{
    /// <summary>Reads a postcode in any case, with or without its space.</summary>
    /// <param name="text">As sent.</param>
    /// <param name="written">Upper case, one space before the last three.</param>
    /// <param name="isPseudo">It is one of the NHS's stand-ins for no place: ZZ99 and three more, NFA, ANK or ZZZSECUR.</param>
    internal static bool TryRead(string text, [NotNullWhen(true)] out string? written, out bool isPseudo)
    {
        written = null;
        isPseudo = false;
        string packed = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (packed is "NFA" or "ANK" or "ZZZSECUR")
        {
            written = packed;
            isPseudo = true;
            return true;
        }

        if (packed.Length is < 5 or > 7)
        {
            return false;
        }

        ReadOnlySpan<char> outward = packed.AsSpan()[..^3];
        ReadOnlySpan<char> inward = packed.AsSpan()[^3..];
        if (!IsOutward(outward) || !char.IsAsciiDigit(inward[0]) || !char.IsAsciiLetterUpper(inward[1]) || !char.IsAsciiLetterUpper(inward[2]))
        {
            return false;
        }

        isPseudo = outward is "ZZ99";
        written = $"{outward} {inward}";
        return true;
    }

    // A9, A99, AA9, AA99, A9A, AA9A.
    private static bool IsOutward(ReadOnlySpan<char> outward)
    {
        int letters = outward.Length > 1 && char.IsAsciiLetterUpper(outward[1]) ? 2 : 1;
        if (!char.IsAsciiLetterUpper(outward[0]) || outward.Length <= letters)
        {
            return false;
        }

        ReadOnlySpan<char> district = outward[letters..];
        return district.Length <= 2
            && char.IsAsciiDigit(district[0])
            && (district.Length == 1 || char.IsAsciiLetterOrDigit(district[1]));
    }
}
