using System.Text.Json.Serialization;
using FitPipeline.Pathway.Haemoglobin;

namespace FitPipeline.Pathway.Booking;

/// <summary>
/// Bands of faecal haemoglobin with a published risk of bowel cancer, lowest first. The edges are cut-offs of the NICE FIT study, inclusive below:
/// 10.0 µg/g is in <see cref="From10"/>.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<FhbBand>))]
public enum FhbBand
{
    /// <summary>Below 2 µg/g.</summary>
    [JsonStringEnumMemberName("below2")]
    Below2,

    /// <summary>2 to below 10 µg/g.</summary>
    [JsonStringEnumMemberName("2to10")]
    From2,

    /// <summary>10 to below 150 µg/g.</summary>
    [JsonStringEnumMemberName("10to150")]
    From10,

    /// <summary>150 µg/g or more.</summary>
    [JsonStringEnumMemberName("150orMore")]
    From150,
}

/// <summary>What is published about each band.</summary>
/// <remarks>
/// The risks are derived from the row totals of the NICE FIT study (D'Souza, Gut 2021, gutjnl-2020-321956; 9,822 symptomatic patients, about 329
/// cancers): they order patients, they are not one patient's chance. Methods are not harmonised: that study used HM-JACKarc, and OC-Sensor can read
/// differently at the same concentration (Godber, JCP 2018). Scores that need an individual risk (FAST, COLOFIT) are not used: they were trained on
/// one device and calibrate badly elsewhere, and some are published for non-commercial use only.
/// </remarks>
public static class FhbBands
{
    /// <summary>Every band, the most urgent first.</summary>
    public static IReadOnlyList<FhbBand> MostUrgentFirst { get; } = [FhbBand.From150, FhbBand.From10, FhbBand.From2, FhbBand.Below2];

    /// <summary>
    /// The band of a result. A limit counts for the highest band it allows (&lt;7 for 2 to below 10, >100 for 150 or more):
    /// what is not known never lowers urgency.
    /// </summary>
    /// <param name="value">The result; its comparator counts.</param>
    public static FhbBand Of(FaecalHaemoglobin value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Against(150m) is not ThresholdSide.Below ? FhbBand.From150
            : value.Against(10m) is not ThresholdSide.Below ? FhbBand.From10
            : value.Against(2m) is not ThresholdSide.Below ? FhbBand.From2
            : FhbBand.Below2;
    }

    /// <summary>
    /// Bowel cancers found among 10,000 patients of the band in the NICE FIT study, derived: 11 of 6,168; 18 of 1,788; 68 of 1,120; 232 of 746.
    /// </summary>
    /// <param name="band">The band.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band.</exception>
    public static int RiskPerTenThousand(this FhbBand band) => band switch
    {
        FhbBand.Below2 => 18,
        FhbBand.From2 => 100,
        FhbBand.From10 => 610,
        FhbBand.From150 => 3_110,
        _ => throw new ArgumentOutOfRangeException(nameof(band)),
    };

    /// <summary>The band's name without its unit, such as "10 to below 150".</summary>
    /// <param name="band">The band.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band.</exception>
    public static string Name(this FhbBand band) => band switch
    {
        FhbBand.Below2 => "below 2",
        FhbBand.From2 => "2 to below 10",
        FhbBand.From10 => "10 to below 150",
        FhbBand.From150 => "150 and above",
        _ => throw new ArgumentOutOfRangeException(nameof(band)),
    };

    /// <summary>The band in words, such as "10 to below 150 µg/g".</summary>
    /// <param name="band">The band.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such band.</exception>
    public static string Words(this FhbBand band) => band.Name() + " µg/g";
}
