using System.Diagnostics.CodeAnalysis;

namespace FitPipeline.Intake.Referrals;

/// <summary>What is recorded of how to reach a patient after the referral: held to the same rules as a referral's own fields.</summary>
public static class ContactFields
{
    private const int MostLines = 6;
    private const int LongestLine = 100;
    private const int LongestTag = 35;

    /// <summary>Reads an address.</summary>
    /// <param name="lines">One to six lines of at most 100 characters.</param>
    /// <param name="postcode">In any case, with or without its space.</param>
    /// <param name="address">As a referral would have it.</param>
    /// <param name="because">Why it cannot be taken, for whoever typed it.</param>
    public static bool TryAddress(
        IReadOnlyList<string>? lines, string? postcode, [NotNullWhen(true)] out PostalAddress? address, [NotNullWhen(false)] out string? because)
    {
        address = null;
        string[] written = [.. (lines ?? []).Select(line => line.Trim()).Where(line => line.Length > 0)];
        because = written.Length is 0 or > MostLines ? "An address has one to six lines."
            : Array.Exists(written, line => line.Length > LongestLine || line.Any(char.IsControl)) ? "A line has at most 100 characters, and no others than letters, digits and signs."
            : !Postcode.TryRead(postcode ?? "", out _, out _) ? "That is not a UK postcode."
            : null;
        if (because is not null)
        {
            return false;
        }

        Postcode.TryRead(postcode!, out string? code, out bool isPseudo);
        address = new PostalAddress(written, code!, isPseudo);
        return true;
    }

    /// <summary>True for a language tag such as <c>pl</c> or <c>zh-Hant</c>.</summary>
    public static bool IsLanguage(string tag) => tag.Length <= LongestTag && LanguageTag.IsWellFormed(tag);
}
