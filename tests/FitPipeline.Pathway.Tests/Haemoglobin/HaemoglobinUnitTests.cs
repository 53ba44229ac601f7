using FitPipeline.Pathway.Haemoglobin;

namespace FitPipeline.Pathway.Tests.Haemoglobin;

public sealed class HaemoglobinUnitTests
{
    [Theory]
    [InlineData("ug/g")]
    [InlineData("\u00B5g/g")]
    [InlineData("\u03BCg/g")]
    [InlineData("\u039CG/G")]
    [InlineData("mcg/g")]
    [InlineData("MCG/G")]
    [InlineData("UG/G")]
    [InlineData("Ug/g")]
    [InlineData(" ug / g ")]
    [InlineData("ug\u00A0/g")]
    [InlineData("ug Hb/g")]
    [InlineData("\u00B5g Hb/g faeces")]
    [InlineData("\u03BCgHb/gFaeces")]
    [InlineData("mcg Hb/g faeces")]
    [InlineData("mcg hb/g feces")]
    [InlineData("ug/gFaeces")]
    [InlineData("ug/g stool")]
    public void Given_a_spelling_of_micrograms_per_gram_when_read_then_it_is_that(string text)
    {
        Assert.True(HaemoglobinUnits.TryParse(text, out HaemoglobinUnit unit));
        Assert.Equal(HaemoglobinUnit.MicrogramsPerGram, unit);
    }

    [Theory]
    [InlineData("ng/mL")]
    [InlineData("ng/ml")]
    [InlineData("NG/ML")]
    [InlineData(" ng / mL ")]
    public void Given_a_spelling_of_nanograms_per_millilitre_when_read_then_it_is_that(string text)
    {
        Assert.True(HaemoglobinUnits.TryParse(text, out HaemoglobinUnit unit));
        Assert.Equal(HaemoglobinUnit.NanogramsPerMillilitre, unit);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("mg/g")]
    [InlineData("MG/G")]
    [InlineData("ng/g")]
    [InlineData("ug/mL")]
    [InlineData("ug/L")]
    [InlineData("ng/L")]
    [InlineData("ng/dL")]
    [InlineData("g/g")]
    [InlineData("ug/kg")]
    [InlineData("ug")]
    [InlineData("ug/")]
    [InlineData("/g")]
    [InlineData("ug/ghb")]
    [InlineData("ugg")]
    [InlineData("ug/g urine")]
    [InlineData("ug/g faeces faeces")]
    [InlineData("ug Hb Hb/g")]
    [InlineData("\u00C2\u00B5g/g")]
    [InlineData("?g/g")]
    [InlineData("\u00B5\u00B5g/g")]
    [InlineData("m\u00B5g/g")]
    [InlineData("ug\u2044g")]
    [InlineData("micrograms per gram of somebody's faeces")]
    public void Given_anything_else_when_read_then_it_is_unknown(string? text) =>
        Assert.False(HaemoglobinUnits.TryParse(text, out _));

    [Theory]
    [InlineData(HaemoglobinUnit.MicrogramsPerGram, "ug/g")]
    [InlineData(HaemoglobinUnit.NanogramsPerMillilitre, "ng/mL")]
    public void Given_a_unit_when_written_then_it_is_ucum_and_reads_back(HaemoglobinUnit unit, string text)
    {
        Assert.Equal(text, unit.ToText());
        Assert.True(HaemoglobinUnits.TryParse(text, out HaemoglobinUnit read));
        Assert.Equal(unit, read);
    }

    [Theory]
    [InlineData(Comparator.Exactly, "")]
    [InlineData(Comparator.Below, "<")]
    [InlineData(Comparator.AtMost, "<=")]
    [InlineData(Comparator.Above, ">")]
    [InlineData(Comparator.AtLeast, ">=")]
    public void Given_a_comparator_when_written_then_it_is_the_sign_of_fhir_and_reads_back(Comparator comparator, string text)
    {
        Assert.Equal(text, comparator.ToText());
        Assert.True(Comparators.TryParse(text, out Comparator read));
        Assert.Equal(comparator, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("=")]
    [InlineData("<>")]
    [InlineData("≥")]
    [InlineData(" <")]
    public void Given_another_sign_when_read_then_it_is_unknown(string? text) =>
        Assert.False(Comparators.TryParse(text, out _));
}
