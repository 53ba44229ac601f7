using System.Text.RegularExpressions;

namespace FitPipeline.Pathway.Tests;

/// <summary>What a person reads is a sentence, names nobody and carries no identifier.</summary>
internal static partial class Sentences
{
    public static void AssertReadable(string text, string where)
    {
        Assert.True(text.Length is > 10 and < 400, $"{where}: too short or too long to read: «{text}»");
        Assert.True(char.IsUpper(text[0]), $"{where}: begins without a capital: «{text}»");
        Assert.True(text[^1] == '.', $"{where}: ends without a full stop: «{text}»");
        Assert.False(text.Contains("  ", StringComparison.Ordinal), $"{where}: two spaces: «{text}»");
        Assert.DoesNotMatch(Identifier(), text);
        Assert.DoesNotContain("negative", text, StringComparison.OrdinalIgnoreCase);

        // No code leaks into words: no type names, no nulls, no camel case.
        Assert.DoesNotMatch(CodeWord(), text);
    }

    // A barcode, a booking, a journey, or any run of digits long enough to be a number of a person. A date is not one.
    [GeneratedRegex(@"FIT-KIT|[BS]-\d{3}|j-[0-9a-z]{5}|LOT-|(?<![\d-])\d{5,}|A99001")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\bnull\b|_")]
    private static partial Regex CodeWord();
}
