namespace FitPipeline.Intake.Referrals;

/// <summary>The shape of a BCP 47 language tag: a language of two or three letters, then subtags of up to eight letters or digits.</summary>
internal static class LanguageTag
{
    internal static bool IsWellFormed(ReadOnlySpan<char> tag)
    {
        bool first = true;
        foreach (Range part in tag.Split('-'))
        {
            ReadOnlySpan<char> subtag = tag[part];
            if (subtag.IsEmpty || subtag.Length > 8)
            {
                return false;
            }

            foreach (char letter in subtag)
            {
                if (!(first ? char.IsAsciiLetter(letter) : char.IsAsciiLetterOrDigit(letter)))
                {
                    return false;
                }
            }

            if (first && subtag.Length is < 2 or > 3)
            {
                return false;
            }

            first = false;
        }

        return true;
    }
}
