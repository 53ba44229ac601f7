using FitPipeline.Pathway.Haemoglobin;
using FsCheck;
using FsCheck.Fluent;

namespace FitPipeline.Pathway.Tests.Haemoglobin;

/// <summary>Results as laboratories report them.</summary>
internal static class Results
{
    internal static FaecalHaemoglobin Reported(string text, HaemoglobinUnit unit, Analyser analyser)
    {
        Assert.True(HaemoglobinText.TryParse(text, out Comparator comparator, out decimal number, out string? because), because);
        Assert.True(FaecalHaemoglobin.TryCreate(comparator, number, unit, analyser, out FaecalHaemoglobin? value, out because), because);
        return value;
    }

    /// <summary>Numbers that often fall on each other and on the threshold, and sometimes just beside.</summary>
    internal static Gen<decimal> Numbers() => Gen.OneOf(
        Gen.Elements(0.1m, 2m, 7m, 9.9m, 9.999m, 10m, 10.0m, 10.1m, 20m, 50m, 50.0m, 52m, 58m, 400m),
        Gen.Choose(1, 60_000).Select(hundredths => hundredths / 100m));

    internal static Gen<FaecalHaemoglobin> Any() =>
        from comparator in Gen.Elements(Enum.GetValues<Comparator>())
        from number in Numbers()
        from unit in Gen.Elements(Enum.GetValues<HaemoglobinUnit>())
        from analyser in Gen.Elements(Analysers.All.ToArray())
        select FaecalHaemoglobin.TryCreate(comparator, number, unit, analyser, out FaecalHaemoglobin? value, out string? because)
            ? value
            : throw new InvalidOperationException(because);
}
