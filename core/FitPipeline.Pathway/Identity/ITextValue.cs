using System.Diagnostics.CodeAnalysis;

namespace FitPipeline.Pathway.Identity;

/// <summary>A value that is written as one text and exists only when that text is right: an NHS number, a kit's barcode.</summary>
/// <typeparam name="TSelf">The value's own type.</typeparam>
public interface ITextValue<TSelf>
    where TSelf : class, ITextValue<TSelf>
{
    /// <summary>The text in its one stored spelling.</summary>
    string Value { get; }

    /// <summary>Reads a text as people and systems write it.</summary>
    /// <param name="text">The text as it arrived.</param>
    /// <param name="value">The value, when the text is right.</param>
    /// <param name="because">Otherwise one sentence a booking clerk can act on. It never repeats the text, which may be personal data.</param>
    static abstract bool TryParse(string? text, [NotNullWhen(true)] out TSelf? value, [NotNullWhen(false)] out string? because);
}
