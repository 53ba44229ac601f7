using FitPipeline.Pathway.Haemoglobin;

namespace FitPipeline.Pathway.Tests;

/// <summary>Reported values as a laboratory writes them: "10.0", "&lt;7", "&gt;400".</summary>
internal static class Fhb
{
    public static FaecalHaemoglobin Of(string text, Analyser? analyser = null, HaemoglobinUnit unit = HaemoglobinUnit.MicrogramsPerGram)
    {
        Assert.True(HaemoglobinText.TryParse(text, out Comparator comparator, out decimal number, out string? because), because);
        Assert.True(
            FaecalHaemoglobin.TryCreate(comparator, number, unit, analyser ?? Analysers.HmJackarc, out FaecalHaemoglobin? value, out because),
            because);
        return value;
    }
}
