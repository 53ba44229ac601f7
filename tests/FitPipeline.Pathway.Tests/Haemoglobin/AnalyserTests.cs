using FitPipeline.Pathway.Haemoglobin;

namespace FitPipeline.Pathway.Tests.Haemoglobin;

public sealed class AnalyserTests
{
    [Theory]
    [InlineData("hm-jackarc", "HM-JACKarc", "1.0", 7, 400, true, false)]
    [InlineData("oc-sensor", "OC-Sensor", "0.2", 2, 200, true, false)]
    [InlineData("fob-gold", "FOB Gold", "0.17", 2, 170, false, true)]
    [InlineData("ns-prime", "NS-Prime", "0.19", 4, 240, false, true)]
    public void Given_a_code_when_looked_up_then_the_analyser_has_the_facts_of_its_source(
        string code, string name, string factor, int lowest, int highest, bool recommended, bool needsSignOff)
    {
        Assert.True(Analysers.TryFind(code, out Analyser? analyser));
        Assert.Equal(code, analyser.Code);
        Assert.Equal(name, analyser.Name);
        Assert.Equal(decimal.Parse(factor, System.Globalization.CultureInfo.InvariantCulture), analyser.MicrogramsPerGramPerNanogramPerMillilitre);
        Assert.Equal((lowest, highest), (analyser.LowestReported, analyser.HighestReported));
        Assert.Equal(recommended, analyser.RecommendedByNice);
        Assert.Equal(needsSignOff, analyser.NeedsSignOff);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("HM-JACKARC")]
    [InlineData("HM-JACKarc")]
    [InlineData("quikread")]
    public void Given_another_code_when_looked_up_then_there_is_no_analyser(string? code) =>
        Assert.False(Analysers.TryFind(code, out _));

    [Fact]
    public void Given_all_analysers_when_listed_then_each_is_found_by_its_own_code_and_measures_a_range()
    {
        Assert.Equal(4, Analysers.All.Count);
        Assert.All(Analysers.All, analyser =>
        {
            Assert.True(Analysers.TryFind(analyser.Code, out Analyser? found));
            Assert.Same(analyser, found);
            Assert.True(analyser.LowestReported < 10m && analyser.HighestReported > 10m);
        });
    }

    [Fact]
    public void Given_an_analyser_that_nice_does_not_recommend_when_listed_then_its_numbers_await_sign_off() =>
        Assert.All(Analysers.All.Where(analyser => !analyser.RecommendedByNice), analyser => Assert.True(analyser.NeedsSignOff));
}
