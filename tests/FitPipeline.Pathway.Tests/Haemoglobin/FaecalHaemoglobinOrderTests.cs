using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests.Haemoglobin;

public sealed class FaecalHaemoglobinOrderTests
{
    [Theory]
    [InlineData("9.9", "10")]
    [InlineData("<7", "7")]
    [InlineData("<7", "<=7")]
    [InlineData("<=7", "7")]
    [InlineData("7", ">=7")]
    [InlineData(">=7", ">7")]
    [InlineData("400", ">400")]
    [InlineData(">400", "401")]
    [InlineData("12", "<20")]
    [InlineData(">5", "8")]
    public void Given_two_results_when_compared_then_the_number_counts_before_the_comparator(string lower, string higher)
    {
        FaecalHaemoglobin low = Reported(lower);
        FaecalHaemoglobin high = Reported(higher);
        Assert.True(low.CompareTo(high) < 0);
        Assert.Same(high, FaecalHaemoglobin.Higher(low, high));
        Assert.Same(high, FaecalHaemoglobin.Higher(high, low));
    }

    [Fact]
    public void Given_an_oc_sensors_50_nanograms_and_a_jackarcs_9_micrograms_when_compared_then_both_are_in_micrograms_per_gram()
    {
        FaecalHaemoglobin nanograms = Results.Reported("50", HaemoglobinUnit.NanogramsPerMillilitre, Analysers.OcSensor);
        Assert.True(nanograms.CompareTo(Reported("9")) > 0);
        Assert.True(nanograms.CompareTo(Reported("11")) < 0);
    }

    [Fact]
    public void Given_the_same_concentration_in_another_unit_or_by_another_analyser_when_compared_then_the_order_still_tells_them_apart()
    {
        FaecalHaemoglobin grams = Reported("10");
        FaecalHaemoglobin millilitres = Results.Reported("10", HaemoglobinUnit.NanogramsPerMillilitre, Analysers.HmJackarc);
        FaecalHaemoglobin sensor = Results.Reported("10", HaemoglobinUnit.MicrogramsPerGram, Analysers.OcSensor);
        Assert.Equal([grams, millilitres, sensor], new[] { sensor, millilitres, grams }.Order());
    }

    [Fact]
    public void Given_any_two_results_when_compared_then_the_order_is_the_other_way_round_from_the_other_side_and_ties_are_equals() =>
        Prop.ForAll(Results.Any().ToArbitrary(), Results.Any().ToArbitrary(), (a, b) =>
            Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
            && (a.CompareTo(b) == 0) == a.Equals(b)
            && FaecalHaemoglobin.Higher(a, b).Equals(FaecalHaemoglobin.Higher(b, a))
            && FaecalHaemoglobin.Higher(a, b).CompareTo(a) >= 0).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    [Fact]
    public void Given_any_three_results_when_compared_then_the_order_carries_through() =>
        Prop.ForAll(Results.Any().ToArbitrary(), Results.Any().ToArbitrary(), Results.Any().ToArbitrary(), (a, b, c) =>
            !(a.CompareTo(b) <= 0 && b.CompareTo(c) <= 0) || a.CompareTo(c) <= 0).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    [Fact]
    public void Given_any_measurement_when_a_higher_one_exists_then_the_higher_one_is_never_on_a_lower_side() =>
        Prop.ForAll(Measurements(), Measurements(), Results.Numbers().ToArbitrary(), (a, b, threshold) =>
            FaecalHaemoglobin.Higher(a, b).Against(threshold) == ThresholdSide.AtOrAbove
            == (a.Against(threshold) == ThresholdSide.AtOrAbove || b.Against(threshold) == ThresholdSide.AtOrAbove))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Given_no_other_result_when_compared_then_a_result_comes_after_nothing() =>
        Assert.True(Reported("<7").CompareTo(null) > 0);

    private static FaecalHaemoglobin Reported(string text) =>
        Results.Reported(text, HaemoglobinUnit.MicrogramsPerGram, Analysers.HmJackarc);

    private static Arbitrary<FaecalHaemoglobin> Measurements() =>
        Results.Any().Where(value => value.Comparator == Comparator.Exactly).ToArbitrary();
}
