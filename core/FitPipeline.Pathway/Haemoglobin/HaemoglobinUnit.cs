using System.Diagnostics.CodeAnalysis;

namespace FitPipeline.Pathway.Haemoglobin;

/// <summary>What a faecal haemoglobin number counts. Reading 50 ng/mL as 50 µg/g would be wrong fivefold, so a unit is never assumed.</summary>
public enum HaemoglobinUnit
{
    /// <summary>Micrograms of haemoglobin per gram of faeces, the unit of every rule. UCUM ug/g.</summary>
    MicrogramsPerGram,

    /// <summary>Nanograms of haemoglobin per millilitre of the device's buffer; it becomes µg/g only through the analyser's own factor. UCUM ng/mL.</summary>
    NanogramsPerMillilitre,
}

/// <summary>The units as laboratories write them.</summary>
public static class HaemoglobinUnits
{
    // mcgHb/gfaeces; anything longer is no unit of ours.
    private const int Longest = 13;

    /// <summary>The unit in UCUM, as JSON and FHIR carry it: ug/g or ng/mL.</summary>
    /// <param name="unit">The unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    public static string ToText(this HaemoglobinUnit unit) => unit switch
    {
        HaemoglobinUnit.MicrogramsPerGram => "ug/g",
        HaemoglobinUnit.NanogramsPerMillilitre => "ng/mL",
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };

    /// <summary>
    /// Reads a unit in any letter case and spacing: ug, mcg or µg (micro sign or Greek mu), with or without Hb, per g, with or
    /// without faeces, feces or stool; and ng/mL. Everything else is unknown, milligrams above all.
    /// </summary>
    /// <param name="text">The unit as written.</param>
    /// <param name="unit">The unit, when it is known.</param>
    /// <returns>Whether it is known; if not, a person looks.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out HaemoglobinUnit unit)
    {
        unit = default;
        Span<char> folded = stackalloc char[Longest];
        int length = 0;
        foreach (char c in text.AsSpan())
        {
            if (char.IsWhiteSpace(c))
            {
                continue;
            }

            if (length == Longest)
            {
                return false;
            }

            folded[length++] = c switch
            {
                '\u00B5' or '\u03BC' or '\u039C' => 'u', // micro sign, Greek small mu, and what capitals make of either
                >= 'A' and <= 'Z' => (char)(c | 0x20),
                _ => c,
            };
        }

        ReadOnlySpan<char> written = folded[..length];
        if (written.SequenceEqual("ng/ml"))
        {
            unit = HaemoglobinUnit.NanogramsPerMillilitre;
            return true;
        }

        unit = HaemoglobinUnit.MicrogramsPerGram;
        return (Skip(ref written, "ug") || Skip(ref written, "mcg"))
            && (Skip(ref written, "hb") || true)
            && Skip(ref written, "/g")
            && written is "" or "faeces" or "feces" or "stool";
    }

    private static bool Skip(ref ReadOnlySpan<char> text, ReadOnlySpan<char> start)
    {
        if (!text.StartsWith(start))
        {
            return false;
        }

        text = text[start.Length..];
        return true;
    }
}
