using FitPipeline.Pathway.Haemoglobin;
using FsCheck;
using FsCheck.Fluent;
using static FitPipeline.Pathway.Haemoglobin.Comparator;
using static FitPipeline.Pathway.Haemoglobin.HaemoglobinUnit;

namespace FitPipeline.Pathway.Tests.Haemoglobin;

public sealed class FaecalHaemoglobinTests
{
    [Theory]
    [InlineData("10.0", ThresholdSide.AtOrAbove)]
    [InlineData("10", ThresholdSide.AtOrAbove)]
    [InlineData("10.0000000000000001", ThresholdSide.AtOrAbove)]
    [InlineData("9.999", ThresholdSide.Below)]
    [InlineData("9.96", ThresholdSide.Below)]
    [InlineData("9.999999999999999999", ThresholdSide.Below)]
    [InlineData("0", ThresholdSide.Below)]
    [InlineData("400", ThresholdSide.AtOrAbove)]
    [InlineData("<7", ThresholdSide.Below)]
    [InlineData("<10", ThresholdSide.Below)]
    [InlineData("<10.1", ThresholdSide.Undecided)]
    [InlineData("<20", ThresholdSide.Undecided)]
    [InlineData("<=9.9", ThresholdSide.Below)]
    [InlineData("<=10", ThresholdSide.Undecided)]
    [InlineData("<=20", ThresholdSide.Undecided)]
    [InlineData(">5", ThresholdSide.Undecided)]
    [InlineData(">9.9", ThresholdSide.Undecided)]
    [InlineData(">=9.9", ThresholdSide.Undecided)]
    [InlineData(">=10", ThresholdSide.AtOrAbove)]
    [InlineData(">10", ThresholdSide.AtOrAbove)]
    [InlineData(">400", ThresholdSide.AtOrAbove)]
    public void Given_a_result_when_held_against_10_then_only_what_is_certain_is_decided(string text, ThresholdSide side) =>
        Assert.Equal(side, Reported(text).Against(10m));

