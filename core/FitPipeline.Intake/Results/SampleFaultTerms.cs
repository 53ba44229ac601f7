using System.Collections.Frozen;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Intake.Results;

/// <summary>
/// The words and codes by which laboratories say why there is no number. A term is matched whole, without case and
/// punctuation; part of a sentence is never taken for it.
/// </summary>
internal static class SampleFaultTerms
{
    private const int Longest = 64;

    private static readonly FrozenDictionary<string, SampleFault> Terms = new (SampleFault Fault, string[] Terms)[]
    {
        // The first spelling of each is the contract's; then the national screening system's words (domain sources S10, S18);
        // then common laboratory wording (K).
        (SampleFault.BrokenInTransit, ["brokenInTransit", "broken in post", "broken container", "device broken"]),
        (SampleFault.DeviceMisuse, ["deviceMisuse", "device misused", "incorrectly used"]),
        (SampleFault.NotUsed, ["notUsed", "unused", "no sample in device", "empty device"]),
        (SampleFault.BufferLost, ["bufferLost", "sample buffer lost", "no buffer"]),
        (SampleFault.TooMuchSample, ["tooMuchSample", "overfilled", "overloaded"]),
        (SampleFault.Insufficient, ["insufficient", "insufficient sample", "sample insufficient", "quantity not sufficient"]),
        (SampleFault.NoCollectionDate, ["noCollectionDate", "no date of collection", "no sample date", "missing collection date", "undated"]),
        (SampleFault.CollectionDateInFuture, ["collectionDateInFuture", "future collection date"]),
        (SampleFault.Unlabelled, ["unlabelled", "unlabeled", "no patient details", "missing patient name", "missing patient id number"]),
        (SampleFault.LabelMismatch, ["labelMismatch", "mismatched label", "details do not match", "identification problem", "mislabelled"]),
        (SampleFault.WrongContainer, ["wrongContainer", "stool pot", "sample not received in FIT collection device", "incorrect container"]),
        (SampleFault.ExpiredDevice, ["expiredDevice", "device expired", "expired kit", "kit expired", "expired"]),
        (SampleFault.TooOld, ["tooOld", "sample too old", "stale sample", "too old to test"]),
        (SampleFault.Leaked, ["leaked", "sample leaked", "leaking"]),
        (SampleFault.TechnicalFailure, ["technicalFailure", "technical fail", "analyser failure", "analyser error", "unsatisfactory lab analysis"]),
        (SampleFault.Other, ["other", "spoilt", "specimen rejected", "specimen not processed", "rejected"]),
    }.SelectMany(pair => pair.Terms.Select(term => (Key: Fold(term), pair.Fault)))
        .ToFrozenDictionary(pair => pair.Key, pair => pair.Fault, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, SampleFault>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Terms.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>HL7 v2 table 0490 (specimen reject reason, SPM-21; several laboratories send the codes in SPM-24).</summary>
    private static readonly FrozenDictionary<string, SampleFault> Hl7Codes = new Dictionary<string, SampleFault>(StringComparer.Ordinal)
    {
        ["EX"] = SampleFault.ExpiredDevice,
        ["QS"] = SampleFault.Insufficient,
        ["RA"] = SampleFault.Unlabelled,
        ["RB"] = SampleFault.BrokenInTransit,
        ["RC"] = SampleFault.Other,
        ["RD"] = SampleFault.NoCollectionDate,
        ["RE"] = SampleFault.Unlabelled,
        ["RH"] = SampleFault.Other,
        ["RI"] = SampleFault.LabelMismatch,
        ["RM"] = SampleFault.Other,
        ["RN"] = SampleFault.Other,
        ["RP"] = SampleFault.Other,
        ["RR"] = SampleFault.Other,
        ["RS"] = SampleFault.LabelMismatch,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>SNOMED CT codes for a result that is not one (domain source S51, the home-testing service).</summary>
    private static readonly FrozenDictionary<string, SampleFault> SnomedCodes = new Dictionary<string, SampleFault>(StringComparer.Ordinal)
    {
        ["281268007"] = SampleFault.Insufficient,
        ["373880007"] = SampleFault.Other,
        ["384281000000108"] = SampleFault.TechnicalFailure,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The fault a term names, or null when it names none that is known.</summary>
    internal static SampleFault? Find(ReadOnlySpan<char> words)
    {
        Span<char> folded = stackalloc char[Longest];
        return TryFold(words, folded, out int length) && BySpan.TryGetValue(folded[..length], out SampleFault fault) ? fault : null;
    }

    internal static SampleFault? FindHl7(string code) => Hl7Codes.TryGetValue(code, out SampleFault fault) ? fault : null;

    internal static SampleFault? FindSnomed(string code) => SnomedCodes.TryGetValue(code, out SampleFault fault) ? fault : null;

    private static string Fold(string term)
    {
        Span<char> folded = stackalloc char[Longest];
        return TryFold(term, folded, out int length) ? folded[..length].ToString() : throw new ArgumentException("A term is longer than is looked for.", nameof(term));
    }

    /// <summary>ASCII letters and digits in lower case; false when there are more than any term has, others, or none.</summary>
    private static bool TryFold(ReadOnlySpan<char> words, Span<char> folded, out int length)
    {
        length = 0;
        foreach (char c in words)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }

            if (char.IsAsciiLetterOrDigit(c))
            {
                if (length == folded.Length)
                {
                    return false;
                }

                folded[length++] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
            }
        }

        return length > 0;
    }
}
