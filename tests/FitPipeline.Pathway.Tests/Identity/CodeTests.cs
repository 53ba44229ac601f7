using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Tests.Identity;

public sealed class CodeTests
{
    [Theory]
    [InlineData("RR7", "RR7")]
    [InlineData("A99001", "A99001")]
    [InlineData(" A99001\t", "A99001")]
    [InlineData("ABCDE12345", "ABCDE12345")]
    public void Given_an_ods_code_when_read_then_only_the_spaces_around_it_go(string text, string value)
    {
        Assert.True(OdsCode.TryParse(text, out OdsCode? code, out _));
        Assert.Equal(value, code.Value);
        Assert.Equal(value, code.ToString());
        Assert.Equal(OdsCode.Parse(value), code);
    }

    [Theory]
    [InlineData(null, "No ODS code")]
    [InlineData("  ", "No ODS code")]
    [InlineData("A9", "too short")]
    [InlineData("ABCDE123456", "too long")]
    [InlineData("a99001", "small letters")]
    [InlineData("A99 001", "other than")]
    [InlineData("A99-01", "other than")]
    [InlineData("A９9001", "other than")]
    [InlineData("Å99001", "other than")]
    public void Given_a_wrong_ods_code_when_read_then_it_is_refused_with_its_own_reason(string? text, string reason)
    {
        Assert.False(OdsCode.TryParse(text, out OdsCode? code, out string? because));
        Assert.Null(code);
        Assert.Contains(reason, because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ABC123")]
    [InlineData("FIT-7K2M9Q")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789-XY")]
    public void Given_a_barcode_when_read_then_it_is_kept_exactly(string text)
    {
        Assert.True(KitId.TryParse(text, out KitId? kit, out _));
        Assert.Equal(text, kit.Value);
        Assert.Equal(text, kit.ToString());
    }

    [Theory]
    [InlineData(null, "No kit barcode")]
    [InlineData(" ", "No kit barcode")]
    [InlineData("ABC12", "too short")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789-XYZ", "too long")]
    [InlineData("fit-7k2m9q", "small letters")]
    [InlineData(" FIT-7K2M9Q", "a space")]
    [InlineData("FIT 7K2M9Q", "a space")]
    [InlineData("FIT-7K2M9Q\r", "other than")]
    [InlineData("FIT/7K2M9Q", "other than")]
    [InlineData("FIT-7K2M9\u00D6", "other than")]
    [InlineData("FIT–7K2M9Q", "other than")]
    public void Given_a_wrong_barcode_when_read_then_nothing_is_mended(string? text, string reason)
    {
        Assert.False(KitId.TryParse(text, out KitId? kit, out string? because));
        Assert.Null(kit);
        Assert.Contains(reason, because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_wrong_stored_codes_when_parsed_then_they_are_format_exceptions()
    {
        Assert.Throws<FormatException>(() => OdsCode.Parse("a99001"));
        Assert.Throws<FormatException>(() => KitId.Parse("short"));
        Assert.Throws<FormatException>(() => SnomedCode.Parse("1049361000000100"));
        Assert.Throws<FormatException>(() => JourneyId.Parse("j-1"));
    }
}
