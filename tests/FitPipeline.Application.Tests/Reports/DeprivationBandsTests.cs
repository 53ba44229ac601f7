using FitPipeline.Application.Reports;

namespace FitPipeline.Application.Tests;

public sealed class DeprivationBandsTests
{
    [Theory]
    [InlineData("E01999001", "1, most deprived fifth")]
    [InlineData("E01999002", "1, most deprived fifth")]
    [InlineData("e01999003", "2")]
    [InlineData("E01999010", "5, least deprived fifth")]
    [InlineData("E01999011", null)]
    [InlineData(null, null)]
    public void Given_an_index_when_a_neighbourhood_is_looked_up_then_its_fifth_comes_or_nothing(string? lsoa, string? fifth)
    {
        DeprivationBands bands = DeprivationBands.Read(
            ["LSOA code (2021),Decile", .. Enumerable.Range(1, 10).Select(tenth => $"E01999{tenth:000}, {tenth}")]);
        Assert.Equal(fifth, bands.Of(lsoa));
    }

    [Theory]
    [InlineData("E01999001")]
    [InlineData("E01999001,11")]
    [InlineData("E01999001,0")]
    [InlineData("E0199900,3")]
    [InlineData("")]
    public void Given_a_damaged_index_when_it_is_read_then_its_line_is_named_and_nothing_is_counted_with_half_of_it(string line)
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => DeprivationBands.Read(["LSOA,Decile", "E01999002,2", line]));
        Assert.Contains("Line 3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_no_index_when_a_report_is_made_then_it_says_so_and_places_nobody()
    {
        Assert.Null(DeprivationBands.None.Of("E01008162"));
        Assert.Contains("No index of deprivation has been loaded", Assert.Single(DeprivationBands.None.Notes), StringComparison.Ordinal);
    }
}
