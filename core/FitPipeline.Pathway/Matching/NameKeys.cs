namespace FitPipeline.Pathway.Matching;

/// <summary>
/// What a family name can be looked up by: its letters as one word, and each of its parts, without case, accents and marks.
/// For finding a person to look at; whether a result is that person's is <see cref="IdentityEvidence"/>'s question.
/// </summary>
public static class NameKeys
{
    // A part shorter than this (O, D, Mc) would find a town.
    private const int ShortestPart = 3;

    /// <summary>The keys of a family name; none when it has no letters.</summary>
    public static IReadOnlyList<string> Of(string familyName)
    {
        NameLetters letters = NameLetters.Of(familyName);
        string[] keys = [letters.Joined, letters.SpelledOut, .. letters.Parts.Where(part => part.Length >= ShortestPart)];
        return [.. keys.Where(key => key.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The key that a word typed by a person asks for; empty when it has no letters.</summary>
    public static string Asked(string word) => NameLetters.Of(word).Joined;
}
