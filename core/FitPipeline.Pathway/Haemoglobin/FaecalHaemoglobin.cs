using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Haemoglobin;

/// <summary>
/// One faecal haemoglobin result: comparator, number, unit and analyser as one indivisible value. Taken apart, a &lt; has survived
/// the retraction of its number and attached itself to the next (senaite.core issue 1038).
/// </summary>
/// <remarks>
/// Equal when all four are. The order (<see cref="CompareTo"/>) is total: by <see cref="MicrogramsPerGram"/>, then by comparator
/// (below, at most, exactly, at least, above), then by analyser and unit so that only equals tie.
/// </remarks>
[JsonConverter(typeof(FaecalHaemoglobinConverter))]
[SuppressMessage(
    "Design",
    "CA1036:Override methods on comparable types",
    Justification = "An operator would read as a comparison of concentrations, which <7 and >400 do not allow; Against decides, the order only sorts.")]
public sealed record FaecalHaemoglobin : IComparable<FaecalHaemoglobin>
{
    /// <summary>
    /// The most a result can be, in µg/g: beyond 200,000 the antigen excess (hook effect) sets in, so such a number is an error of
    /// transmission. Source: Alpha Laboratories, HM-JACKarc.
    /// </summary>
    public const decimal MostMicrogramsPerGram = 200_000m;

    // With the factor's two places and seven places before the point this stays within the 28 digits decimal keeps exactly.
    private const int MostDecimalPlaces = 18;

    private FaecalHaemoglobin(Comparator comparator, decimal number, HaemoglobinUnit unit, Analyser analyser, decimal microgramsPerGram)
    {
        Comparator = comparator;
        Number = number;
        Unit = unit;
        Analyser = analyser;
        MicrogramsPerGram = microgramsPerGram;
    }

    /// <summary>How the number stands to the concentration.</summary>
    public Comparator Comparator { get; }

    /// <summary>The number as reported, decimal places kept, in <see cref="Unit"/>.</summary>
    public decimal Number { get; }

    /// <summary>The unit as reported.</summary>
    public HaemoglobinUnit Unit { get; }

    /// <summary>The analyser that reported it.</summary>
    public Analyser Analyser { get; }

    /// <summary>The number in µg Hb/g faeces, converted with the analyser's factor and never rounded; <see cref="Comparator"/> applies to it.</summary>
    public decimal MicrogramsPerGram { get; }

    /// <summary>Whether this is a limit, or a number beyond what the analyser measures undiluted, and so no measurement to do sums with.</summary>
    public bool OutsideMeasuringRange =>
        Comparator != Comparator.Exactly
        || MicrogramsPerGram < Analyser.LowestReported
        || MicrogramsPerGram > Analyser.HighestReported;

    /// <summary>
    /// The least the concentration can be, in µg/g; null for &lt; and &lt;=, which leave it open. At or above a threshold
    /// (<see cref="Against"/>) is exactly whatever is at least that.
    /// </summary>
    public decimal? AtLeastMicrogramsPerGram => Comparator is Comparator.Below or Comparator.AtMost ? null : MicrogramsPerGram;

