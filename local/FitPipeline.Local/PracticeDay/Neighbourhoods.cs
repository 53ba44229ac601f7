using System.Globalization;
using FitPipeline.Application.Reports;

namespace FitPipeline.Local.PracticeDay;

/// <summary>
/// Where the practice day's people live: ten neighbourhoods under codes that no real one has, one in each tenth of deprivation.
/// </summary>
internal static class Neighbourhoods
{
    private const int Tenths = 10;

    /// <summary>The index of deprivation of that invented country.</summary>
    public static DeprivationBands Bands { get; } = DeprivationBands.Read(
        ["LSOA21,decile", .. Enumerable.Range(1, Tenths).Select(tenth => $"{Code(tenth)},{tenth.ToString(CultureInfo.InvariantCulture)}")]);

    /// <summary>Where a person lives.</summary>
    public static string Of(int number) => Code((number * 3 % Tenths) + 1);

    private static string Code(int tenth) => "E01999" + tenth.ToString("000", CultureInfo.InvariantCulture);
}
