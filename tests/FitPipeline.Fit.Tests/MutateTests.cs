using System.Text.Json;

namespace FitPipeline.Fit.Tests;

public sealed class MutateTests
{
    [Theory]
    [InlineData("Calendar", "Calendar/BankHolidays.cs", "Calendar/WorkingDays.cs")]
    [InlineData("workingdays", "Calendar/WorkingDays.cs")]
    [InlineData("Decide/", "Decide/JourneyDecider.cs")]
    [InlineData("core")]
    public void Given_part_of_a_path_when_files_of_the_rules_are_looked_for_then_only_what_lies_below_the_rules_counts(
        string filter, params string[] files)
    {
        using Folder folder = new();
        folder.Write("core/FitPipeline.Pathway/Calendar/WorkingDays.cs");
        folder.Write("core/FitPipeline.Pathway/Calendar/BankHolidays.cs");
        folder.Write("core/FitPipeline.Pathway/Decide/JourneyDecider.cs");
        folder.Write("core/FitPipeline.Pathway/BannedSymbols.txt");
        folder.Write("core/FitPipeline.Intake/Calendar.cs");

        Assert.Equal(files, MutateCommand.Files(folder.Checkout, filter));
    }

    [Fact]
    public async Task Given_a_filter_that_no_file_of_the_rules_has_when_mutated_then_it_ends_with_1_and_not_with_nothing_to_find()
    {
        using Folder folder = new();
        using StopSignal stop = new();

        Assert.Equal(1, await CommandTable.RunAsync(["mutate", "nowhere"], folder.Checkout, stop));
    }

    /// <summary>A project renamed in its own place and not in the settings would be found out only by the next run of hours.</summary>
    [Fact]
    public void Given_the_settings_of_this_checkout_when_read_then_the_projects_they_name_are_there_and_the_bar_is_85()
    {
        Checkout checkout = Checkout.Around(AppContext.BaseDirectory)!;
        string tests = checkout.At("tests", "FitPipeline.Pathway.Tests");
        using JsonDocument settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(tests, "stryker-config.json")));
        JsonElement stryker = settings.RootElement.GetProperty("stryker-config");

        Assert.All(
            stryker.GetProperty("test-projects").EnumerateArray(),
            project => Assert.True(File.Exists(Path.Combine(tests, project.GetString()!))));
        string rules = Path.GetFileNameWithoutExtension(stryker.GetProperty("project").GetString()!);
        Assert.True(File.Exists(checkout.At("core", rules, rules + ".csproj")));
        Assert.Equal(85, stryker.GetProperty("thresholds").GetProperty("break").GetInt32());
    }
}