    /// <summary>The result in words, such as "&lt;7 µg/g (HM-JACKarc)" or "50 ng/mL = 10.0 µg/g (OC-Sensor)".</summary>
    public string Words => Unit == HaemoglobinUnit.MicrogramsPerGram
        ? string.Create(CultureInfo.InvariantCulture, $"{Comparator.ToText()}{Number} µg/g ({Analyser.Name})")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Comparator.ToText()}{Number} ng/mL = {Comparator.ToText()}{MicrogramsPerGram} µg/g ({Analyser.Name})");

    /// <summary>Makes a result of what was reported.</summary>
    /// <param name="comparator">The comparator.</param>
    /// <param name="number">The number, 0 or more.</param>
    /// <param name="unit">The unit of the number.</param>
    /// <param name="analyser">The analyser that reported it.</param>
    /// <param name="value">The result, when it can be one.</param>
    /// <param name="because">Otherwise why it cannot.</param>
    public static bool TryCreate(
        Comparator comparator,
        decimal number,
        HaemoglobinUnit unit,
        Analyser analyser,
        [NotNullWhen(true)] out FaecalHaemoglobin? value,
        [NotNullWhen(false)] out string? because)
    {
        ArgumentNullException.ThrowIfNull(analyser);
        value = null;
        because = (comparator, unit) switch
        {
            ( < Comparator.Exactly or > Comparator.AtLeast, _) => "The result's sign is none of <, <=, > and >=; ask the laboratory.",
            (_, not (HaemoglobinUnit.MicrogramsPerGram or HaemoglobinUnit.NanogramsPerMillilitre)) =>
                "The result's unit is neither µg/g nor ng/mL; ask the laboratory.",
            _ when number < 0m => "The result is less than zero, which no analyser reports; ask the laboratory.",
            (Comparator.Below, _) when number == 0m => "The result says less than zero, which no analyser reports; ask the laboratory.",
            _ when number.Scale > MostDecimalPlaces => "The result has more decimal places than any analyser reports; ask the laboratory.",
            _ => null,
        };
        if (because is not null)
        {
            return false;
        }

        decimal microgramsPerGram = unit == HaemoglobinUnit.MicrogramsPerGram
            ? number
            : number * analyser.MicrogramsPerGramPerNanogramPerMillilitre;
        if (microgramsPerGram > MostMicrogramsPerGram)
        {
            because = "The result is more than 200,000 µg/g, which no analyser can measure; ask the laboratory.";
            return false;
        }

        value = new FaecalHaemoglobin(comparator, number, unit, analyser, microgramsPerGram);
        return true;
    }

    /// <summary>
    /// Where the result stands to an inclusive threshold (NICE: "at least 10"), on the raw number and its comparator: 9.999 is below
    /// 10, &lt;10 is below, 10.0 is at it, >=10 is at or above; &lt;20, &lt;=10 and >9.9 could be either.
    /// </summary>
    /// <param name="threshold">The threshold in µg/g; from the policy.</param>
    public ThresholdSide Against(decimal threshold) => Comparator switch
    {
        Comparator.Exactly => MicrogramsPerGram >= threshold ? ThresholdSide.AtOrAbove : ThresholdSide.Below,
        Comparator.Below => MicrogramsPerGram <= threshold ? ThresholdSide.Below : ThresholdSide.Undecided,
        Comparator.AtMost => MicrogramsPerGram < threshold ? ThresholdSide.Below : ThresholdSide.Undecided,
        _ => MicrogramsPerGram >= threshold ? ThresholdSide.AtOrAbove : ThresholdSide.Undecided,
    };

    /// <summary>The higher of two results by the total order, whichever way round they are given.</summary>
    /// <param name="a">One result.</param>
    /// <param name="b">The other.</param>
    /// <remarks>
    /// Among results that are each decided against a threshold, the higher is at or above it whenever either is. An undecided one breaks
    /// this: 8 is "higher" than >5, yet >5 leaves 10 open; &lt;20 is "higher" than 12, yet 12 is at or above 10. No order of values can
    /// serve every threshold, so a rule asks <see cref="Against"/> of each result first and lets an undecided one count only once a
    /// person has looked.
    /// </remarks>
    public static FaecalHaemoglobin Higher(FaecalHaemoglobin a, FaecalHaemoglobin b)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a.CompareTo(b) >= 0 ? a : b;
    }

    /// <summary>Compares by µg/g, then comparator, then analyser and unit; every result comes after null.</summary>
    /// <param name="other">The other result.</param>
    public int CompareTo(FaecalHaemoglobin? other)
    {
        if (other is null)
        {
            return 1;
        }

        int order = MicrogramsPerGram.CompareTo(other.MicrogramsPerGram);
        order = order != 0 ? order : Rank(Comparator).CompareTo(Rank(other.Comparator));
        order = order != 0 ? order : string.CompareOrdinal(Analyser.Code, other.Analyser.Code);
        return order != 0 ? order : Unit.CompareTo(other.Unit);
    }

    /// <summary>The result in words.</summary>
    public override string ToString() => Words;

    private static int Rank(Comparator comparator) => comparator switch
    {
        Comparator.Below => 0,
        Comparator.AtMost => 1,
        Comparator.Exactly => 2,
        Comparator.AtLeast => 3,
        _ => 4,
    };
}
