namespace FitPipeline.Pathway.Matching;

/// <summary>
/// Whether two spellings can be one family name. Same letters agree. What loses or gains a recognised part (one half of a
/// double-barrelled name, a prefix, Mc for Mac) agrees in part, which neither identifies the patient nor speaks against
/// it. Everything else differs: a typing error is for a person to forgive.
/// </summary>
internal static class FamilyNames
{
    // Parts that records drop, join or set apart. Their loss leaves the name recognisable and no longer the same.
    private static readonly HashSet<string> Prefixes = new(StringComparer.Ordinal)
    {
        "O", "MC", "MAC", "VAN", "VON", "DER", "DEN", "TER", "TEN", "DE", "DEL", "DELLA", "DI", "DA", "DAS", "DO", "DOS", "DU",
        "D", "LA", "LE", "EL", "AL", "BIN", "BINT", "IBN", "ABU", "ST", "SAINT", "AP", "AB", "FITZ",
    };

    internal static Agreement Compare(string? reported, string? known)
    {
        NameLetters a = NameLetters.Of(reported ?? "");
        NameLetters b = NameLetters.Of(known ?? "");
        if (a.Joined.Length == 0 || b.Joined.Length == 0)
        {
            return Agreement.Missing;
        }

        if (a.Joined == b.Joined || a.SpelledOut == b.SpelledOut || a.Joined == b.SpelledOut || a.SpelledOut == b.Joined)
        {
            return Agreement.Agrees;
        }

        return MacAndMc(a.Joined, b.Joined) || SharesItsCore(a.Parts, b.Parts) ? Agreement.AgreesInPart : Agreement.Differs;
    }

    private static bool MacAndMc(string a, string b) =>
        (a.StartsWith("MAC", StringComparison.Ordinal) && b.StartsWith("MC", StringComparison.Ordinal) && a.AsSpan(3).SequenceEqual(b.AsSpan(2)))
        || (b.StartsWith("MAC", StringComparison.Ordinal) && a.StartsWith("MC", StringComparison.Ordinal) && b.AsSpan(3).SequenceEqual(a.AsSpan(2)));

    /// <summary>Whether one name's parts, prefixes aside, all stand in the other's: SMITH in SMITH-JONES, BERG in VAN DER BERG.</summary>
    private static bool SharesItsCore(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        HashSet<string> coreA = Core(a);
        HashSet<string> coreB = Core(b);
        return coreA.Count > 0 && coreB.Count > 0 && (coreA.IsSubsetOf(coreB) || coreB.IsSubsetOf(coreA));
    }

    // A single letter is an initial, and an initial is shared by too many.
    private static HashSet<string> Core(IReadOnlyList<string> parts) =>
        [.. parts.Where(part => part.Length > 1 && !Prefixes.Contains(part))];
}
