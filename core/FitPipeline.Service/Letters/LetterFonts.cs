using System.Reflection;
using PdfSharp.Fonts;

namespace FitPipeline.Service;

/// <summary>The letters' own typeface, so that a letter looks the same on every machine: Noto Sans, regular and bold.</summary>
internal sealed class LetterFonts : IFontResolver
{
    /// <summary>The name under which it is asked for.</summary>
    internal const string Family = "Noto Sans";

    private const string Regular = "NotoSans-Regular";
    private const string Bold = "NotoSans-Bold";
    private static readonly Lazy<bool> Given = new(() =>
    {
        GlobalFontSettings.FontResolver ??= new LetterFonts();
        return true;
    });

    /// <summary>Gives it to the library, once a process.</summary>
    internal static void Give() => _ = Given.Value;

    /// <inheritdoc/>
    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? Bold : Regular);

    /// <inheritdoc/>
    public byte[]? GetFont(string faceName)
    {
        using Stream? font = Assembly.GetExecutingAssembly().GetManifestResourceStream($"FitPipeline.Service.Letters.Fonts.{faceName}.ttf");
        if (font is null)
        {
            return null;
        }

        byte[] bytes = new byte[font.Length];
        font.ReadExactly(bytes);
        return bytes;
    }
}
