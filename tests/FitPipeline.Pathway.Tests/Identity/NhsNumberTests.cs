using FitPipeline.Pathway.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests.Identity;

public sealed class NhsNumberTests
{
    [Theory]
    [InlineData("9990000018")]
    [InlineData("999 000 0018")]
    [InlineData("999-000-0018")]
    [InlineData("  999 000 0018 ")]
    [InlineData("999\u00A0000\u00A00018")]
    [InlineData("9 9 9 0 0 0 0 0 1 8")]
    public void Given_the_spellings_of_a_card_when_read_then_they_are_one_number(string text)
    {
        Assert.True(NhsNumber.TryParse(text, out NhsNumber? number, out string? because));
        Assert.Null(because);
        Assert.Equal("9990000018", number.Value);
        Assert.Equal(NhsNumber.Parse("9990000018"), number);
        Assert.True(number.IsTestRange);
    }

    [Theory]
    [InlineData(null, "No NHS number is given")]
    [InlineData("", "No NHS number is given")]
    [InlineData(" \t ", "No NHS number is given")]
    [InlineData("999000001", "too few")]
    [InlineData("99900000180", "too many")]
    [InlineData("9990000019", "check digit")]
    [InlineData("9990000081", "check digit")]
    [InlineData("0000000000", "one digit repeated")]
    [InlineData("9999999999", "one digit repeated")]
    [InlineData("999 999 9999", "one digit repeated")]
    [InlineData("999O000018", "other than digits")]
    [InlineData("999/000/0018", "other than digits")]
    [InlineData("-9990000018", "hyphen")]
    [InlineData("9990000018-", "hyphen")]
    [InlineData("٩٩٩٠٠٠٠٠١٨", "another script")]
    [InlineData("999000001８", "another script")]
    [InlineData("999\n0000018", "other than digits")]
    public void Given_a_wrong_number_when_read_then_it_is_refused_with_its_own_reason(string? text, string reason)
    {
        Assert.False(NhsNumber.TryParse(text, out NhsNumber? number, out string? because));
        Assert.Null(number);
        Assert.Contains(reason, because, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_any_ten_digits_when_read_then_modulus_11_agrees_with_the_weighted_sum_being_a_multiple_of_11() =>
        Prop.ForAll(TenDigits().ToArbitrary(), digits =>
        {
            bool repeated = digits.Distinct().Count() == 1;
            return NhsNumber.TryParse(digits, out _, out _) == (SumsToAMultipleOf11(digits) && !repeated);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Given_nine_digits_when_each_last_digit_is_tried_then_at_most_one_fits() =>
        Prop.ForAll(Gen.Choose(0, 999_999_999).ToArbitrary(), stem =>
        {
            string nine = $"{stem:D9}";
            return Enumerable.Range(0, 10).Count(last => NhsNumber.TryParse($"{nine}{last}", out _, out _)) <= 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Given_a_right_number_when_one_digit_changes_or_two_neighbours_swap_then_it_is_refused() =>
        Prop.ForAll(Right().ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (digits, place, step) =>
        {
            char[] changed = digits.ToCharArray();
            changed[place] = (char)('0' + ((digits[place] - '0' + step) % 10));
            char[] swapped = digits.ToCharArray();
            int next = (place + 1) % 10;
            (swapped[place], swapped[next]) = (swapped[next], swapped[place]);
            bool same = digits[place] == digits[next] || next == 0;
            return !NhsNumber.TryParse(new string(changed), out _, out _)
                && (same || !NhsNumber.TryParse(new string(swapped), out _, out _));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Given_a_refused_text_when_told_why_then_the_text_is_not_repeated() =>
        Prop.ForAll(TenDigits().ToArbitrary(), Gen.Choose(5, 10).ToArbitrary(), (digits, length) =>
        {
            string text = digits[..length];
            return NhsNumber.TryParse(text, out _, out string? because) || !because.Contains(text, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Given_a_number_when_turned_into_text_or_interpolated_then_it_is_not_revealed()
    {
        NhsNumber number = NhsNumber.Parse("9990000018");
        Assert.Equal("NhsNumber", number.ToString());
        Assert.DoesNotContain("999", $"{number}", StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_wrong_stored_number_when_parsed_then_the_exception_does_not_repeat_it()
    {
        FormatException thrown = Assert.Throws<FormatException>(() => NhsNumber.Parse("9990000019"));
        Assert.DoesNotContain("9990000019", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_number_outside_999_when_asked_then_it_is_not_of_the_test_range() =>
        Assert.False(NhsNumber.Parse("4010232137").IsTestRange);

    /// <summary>The check written another way: adding the running sums gives each digit its weight, 10 down to 1.</summary>
    private static bool SumsToAMultipleOf11(string digits)
    {
        int running = 0;
        int total = 0;
        foreach (char c in digits)
        {
            running += c - '0';
            total += running;
        }

        return total % 11 == 0;
    }

    private static Gen<string> TenDigits() =>
        from stem in Gen.Choose(0, 99_999)
        from rest in Gen.Choose(0, 99_999)
        select $"{stem:D5}{rest:D5}";

    private static Gen<string> Right() =>
        TenDigits().Where(digits => NhsNumber.TryParse(digits, out _, out _));
}
