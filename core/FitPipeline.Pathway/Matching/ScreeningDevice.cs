using System.Text.RegularExpressions;

namespace FitPipeline.Pathway.Matching;

/// <summary>
/// Recognises a device of the NHS Bowel Cancer Screening Programme, whose kits come through the same doors as ours (hazard
/// H28). Its barcode is the kit's id, a hyphen, a check character, the month and year of expiry, a lot of five digits, and
/// "/KD" with five digits (the screening system's own tests, domain source S18; <b>(K) to be confirmed with the screening
/// hub</b>). None of ours can look so: a kit's id holds no slash.
/// </summary>
public static partial class ScreeningDevice
{
    /// <summary>What a person who holds one, or a result of one, is told.</summary>
    public const string NotOurs =
        "This is a kit of the bowel cancer screening programme, not one of ours. Hand it, or its result, to the screening hub.";

    /// <summary>
    /// Whether a barcode is of that form. The check character is not asked for: one misread is no more ours for it.
    /// </summary>
    /// <param name="barcode">As scanned or reported; case is forgiven.</param>
    public static bool Is(ReadOnlySpan<char> barcode) => Form().IsMatch(barcode);

    [GeneratedRegex(@"^[A-Z0-9]{1,32}-[A-Z0-9\-. $/+%](0[1-9]|1[0-2])[0-9]{2}[0-9]{5}/KD[0-9]{5}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
