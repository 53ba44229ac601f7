using System.Diagnostics.CodeAnalysis;

namespace FitPipeline.Pathway.Haemoglobin;

/// <summary>The analysers whose numbers can be understood. Another one's result goes to a person; nothing is guessed.</summary>
public static class Analysers
{
    /// <summary>
    /// HM-JACKarc (Minaris, Alpha Laboratories). Factor 1.0: 2 mg in 2.0 mL (doi 10.1177/0004563220976749). Reports 7 to 400 µg/g,
    /// limit of detection 0.6 (Alpha Laboratories).
    /// </summary>
    public static Analyser HmJackarc { get; } = new("hm-jackarc", "HM-JACKarc", 1.0m, 7m, 400m, recommendedByNice: true, needsSignOff: false);

    /// <summary>
    /// OC-Sensor (Eiken; iO, DIANA, PLEDIA). Factor 0.2: 10 mg in 2.0 mL, 50 ng/mL is 10 µg/g (fit-screening.de). Reports about 2 (some
    /// laboratories 4) to 200 µg/g, beyond that by dilution in thousands (69,800 seen in UK data, Oxford and Nottingham).
    /// </summary>
    public static Analyser OcSensor { get; } = new("oc-sensor", "OC-Sensor", 0.2m, 2m, 200m, recommendedByNice: true, needsSignOff: false);

    /// <summary>
    /// FOB Gold (Sentinel; SENTiFIT). Research only under NICE. Needs clinical sign-off: the factor 0.17 (10 mg in 1.7 mL) and the range of
    /// about 2 to 170 µg/g are general knowledge without a source read.
    /// </summary>
    public static Analyser FobGold { get; } = new("fob-gold", "FOB Gold", 0.17m, 2m, 170m, recommendedByNice: false, needsSignOff: true);

    /// <summary>
    /// NS-Prime (Alfresa). Research only under NICE. Needs clinical sign-off: the factor 0.19 (10 mg in 1.9 mL) and the range of about 4 to
    /// 240 µg/g are general knowledge without a source read.
    /// </summary>
    public static Analyser NsPrime { get; } = new("ns-prime", "NS-Prime", 0.19m, 4m, 240m, recommendedByNice: false, needsSignOff: true);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Analyser> All { get; } = [HmJackarc, OcSensor, FobGold, NsPrime];

    /// <summary>Finds an analyser by its code.</summary>
    /// <param name="code">The exact code, such as hm-jackarc; what a laboratory calls its machine is mapped to it by the laboratory's profile.</param>
    /// <param name="analyser">The analyser, when known.</param>
    public static bool TryFind(string? code, [NotNullWhen(true)] out Analyser? analyser)
    {
        analyser = code switch
        {
            "hm-jackarc" => HmJackarc,
            "oc-sensor" => OcSensor,
            "fob-gold" => FobGold,
            "ns-prime" => NsPrime,
            _ => null,
        };
        return analyser is not null;
    }
}
