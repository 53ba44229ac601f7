namespace FitPipeline.Application.Tests;

/// <summary>
/// Flesch-Kincaid grade: 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others, US Navy, 1975).
/// Grade g is read at an age of about g + 5. Syllables are counted as groups of vowels, less a silent e.
/// </summary>
internal static class ReadingAge
{
    public static double Grade(string text)
    {
        string[] words = [.. text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetter))];
        int sentences = Math.Max(1, text.Split((char[])['.', '?', '!', ':', '\n'], StringSplitOptions.RemoveEmptyEntries).Count(part => part.Any(char.IsLetter)));
        double syllables = words.Sum(Syllables);
        return (0.39 * words.Length / sentences) + (11.8 * syllables / words.Length) - 15.59;
    }

    public static int Syllables(string word)
    {
        string letters = string.Concat(word.Where(char.IsAsciiLetter));

        // GP and NHS are said letter by letter.
        if (letters.Length is > 1 and < 4 && letters.All(char.IsAsciiLetterUpper))
        {
            return letters.Length;
        }

        letters = letters.ToLowerInvariant();
        int groups = 0;
        bool inVowels = false;
        foreach (char c in letters)
        {
            bool vowel = "aeiouy".Contains(c, StringComparison.Ordinal);
            groups += vowel && !inVowels ? 1 : 0;
            inVowels = vowel;
        }

        bool silent = (letters.EndsWith('e') && !letters.EndsWith("le", StringComparison.Ordinal))
            || (letters.EndsWith("ed", StringComparison.Ordinal) && letters is not [.., 't' or 'd', 'e', 'd'])
            || (letters.EndsWith("es", StringComparison.Ordinal) && letters is not [.., 's' or 'x' or 'z' or 'h' or 'c' or 'g', 'e', 's']);
        return Math.Max(1, groups - (silent && groups > 1 ? 1 : 0));
    }
}
