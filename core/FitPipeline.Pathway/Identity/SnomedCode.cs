using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Identity;

/// <summary>
/// A SNOMED CT identifier: 6 to 18 digits without a leading zero; the last is a Verhoeff check digit, and the two before it
/// (the partition) say what it names. Source: SNOMED International, Release File Specification, "SNOMED CT Identifiers".
/// </summary>
/// <remarks>
/// The check matters in practice: 1049361000000100, found in a published code list, fails it; the quantitative FIT test is
/// 1049361000000101.
/// </remarks>
[JsonConverter(typeof(TextValueConverter<SnomedCode>))]
public sealed record SnomedCode : ITextValue<SnomedCode>
{
    private SnomedCode(string value) => Value = value;

    /// <summary>The digits.</summary>
    public string Value { get; }

    /// <summary>Whether it names a concept (partition 00 or 10), not a description or a relationship.</summary>
    public bool IsConcept => Value[^2] == '0';

    /// <summary>Reads an identifier; only spaces around it are forgiven.</summary>
    /// <param name="text">The digits as written.</param>
    /// <param name="value">The identifier, when it is right.</param>
    /// <param name="because">Otherwise what is wrong with it.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SnomedCode? value, [NotNullWhen(false)] out string? because)
    {
        value = null;
        ReadOnlySpan<char> written = text.AsSpan().Trim();
        because = written switch
        {
            { IsEmpty: true } => "No SNOMED CT code is given.",
            _ when written.ContainsAnyExceptInRange('0', '9') => "The SNOMED CT code holds something other than the digits 0 to 9.",
            { Length: < 6 } => "The SNOMED CT code is too short; it has at least 6 digits.",
            { Length: > 18 } => "The SNOMED CT code is too long; it has at most 18 digits.",
            ['0', ..] => "The SNOMED CT code begins with a zero, which none does.",
            _ when !Verhoeff.Fits(written) => "The SNOMED CT code's check digit does not fit, so a digit is wrong; copy the code again from its source.",
            _ when written[^3] is not ('0' or '1') || written[^2] is not ('0' or '1' or '2') =>
                "The SNOMED CT code names neither a concept, a description nor a relationship.",
            _ => null,
        };
        if (because is not null)
        {
            return false;
        }

        value = new SnomedCode(written.Length == text!.Length ? text : written.ToString());
        return true;
    }

    /// <summary>Reads an identifier that was stored as right.</summary>
    /// <param name="text">The stored identifier.</param>
    /// <exception cref="FormatException">It is not right.</exception>
    public static SnomedCode Parse(string text) =>
        TryParse(text, out SnomedCode? value, out string? because) ? value : throw new FormatException(because);

    /// <summary>The digits.</summary>
    public override string ToString() => Value;
}
