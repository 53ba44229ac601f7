namespace FitPipeline.Pathway;

/// <summary>
/// A band of published colorectal cancer risk by f-Hb. Source: NICE FIT study (D'Souza, Gut 2021; 9,822 patients),
/// risks derived from its table: below 2, 11 of 6,168; 2 to below 10, 18 of 1,788; 10 to below 150, 68 of 1,120;
/// 150 and above, 232 of 746. Methods are not harmonised between analysers, so a band orders; it does not predict.
/// </summary>
/// <param name="Name">As shown, µg Hb/g.</param>
/// <param name="From">The lowest value of the band, µg Hb/g, inclusive.</param>
/// <param name="RiskPerTenThousand">Cancers found in ten thousand people of the band.</param>
public sealed record FhbBand(string Name, decimal From, int RiskPerTenThousand)
{
    /// <summary>The bands, lowest first.</summary>
    public static IReadOnlyList<FhbBand> All { get; } =
    [
        new("below 2", 0m, 18),
        new("2 to below 10", 2m, 101),
        new("10 to below 150", 10m, 607),
        new("150 and above", 150m, 3110),
    ];

    /// <summary>
    /// The band of a value. A value below a number lies in the band under it: below 10 is not in the band from 10.
    /// </summary>
    public static FhbBand Of(FaecalHaemoglobin value)
    {
        FhbBand band = All[0];
        foreach (FhbBand candidate in All)
        {
            bool reaches = value.Comparator is Comparator.Below
                ? value.MicrogramsPerGram > candidate.From
                : value.MicrogramsPerGram >= candidate.From;
            band = reaches ? candidate : band;
        }

        return band;
    }
}
