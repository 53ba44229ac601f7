using Xunit.Abstractions;

namespace FitPipeline.Infra.Tests;

/// <summary>The compiler's word where it is installed, the grammar's everywhere else.</summary>
public sealed class SyntaxTests(ITestOutputHelper output)
{
    /// <summary>What a parameters file reads from the environment of whoever deploys.</summary>
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["FIT_ALERT_EMAILS"] = "on-call@example.nhs.uk",
        ["FIT_PATIENTS_ADDRESS"] = "https://fit.example.nhs.uk",
        ["FIT_PUBLISHER_EMAIL"] = "service@example.nhs.uk",
        ["FIT_PUBLISHER_NAME"] = "Example NHS Trust",
        ["FIT_SIGN_IN_CLIENT_ID"] = "00000000-0000-0000-0000-000000000000",
        ["FIT_SMS_SENDER"] = "FITTEST",
    };

    [Fact]
    public void Given_the_estate_when_it_is_compiled_then_there_is_nothing_to_complain_of()
    {
        (string Program, string[] First)? compiler =
            CommandLine.Find("bicep") is { } bicep ? (bicep, [])
            // az brings the compiler only once it has been asked to, and would otherwise try to fetch it.
            : CommandLine.Find("az") is { } az && CommandLine.Run(az, ["bicep", "version"], Repository.Infra).ExitCode == 0 ? (az, ["bicep"])
            : null;
        if (compiler is null)
        {
            output.WriteLine("The Bicep compiler is not on the PATH: the grammar in tests/bicep-syntax has read the files instead. It knows no types.");
            Assert.Empty(Complaints(Estate.Current));
            return;
        }

        output.WriteLine($"Compiled by {compiler.Value.Program}.");
        string Arguments(string verb, string file) => string.Join(' ', verb, file);
        string? Complaint(string verb, string file)
        {
            string[] fileArgument = compiler.Value.First.Length == 0 ? [file] : ["--file", file];
            string[] toNowhere = verb == "lint" ? [] : ["--stdout"];
            CommandLine.Answer answer = CommandLine.Run(
                compiler.Value.Program, [.. compiler.Value.First, verb, .. fileArgument, .. toNowhere], Repository.Infra, Environment);
            return answer.ExitCode == 0 ? null : $"{Arguments(verb, file)}\n{answer.Errors}";
        }

        Assert.Empty(new[]
        {
            Complaint("build", "main.bicep"),
            Complaint("lint", "main.bicep"),
            Complaint("build-params", "dev.bicepparam"),
            Complaint("build-params", "prod.bicepparam"),
        }.OfType<string>());
    }

    [Fact]
    public void Given_the_estate_when_the_grammar_reads_it_then_every_file_parses_and_every_name_is_known_and_used()
    {
        Assert.True(Estate.Current.Files.Count >= 18, $"Only {Estate.Current.Files.Count} files were found.");
        Assert.Empty(Complaints(Estate.Current));
    }

    [Theory]
    [InlineData("modules/service-bus.bicep", "disableLocalAuth: true", "disableLocalAuth: = true", 0, "cannot read")]
    [InlineData("modules/events.bicep", "source: dataAccount.id", "source: dataAccuont.id", 0, "dataAccuont is not declared")]
    [InlineData("modules/identity.bicep", "name: name", "name: name location: 'uksouth'", 0, "two things on one line")]
    [InlineData("modules/identity.bicep", "  location: location", "  location: location\n  location: location", 1, "location is given twice")]
    [InlineData("modules/gateway.bicep", "var policy = ", "var unread = '' // \nvar policy = ", 0, "unread is not used")]
    [InlineData("types.bicep", "type signInSettings = {", "type signInSettings {", 0, "cannot read")]
    [InlineData("prod.bicepparam", "param redundancy =", "param redundancy", 0, "cannot read")]
    public void Given_a_slip_of_the_pen_when_the_grammar_reads_it_then_the_file_and_the_line_are_named(
        string file, string right, string wrong, int linesBelow, string complaint)
    {
        string copy = Repository.CopyOfInfra();
        try
        {
            string path = Path.Combine(copy, file);
            string[] around = File.ReadAllText(path).Split(right);
            Assert.Equal(2, around.Length);
            File.WriteAllText(path, string.Join(wrong, around));
            int line = around[0].Count(c => c == '\n') + 1 + linesBelow;

            Assert.Contains(Complaints(Estate.Read(copy)), c =>
                c.StartsWith($"{file}({line},", StringComparison.Ordinal) && c.Contains(complaint, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static string[] Complaints(Estate estate) =>
    [
        .. from file in estate.Files
           from finding in file.Value.Errors
               .Concat(file.Value.Unresolved.Select(f => f with { What = $"{f.What} is not declared" }))
               .Concat(file.Value.Unused.Select(f => f with { What = $"{f.What} is not used" }))
           select $"{file.Key}({finding.Line},{finding.Column}): {finding.What}",
    ];
}
