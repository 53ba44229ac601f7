using FitPipeline.Pathway.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests.Identity;

public sealed class SnomedCodeTests
{
    [Theory]
    [InlineData("1049361000000101")]
    [InlineData("1049371000000108")]
    [InlineData("149421000000109")]
    [InlineData("149441000000102")]
    [InlineData("71711000112103")]
    [InlineData("59614000")]
    [InlineData("167667006")]
    [InlineData("281268007")]
    [InlineData("373880007")]
    [InlineData("384281000000108")]
    [InlineData("721981007")]
    [InlineData("73761001")]
    [InlineData(" 73761001 ")]
    public void Given_a_code_of_the_pathway_when_read_then_it_is_a_concept(string text)
    {
        Assert.True(SnomedCode.TryParse(text, out SnomedCode? code, out string? because), because);
        Assert.Equal(text.Trim(), code.Value);
        Assert.Equal(text.Trim(), code.ToString());
        Assert.True(code.IsConcept);
    }

    [Theory]
    [InlineData("10000")]
    [InlineData("99999999100000010")]
    public void Given_the_shortest_and_the_longest_code_when_read_then_exactly_one_check_digit_fits(string stem) =>
        Assert.Single(WithEachCheckDigit(stem), text => SnomedCode.TryParse(text, out _, out _));

    [Fact]
    public void Given_a_description_when_read_then_it_is_no_concept() =>
        Assert.False(SnomedCode.Parse("37436014").IsConcept);

    [Theory]
    [InlineData(null, "No SNOMED CT code")]
    [InlineData(" ", "No SNOMED CT code")]
    [InlineData("1049361000000100", "check digit")]
    [InlineData("10493610000001010", "check digit")]
    [InlineData("12345", "too short")]
    [InlineData("1049361000000101049", "too long")]
    [InlineData("073761001", "begins with a zero")]
    [InlineData("7376100l", "other than the digits")]
    [InlineData("-73761001", "other than the digits")]
    [InlineData("7376100١", "other than the digits")]
    [InlineData("7376 1001", "other than the digits")]
    public void Given_a_wrong_code_when_read_then_it_is_refused_with_its_own_reason(string? text, string reason)
    {
        Assert.False(SnomedCode.TryParse(text, out SnomedCode? code, out string? because));
        Assert.Null(code);
        Assert.Contains(reason, because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_any_partition_when_the_check_digit_fits_then_only_the_six_of_the_standard_are_read() =>
        Prop.ForAll(Gen.Choose(100, 999_999).ToArbitrary(), Gen.Choose(0, 99).ToArbitrary(), (item, partition) =>
        {
            string[] read = [.. WithEachCheckDigit($"{item}{partition:D2}").Where(text => SnomedCode.TryParse(text, out _, out _))];
            bool known = partition is 0 or 1 or 2 or 10 or 11 or 12;
            return read.Length == (known ? 1 : 0)
                && read.All(text => SnomedCode.Parse(text).IsConcept == partition is 0 or 10);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Given_a_right_code_when_one_digit_changes_or_two_neighbours_swap_then_it_is_refused() =>
        Prop.ForAll(Right().ToArbitrary(), Gen.Choose(0, 17).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (digits, spot, step) =>
        {
            int place = spot % digits.Length;
            char[] changed = digits.ToCharArray();
            changed[place] = (char)('0' + ((digits[place] - '0' + step) % 10));
            char[] swapped = digits.ToCharArray();
            int next = Math.Min(place + 1, digits.Length - 1);
            (swapped[place], swapped[next]) = (swapped[next], swapped[place]);
            return !SnomedCode.TryParse(new string(changed), out _, out _)
                && (digits[place] == digits[next] || !SnomedCode.TryParse(new string(swapped), out _, out _));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static IEnumerable<string> WithEachCheckDigit(string stem) => Enumerable.Range(0, 10).Select(check => $"{stem}{check}");

    private static Gen<string> Right() =>
        from item in Gen.Choose(100, 99_999_999)
        from extension in Gen.Elements("", "1000000", "1000112")
        from kind in Gen.Choose(0, 2)
        let stem = $"{item}{extension}{(extension.Length == 0 ? 0 : 1)}{kind}"
        select WithEachCheckDigit(stem).Single(text => SnomedCode.TryParse(text, out _, out _));
}
