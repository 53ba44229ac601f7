using FitPipeline.Pathway.Haemoglobin;
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
    public void Given_two_decided_results_when_either_is_at_or_above_the_threshold_then_so_is_the_higher() =>
        Prop.ForAll(Results.Any().ToArbitrary(), Results.Any().ToArbitrary(), Results.Numbers().ToArbitrary(), (a, b, threshold) =>
        {
            ThresholdSide[] sides = [a.Against(threshold), b.Against(threshold)];
            ThresholdSide higher = FaecalHaemoglobin.Higher(a, b).Against(threshold);
            return sides.Contains(ThresholdSide.Undecided)
                || higher == (sides.Contains(ThresholdSide.AtOrAbove) ? ThresholdSide.AtOrAbove : ThresholdSide.Below);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Theory]
    [InlineData(">5", "8", ThresholdSide.Undecided, ThresholdSide.Below)]
    [InlineData("12", "<20", ThresholdSide.AtOrAbove, ThresholdSide.Undecided)]
    public void Given_an_undecided_result_when_only_the_higher_is_held_against_10_then_it_does_not_speak_for_both(
        string lower, string higher, ThresholdSide ofLower, ThresholdSide ofHigher)
    {
        Assert.Equal(ofLower, Reported(lower).Against(10m));
        Assert.Equal(ofHigher, FaecalHaemoglobin.Higher(Reported(lower), Reported(higher)).Against(10m));
    }

    [Fact]
    public void Given_no_other_result_when_compared_then_a_result_comes_after_nothing() =>
        Assert.True(Reported("<7").CompareTo(null) > 0);

    private static FaecalHaemoglobin Reported(string text) =>
        Results.Reported(text, HaemoglobinUnit.MicrogramsPerGram, Analysers.HmJackarc);
}
