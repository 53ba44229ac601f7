namespace FitPipeline.Application.Messaging.Wording;

/// <summary>
/// What a text must not say where anyone may read it. An entry is a whole word; "cancer*" is every word that begins so, and
/// "*سرطان*" every word that holds it, for scripts that join articles to words.
/// </summary>
public static class ForbiddenWords
{
    /// <summary>The first entry that a text holds, upper and lower case alike; null when it holds none.</summary>
    public static string? Breach(string text, IEnumerable<string> neverInTexts)
    {
        foreach (string entry in neverInTexts)
        {
            if (Holds(text, entry.Trim('*'), entry.StartsWith('*'), entry.EndsWith('*')))
            {
                return entry;
            }
        }

        return null;
    }

    private static bool Holds(string text, string word, bool openBefore, bool openAfter)
    {
        for (int at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            int end = at + word.Length;
            if ((openBefore || at == 0 || !char.IsLetter(text[at - 1])) && (openAfter || end == text.Length || !char.IsLetter(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
