using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Identity;

/// <summary>An organisation's code in the NHS Organisation Data Service: 3 to 10 of A-Z and 0-9, such as a practice's A99001.</summary>
[JsonConverter(typeof(TextValueConverter<OdsCode>))]
public sealed record OdsCode : ITextValue<OdsCode>
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private OdsCode(string value) => Value = value;

    /// <summary>The code in capitals.</summary>
    public string Value { get; }

    /// <summary>Reads a code; only spaces around it are forgiven.</summary>
    /// <param name="text">The code as written.</param>
    /// <param name="value">The code, when it is right.</param>
    /// <param name="because">Otherwise what is wrong with it.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out OdsCode? value, [NotNullWhen(false)] out string? because)
    {
        value = null;
        ReadOnlySpan<char> written = text.AsSpan().Trim();
        because = written switch
        {
            { IsEmpty: true } => "No ODS code is given.",
            _ when written.ContainsAnyInRange('a', 'z') => "The ODS code has small letters; write it in capitals.",
            _ when written.ContainsAnyExcept(Allowed) => "The ODS code holds something other than the letters A to Z and the digits 0 to 9.",
            { Length: < 3 } => "The ODS code is too short; it has at least 3 characters.",
            { Length: > 10 } => "The ODS code is too long; it has at most 10 characters.",
            _ => null,
        };
        if (because is not null)
        {
            return false;
        }

        value = new OdsCode(written.Length == text!.Length ? text : written.ToString());
        return true;
    }

    /// <summary>Reads a code that was stored as right.</summary>
    /// <param name="text">The stored code.</param>
    /// <exception cref="FormatException">It is not right.</exception>
    public static OdsCode Parse(string text) =>
        TryParse(text, out OdsCode? value, out string? because) ? value : throw new FormatException(because);

    /// <summary>The code.</summary>
    public override string ToString() => Value;
}
