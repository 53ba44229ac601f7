using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Haemoglobin;

namespace FitPipeline.Pathway.Tests;

public sealed class FhbBandTests
{
    [Theory]
    [InlineData("0", FhbBand.Below2)]
    [InlineData("1.99", FhbBand.Below2)]
    [InlineData("2", FhbBand.From2)]
    [InlineData("9.999", FhbBand.From2)]
    [InlineData("10", FhbBand.From10)]
    [InlineData("10.0", FhbBand.From10)]
    [InlineData("149.9", FhbBand.From10)]
    [InlineData("150", FhbBand.From150)]
    [InlineData("69800", FhbBand.From150)]
    public void Given_a_measurement_when_banded_then_the_lower_edge_belongs_to_the_band(string value, FhbBand band) =>
        Assert.Equal(band, FhbBands.Of(Fhb.Of(value)));

    [Theory]
    [InlineData("<2", FhbBand.Below2)]
    [InlineData("<=2", FhbBand.From2)]
    [InlineData("<4", FhbBand.From2)]
    [InlineData("<7", FhbBand.From2)]
    [InlineData("<10", FhbBand.From2)]
    [InlineData("<=10", FhbBand.From10)]
    [InlineData("<20", FhbBand.From10)]
    [InlineData(">=10", FhbBand.From150)]
    [InlineData(">100", FhbBand.From150)]
    [InlineData(">200", FhbBand.From150)]
    [InlineData(">400", FhbBand.From150)]
    public void Given_a_limit_when_banded_then_it_counts_for_the_highest_band_it_allows(string value, FhbBand band) =>
        Assert.Equal(band, FhbBands.Of(Fhb.Of(value)));

    [Fact]
    public void Given_nanograms_when_banded_then_the_analyser_s_own_factor_counts()
    {
        Assert.Equal(FhbBand.From10, FhbBands.Of(Fhb.Of("50", Analysers.OcSensor, HaemoglobinUnit.NanogramsPerMillilitre)));
        Assert.Equal(FhbBand.From2, FhbBands.Of(Fhb.Of("49", Analysers.OcSensor, HaemoglobinUnit.NanogramsPerMillilitre)));
    }

    [Theory]
    [InlineData(FhbBand.Below2, 11, 6_168)]
    [InlineData(FhbBand.From2, 18, 1_788)]
    [InlineData(FhbBand.From10, 68, 1_120)]
    [InlineData(FhbBand.From150, 232, 746)]
    public void Given_the_study_s_counts_when_the_risk_is_read_then_it_is_theirs_to_the_published_rounding(FhbBand band, int cancers, int patients) =>
        Assert.InRange(band.RiskPerTenThousand() / (10_000m * cancers / patients), 0.99m, 1.01m);
}