    [Theory]
    [InlineData("50", "10.0", ThresholdSide.AtOrAbove)]
    [InlineData("49.9", "9.98", ThresholdSide.Below)]
    [InlineData("49.99999", "9.999998", ThresholdSide.Below)]
    [InlineData("<50", "10.0", ThresholdSide.Below)]
    [InlineData("<=50", "10.0", ThresholdSide.Undecided)]
    [InlineData("<10", "2.0", ThresholdSide.Below)]
    [InlineData(">1000", "200.0", ThresholdSide.AtOrAbove)]
    public void Given_nanograms_of_an_oc_sensor_when_held_against_10_then_they_count_a_fifth(string text, string microgramsPerGram, ThresholdSide side)
    {
        FaecalHaemoglobin value = Reported(text, NanogramsPerMillilitre, Analysers.OcSensor);
        Assert.Equal(microgramsPerGram, value.MicrogramsPerGram.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(side, value.Against(10m));
    }

    [Fact]
    public void Given_any_result_when_the_threshold_rises_then_it_never_moves_up() =>
        Prop.ForAll(Results.Any().ToArbitrary(), Thresholds(), Thresholds(), (value, one, other) =>
        {
            (decimal lower, decimal higher) = (Math.Min(one, other), Math.Max(one, other));
            return Height(value.Against(higher)) <= Height(value.Against(lower));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Given_any_result_when_it_is_at_least_a_threshold_then_it_is_exactly_one_that_is_at_or_above_it() =>
        Prop.ForAll(Results.Any().ToArbitrary(), Thresholds(), (value, threshold) =>
            (value.AtLeastMicrogramsPerGram >= threshold) == (value.Against(threshold) is ThresholdSide.AtOrAbove))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Given_any_result_when_held_against_a_threshold_then_it_decides_exactly_what_every_possible_truth_agrees_on() =>
        Prop.ForAll(Results.Any().ToArbitrary(), Thresholds(), (value, threshold) =>
        {
            decimal[] near = [0m, value.MicrogramsPerGram, threshold, 1_000_000m];
            const decimal Step = 0.0000000001m;
            bool[] sides = [.. near
                .SelectMany(at => new[] { at - Step, at, at + Step })
                .Where(truth => truth >= 0m && Allows(value, truth))
                .Select(truth => truth >= threshold)
                .Distinct()];
            ThresholdSide expected = sides switch
            {
                [true] => ThresholdSide.AtOrAbove,
                [false] => ThresholdSide.Below,
                _ => ThresholdSide.Undecided,
            };
            return value.Against(threshold) == expected;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Given_a_result_when_held_against_a_threshold_then_no_memory_is_taken()
    {
        FaecalHaemoglobin value = Reported("<7");
        int above = 0;
        Count();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Count();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, above);

        void Count()
        {
            for (int i = 0; i < 1_000; i++)
            {
                above += value.Against(10m) == ThresholdSide.AtOrAbove ? 1 : 0;
            }
        }
    }

    [Theory]
    [InlineData(Exactly, "-0.1", MicrogramsPerGram, "less than zero")]
    [InlineData(Below, "0", MicrogramsPerGram, "less than zero")]
    [InlineData(Exactly, "200000.1", MicrogramsPerGram, "200,000")]
    [InlineData(Above, "200001", MicrogramsPerGram, "200,000")]
    [InlineData(Exactly, "1000001", NanogramsPerMillilitre, "200,000")]
    [InlineData(Exactly, "79228162514264337593543950335", NanogramsPerMillilitre, "200,000")]
    [InlineData(Exactly, "9.9999999999999999999", MicrogramsPerGram, "decimal places")]
    [InlineData((Comparator)5, "7", MicrogramsPerGram, "sign")]
    [InlineData((Comparator)(-1), "7", MicrogramsPerGram, "sign")]
    [InlineData(Exactly, "7", (HaemoglobinUnit)2, "unit")]
    public void Given_what_no_analyser_reports_when_made_then_it_is_refused_with_a_reason(
        Comparator comparator, string number, HaemoglobinUnit unit, string reason)
    {
        Assert.False(FaecalHaemoglobin.TryCreate(
            comparator,
            decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture),
            unit,
            Analysers.OcSensor,
            out FaecalHaemoglobin? value,
            out string? because));
        Assert.Null(value);
        Assert.Contains(reason, because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_the_most_a_result_can_be_when_made_then_it_is_a_result() =>
        Assert.Equal(FaecalHaemoglobin.MostMicrogramsPerGram, Reported(">200000").MicrogramsPerGram);

    [Fact]
    public void Given_no_analyser_when_made_then_it_is_a_fault_of_the_caller() =>
        Assert.Throws<ArgumentNullException>(() => FaecalHaemoglobin.TryCreate(Exactly, 7m, MicrogramsPerGram, null!, out _, out _));

    [Fact]
    public void Given_any_result_when_converted_then_nothing_is_rounded() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 18).ToArbitrary(), Gen.Elements(Analysers.All.ToArray()).ToArbitrary(), (digits, places, analyser) =>
        {
            decimal number = new(digits, 0, 0, isNegative: false, (byte)places);
            if (!FaecalHaemoglobin.TryCreate(Exactly, number, NanogramsPerMillilitre, analyser, out FaecalHaemoglobin? value, out _))
            {
                return number * analyser.MicrogramsPerGramPerNanogramPerMillilitre > FaecalHaemoglobin.MostMicrogramsPerGram;
            }

            // In whole numbers: the factor in hundredths, both sides scaled to the same power of ten.
            System.Numerics.BigInteger exact = new System.Numerics.BigInteger(digits) * (int)(analyser.MicrogramsPerGramPerNanogramPerMillilitre * 100m);
            return new System.Numerics.BigInteger(value.MicrogramsPerGram * Power(places)) == exact / 100
                && (value.MicrogramsPerGram * Power(places) * 100m) == (decimal)exact
                && value.Number.Scale == places;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData("<7", false, "hm-jackarc", true)]
    [InlineData(">400", false, "hm-jackarc", true)]
    [InlineData("7", false, "hm-jackarc", false)]
    [InlineData("6.9", false, "hm-jackarc", true)]
    [InlineData("400", false, "hm-jackarc", false)]
    [InlineData("400.1", false, "hm-jackarc", true)]
    [InlineData("1000", true, "oc-sensor", false)]
    [InlineData("1001", true, "oc-sensor", true)]
    [InlineData("9", true, "oc-sensor", true)]
    public void Given_a_result_when_asked_then_a_limit_or_a_number_off_the_scale_is_outside_the_measuring_range(
        string text, bool nanograms, string analyser, bool outside)
    {
        Assert.True(Analysers.TryFind(analyser, out Analyser? found));
        Assert.Equal(outside, Reported(text, nanograms ? NanogramsPerMillilitre : MicrogramsPerGram, found).OutsideMeasuringRange);
    }

    [Theory]
    [InlineData("<7", false, "hm-jackarc", "<7 µg/g (HM-JACKarc)")]
    [InlineData(">400", false, "hm-jackarc", ">400 µg/g (HM-JACKarc)")]
    [InlineData("10.0", false, "hm-jackarc", "10.0 µg/g (HM-JACKarc)")]
    [InlineData("50", true, "oc-sensor", "50 ng/mL = 10.0 µg/g (OC-Sensor)")]
    [InlineData("≥1000", true, "oc-sensor", ">=1000 ng/mL = >=200.0 µg/g (OC-Sensor)")]
    public void Given_a_result_when_put_in_words_then_sign_unit_and_analyser_stay_together(string text, bool nanograms, string analyser, string words)
    {
        Assert.True(Analysers.TryFind(analyser, out Analyser? found));
        FaecalHaemoglobin value = Reported(text, nanograms ? NanogramsPerMillilitre : MicrogramsPerGram, found);
        Assert.Equal(words, value.Words);
        Assert.Equal(words, value.ToString());
    }

    private static FaecalHaemoglobin Reported(string text, HaemoglobinUnit unit = MicrogramsPerGram, Analyser? analyser = null) =>
        Results.Reported(text, unit, analyser ?? Analysers.HmJackarc);

    private static Arbitrary<decimal> Thresholds() => Results.Numbers().ToArbitrary();

    /// <summary>Whether a true concentration fits what was reported.</summary>
    private static bool Allows(FaecalHaemoglobin value, decimal truth) => value.Comparator switch
    {
        Exactly => truth == value.MicrogramsPerGram,
        Below => truth < value.MicrogramsPerGram,
        AtMost => truth <= value.MicrogramsPerGram,
        Above => truth > value.MicrogramsPerGram,
        _ => truth >= value.MicrogramsPerGram,
    };

    private static int Height(ThresholdSide side) => side switch
    {
        ThresholdSide.Below => 0,
        ThresholdSide.Undecided => 1,
        _ => 2,
    };

    private static decimal Power(int places)
    {
        decimal power = 1m;
        for (int i = 0; i < places; i++)
        {
            power *= 10m;
        }

        return power;
    }
}
