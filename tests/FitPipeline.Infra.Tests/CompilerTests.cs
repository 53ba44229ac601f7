using System.Globalization;
using System.Text.RegularExpressions;

namespace FitPipeline.Infra.Tests;

/// <summary>The compiler and its linter have nothing to say of the estate: no error, no warning.</summary>
public sealed partial class CompilerTests
{
    [CompiledFact]
    public void Given_the_estate_when_it_is_built_and_linted_then_nothing_is_said_of_it()
    {
        Assert.Empty(Template.Diagnostics);
    }

    [CompiledFact]
    public void Given_every_parameter_file_when_it_is_built_then_nothing_is_said_of_it()
    {
        string[] files = [.. Directory.EnumerateFiles(Repository.Infra, "*.bicepparam").Order(StringComparer.Ordinal)];

        Assert.Equal(["dev.bicepparam", "prod.bicepparam"], files.Select(file => Path.GetFileName(file)));
        Assert.Empty(files.SelectMany(BicepCompiler.Current.BuildParameters));
    }

    [CompiledFact]
    public void Given_a_file_in_infra_when_main_is_built_then_it_is_a_part_of_it()
    {
        Assert.Equal(
            Directory.EnumerateFiles(Repository.Infra, "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
            BicepCompiler.Current.FilesOf(Path.Combine(Repository.Infra, "main.bicep"))
                .Where(file => file.EndsWith(".bicep", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [CompiledTheory]
    [InlineData("modules/identity.bicep", "param location string", "param location strin", "BCP302")]
    [InlineData("modules/service-bus.bicep", "    disableLocalAuth: true", "    disableLocalAuht: true", "BCP089")]
    [InlineData("modules/gateway.bicep", "var policy = ", "var unread = ''\nvar policy = ", "no-unused-vars")]
    [InlineData("modules/events.bicep", "Url: labFileWebhook", "Url: '${labFileWebhook}&'", "use-secure-value-for-secure-inputs")]
    [InlineData("main.bicep", "    principalId: identity.outputs.principalId\n", "", "BCP035")]
    public void Given_a_mistake_in_the_estate_when_it_is_built_then_file_line_and_rule_are_named(
        string file, string right, string wrong, string rule)
    {
        using InfraCopy copy = new();
        int line = copy.Change(file, right, wrong);

        IReadOnlyList<string> said = BicepCompiler.Current.Build(copy.File(file)).Diagnostics;

        Match named = Assert.Single(said.Select(diagnostic => Diagnostic().Match(diagnostic)), match => match.Groups["rule"].Value == rule);
        Assert.Equal(Path.GetFileName(file), named.Groups["file"].Value);
        // A member that is missing is reported where the list of members begins, one line above.
        Assert.InRange(int.Parse(named.Groups["line"].Value, CultureInfo.InvariantCulture), line - 1, line);
    }

    [CompiledTheory]
    [InlineData("prod.bicepparam", "  overdueMinutes: 240\n", "", "overdueMinutes")]
    [InlineData("prod.bicepparam", "readEnvironmentVariable('FIT_HELPLINE')", "readEnvironmentVariable('FIT_TELEPHONE')", "FIT_TELEPHONE")]
    public void Given_a_mistake_in_a_parameter_file_when_it_is_built_then_it_is_named(string file, string right, string wrong, string named)
    {
        using InfraCopy copy = new();
        copy.Change(file, right, wrong);

        Assert.Contains(
            BicepCompiler.Current.BuildParameters(copy.File(file)),
            said => said.StartsWith(file, StringComparison.Ordinal) && said.Contains($"\"{named}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_variable_of_whoever_deploys_when_a_parameter_file_reads_it_then_the_guide_has_it()
    {
        string[] read =
        [
            .. Directory.EnumerateFiles(Repository.Infra, "*.bicepparam")
                .SelectMany(file => Variable().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct(),
        ];
        string guide = Repository.Text("docs", "deploy.md");

        Assert.Equal(10, read.Length);
        Assert.All(read, name => Assert.Contains($"`{name}`", guide, StringComparison.Ordinal));
        Assert.Empty(BicepCompiler.DeployersEnvironment.Keys.Except(read));
    }

    [GeneratedRegex(@"^(?<file>[^(]+)\((?<line>\d+)\): \w+ (?<rule>[\w-]+):")]
    private static partial Regex Diagnostic();

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'")]
    private static partial Regex Variable();
}
