using System.Globalization;
using FitPipeline.Pathway.Haemoglobin;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests.Haemoglobin;

public sealed class HaemoglobinTextTests
{
    [Theory]
    [InlineData("7", Comparator.Exactly, "7")]
    [InlineData("10.0", Comparator.Exactly, "10.0")]
    [InlineData("0", Comparator.Exactly, "0")]
    [InlineData("0.6", Comparator.Exactly, "0.6")]
    [InlineData("0007", Comparator.Exactly, "7")]
    [InlineData("12.", Comparator.Exactly, "12")]
    [InlineData("<7", Comparator.Below, "7")]
    [InlineData("< 7", Comparator.Below, "7")]
    [InlineData("<7.", Comparator.Below, "7")]
    [InlineData("> 400", Comparator.Above, "400")]
    [InlineData(" >400\t", Comparator.Above, "400")]
    [InlineData("<=10", Comparator.AtMost, "10")]
    [InlineData("≤10", Comparator.AtMost, "10")]
    [InlineData(">=10", Comparator.AtLeast, "10")]
    [InlineData("≥ 10.00", Comparator.AtLeast, "10.00")]
    [InlineData("\u00A07\u00A0", Comparator.Exactly, "7")]
    [InlineData("1234567890123456789012345678", Comparator.Exactly, "1234567890123456789012345678")]
    [InlineData("9.999999999999999999999999999", Comparator.Exactly, "9.999999999999999999999999999")]
    public void Given_a_number_as_laboratories_write_it_when_read_then_sign_and_decimal_places_are_kept(string text, Comparator sign, string number)
    {
        Assert.True(HaemoglobinText.TryParse(text, out Comparator comparator, out decimal read, out string? because), because);
        Assert.Null(because);
        Assert.Equal(sign, comparator);
        Assert.Equal(number, read.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("<", "no number")]
    [InlineData(">= ", "no number")]
    [InlineData("4,0", "thousand or a decimal")]
    [InlineData("1,000", "thousand or a decimal")]
    [InlineData("<4,0", "thousand or a decimal")]
    [InlineData("1e9", "exponent")]
    [InlineData("1E+3", "exponent")]
    [InlineData("1.e-3", "exponent")]
    [InlineData("-1", "minus")]
    [InlineData("\u22121", "minus")]
    [InlineData("7-10", "minus")]
    [InlineData("7–10", "minus")]
    [InlineData("+12", "plus")]
    [InlineData("400+", "plus")]
    [InlineData(">+400", "plus")]
    [InlineData("haemolysed", "words or letters")]
    [InlineData("Not detected", "words or letters")]
    [InlineData("e", "words or letters")]
    [InlineData("12e", "words or letters")]
    [InlineData("12H", "words or letters")]
    [InlineData("l0", "words or letters")]
    [InlineData("1O", "words or letters")]
    [InlineData("Infinity", "words or letters")]
    [InlineData("7 µg/g", "space")]
    [InlineData("7µg/g", "words or letters")]
    [InlineData("12*", "asterisk")]
    [InlineData("*12", "asterisk")]
    [InlineData("(12)", "brackets")]
    [InlineData("12 (H)", "space")]
    [InlineData("[12]", "brackets")]
    [InlineData("NaN", "NaN")]
    [InlineData("<nan", "NaN")]
    [InlineData("4 00", "space")]
    [InlineData("4\u00A000", "space")]
    [InlineData("1.2.3", "two points")]
    [InlineData("12..", "two points")]
    [InlineData(".5", "begins with a point")]
    [InlineData("<.5", "begins with a point")]
    [InlineData(".", "begins with a point")]
    [InlineData("<<7", "more than one sign")]
    [InlineData("<>7", "more than one sign")]
    [InlineData("≥=7", "more than one sign")]
    [InlineData("=<7", "wrong place")]
    [InlineData("7<", "wrong place")]
    [InlineData("12345678901234567890123456789", "more digits")]
    [InlineData("0.0000000000000000000000000001", "more digits")]
    [InlineData("99999999999999999999999999999999999999999999", "more digits")]
    [InlineData("１２", "another script")]
    [InlineData("٤٠٠", "another script")]
    [InlineData("1²", "another script")]
    [InlineData("&lt;7", "no number has")]
    [InlineData("12%", "no number has")]
    [InlineData(">^400", "no number has")]
    [InlineData("1\u200B2", "no number has")]
    [InlineData("1\u00002", "no number has")]
    public void Given_what_is_no_plain_number_when_read_then_it_is_refused_with_its_own_reason(string? text, string reason)
    {
        Assert.False(HaemoglobinText.TryParse(text, out Comparator comparator, out decimal number, out string? because));
        Assert.Equal((Comparator.Exactly, 0m), (comparator, number));
        Assert.Contains(reason, because, StringComparison.Ordinal);
        Assert.EndsWith("Ask the laboratory for the number.", because, StringComparison.Ordinal);
        Assert.DoesNotContain("negative", because, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Given_any_text_at_all_when_read_then_there_is_an_answer_and_never_an_exception() =>
        Prop.ForAll(Noise().ToArbitrary(), text =>
            HaemoglobinText.TryParse(text, out _, out decimal number, out string? because)
                ? because is null && number >= 0m && text.Count(char.IsAsciiDigit) is > 0 and <= 28
                : because is { Length: > 0 }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Given_any_number_written_out_when_read_then_it_is_that_number_with_its_decimal_places() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), (whole, places, sign) =>
        {
            decimal written = new(whole, 0, 0, isNegative: false, (byte)places);
            string text = ((Comparator)sign).ToText() + written.ToString(CultureInfo.InvariantCulture);
            return HaemoglobinText.TryParse(text, out Comparator comparator, out decimal number, out _)
                && comparator == (Comparator)sign
                && number == written
                && number.Scale == written.Scale;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Given_a_machine_that_writes_decimal_commas_when_reading_then_the_point_is_still_the_point()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var continental = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            continental.NumberFormat.NumberDecimalSeparator = ",";
            continental.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = continental;

            Assert.True(HaemoglobinText.TryParse("10.5", out _, out decimal number, out _));
            Assert.Equal(10.5m, number);
            Assert.False(HaemoglobinText.TryParse("10,5", out _, out _, out _));
            Assert.True(FaecalHaemoglobin.TryCreate(
                Comparator.Exactly, 10.5m, HaemoglobinUnit.MicrogramsPerGram, Analysers.HmJackarc, out FaecalHaemoglobin? value, out _));
            Assert.Equal("10.5 µg/g (HM-JACKarc)", value.Words);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Gen<string> Noise() =>
        Gen.Elements("0123456789012345678901234567890123456789.<>=≤≥ ,+-*()eEnaN\u00A0\u0661\u00B5\uD800".ToCharArray())
            .ListOf()
            .Select(chars => new string([.. chars]));
}
