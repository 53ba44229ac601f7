using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Identity;

/// <summary>The barcode on a kit's sampling device: 6 to 40 of A-Z, 0-9 and hyphen, exactly as printed.</summary>
/// <remarks>
/// Nothing is forgiven, not even a space or a small letter: two spellings of one barcode would be two kits, and a guess
/// at a barcode can hang one patient's result on another.
/// </remarks>
[JsonConverter(typeof(TextValueConverter<KitId>))]
public sealed record KitId : ITextValue<KitId>
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    private KitId(string value) => Value = value;

    /// <summary>The barcode's text.</summary>
    public string Value { get; }

    /// <summary>Reads a barcode.</summary>
    /// <param name="text">The barcode as scanned or typed.</param>
    /// <param name="value">The kit's id, when it is right.</param>
    /// <param name="because">Otherwise what is wrong with it.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out KitId? value, [NotNullWhen(false)] out string? because)
    {
        value = null;
        ReadOnlySpan<char> written = text;
        because = written switch
        {
            _ when written.IsWhiteSpace() => "No kit barcode is given.",
            _ when written.ContainsAnyInRange('a', 'z') => "The kit barcode has small letters; scan it again or type it in capitals.",
            _ when written.IndexOfAny(' ', '\t') >= 0 => "The kit barcode has a space in it; scan it again.",
            _ when written.ContainsAnyExcept(Allowed) => "The kit barcode holds something other than the letters A to Z, the digits 0 to 9 and hyphens; scan it again.",
            { Length: < 6 } => "The kit barcode is too short; it has at least 6 characters, so part of it is missing.",
            { Length: > 40 } => "The kit barcode is too long; it has at most 40 characters, so two may have run together.",
            _ => null,
        };
        if (because is not null)
        {
            return false;
        }

        value = new KitId(text!);
        return true;
    }

    /// <summary>Reads a barcode that was stored as right.</summary>
    /// <param name="text">The stored barcode.</param>
    /// <exception cref="FormatException">It is not right.</exception>
    public static KitId Parse(string text) =>
        TryParse(text, out KitId? value, out string? because) ? value : throw new FormatException(because);

    /// <summary>The barcode's text.</summary>
    public override string ToString() => Value;
}
