using FitPipeline.Pathway.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests.Identity;

public sealed class UkMobileTests
{
    [Theory]
    [InlineData("07700900123")]
    [InlineData("07700 900123")]
    [InlineData("07700-900-123")]
    [InlineData("07700.900.123")]
    [InlineData("(07700) 900123")]
    [InlineData("+447700900123")]
    [InlineData("+44 7700 900 123")]
    [InlineData("00447700900123")]
    [InlineData("0044 7700 900123")]
    [InlineData("+44(0)7700900123")]
    [InlineData("+44 (0) 7700 900123")]
    [InlineData("0044 (0)7700 900123")]
    [InlineData("(+44) 7700 900123")]
    [InlineData("\t07700\u00A0900123 ")]
    public void Given_the_ways_a_mobile_is_written_when_read_then_they_are_one_number(string text)
    {
        Assert.True(UkMobile.TryParse(text, out UkMobile? mobile, out string? because), because);
        Assert.Equal("+447700900123", mobile.Value);
        Assert.Equal(UkMobile.Parse("+447700900123"), mobile);
    }

    [Fact]
    public void Given_an_isle_of_man_mobile_in_the_pager_range_when_read_then_it_is_a_mobile() =>
        Assert.Equal("+447624000000", UkMobile.Parse("07624 000000").Value);

    [Theory]
    [InlineData(null, "No mobile")]
    [InlineData("", "No mobile")]
    [InlineData("-", "No mobile")]
    [InlineData("+", "No mobile")]
    [InlineData("0191 498 0123", "landline")]
    [InlineData("+44 20 7946 0123", "landline")]
    [InlineData("0300 000 0000", "03 number")]
    [InlineData("0500 000000", "internet telephone")]
    [InlineData("0808 157 0123", "freephone")]
    [InlineData("0909 879 0123", "premium")]
    [InlineData("070 0000 0000", "personal number")]
    [InlineData("+44 70 0000 0000", "personal number")]
    [InlineData("07099 000000", "personal number")]
    [InlineData("07600 000000", "pager")]
    [InlineData("07623 000000", "pager")]
    [InlineData("+33 6 12 34 56 78", "another country")]
    [InlineData("0033 6 12 34 56 78", "another country")]
    [InlineData("+353 85 012 3456", "another country")]
    [InlineData("+1 202 555 0123", "another country")]
    [InlineData("07700 90012", "too few")]
    [InlineData("+44 7700 90012", "too few")]
    [InlineData("07624 00000", "too few")]
    [InlineData("07700 9001234", "too many")]
    [InlineData("07700 900123 07700 900124", "run together")]
    [InlineData("7700900123", "neither 0 nor +44")]
    [InlineData("447700900123", "neither 0 nor +44")]
    [InlineData("0400 000000", "no UK mobile range")]
    [InlineData("0600 000000", "no UK mobile range")]
    [InlineData("+44", "no UK mobile range")]
    [InlineData("0", "no UK mobile range")]
    [InlineData("٠٧٧٠٠٩٠٠١٢٣", "another script")]
    [InlineData("０７７００９００１２３", "another script")]
    [InlineData("07700 900123 (wife)", "letters")]
    [InlineData("07700 9OO123", "letters")]
    [InlineData("07700/900123", "no telephone number has")]
    [InlineData("\u202A07700900123", "no telephone number has")]
    [InlineData("07700+900123", "inside it")]
    [InlineData("++447700900123", "inside it")]
    public void Given_what_is_no_uk_mobile_when_read_then_it_is_refused_with_its_own_reason(string? text, string reason)
    {
        Assert.False(UkMobile.TryParse(text, out UkMobile? mobile, out string? because));
        Assert.Null(mobile);
        Assert.Contains(reason, because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_any_mobile_when_written_and_read_again_then_nothing_changes() =>
        Prop.ForAll(Mobile().ToArbitrary(), text =>
            UkMobile.Parse(text).Value == "+44" + text[1..]
            && UkMobile.Parse(UkMobile.Parse(text).Value) == UkMobile.Parse(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Given_a_mobile_with_a_digit_missing_or_added_when_read_then_it_is_refused() =>
        Prop.ForAll(Mobile().ToArbitrary(), text =>
            !UkMobile.TryParse(text[..^1], out _, out _)
            && !UkMobile.TryParse(text + "0", out _, out _)).QuickCheckThrowOnFailure();

    [Fact]
    public void Given_a_refused_number_when_told_why_then_the_number_is_not_repeated() =>
        Prop.ForAll(Gen.Choose(10_000, 999_999_999).ToArbitrary(), number =>
            UkMobile.TryParse($"0{number}", out _, out string? because)
            || !because.Contains($"{number}", StringComparison.Ordinal)).QuickCheckThrowOnFailure();

    [Fact]
    public void Given_a_mobile_when_turned_into_text_then_it_is_not_revealed() =>
        Assert.Equal("UkMobile", $"{UkMobile.Parse("07700900123")}");

    private static Gen<string> Mobile() =>
        from range in Gen.Elements("071", "072", "073", "074", "075", "077", "078", "079")
        from rest in Gen.Choose(0, 99_999_999)
        select $"{range}{rest:D8}";
}
