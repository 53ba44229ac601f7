using System.Globalization;
using System.Text.RegularExpressions;

namespace FitPipeline.Pathway.Tests;

/// <summary>docs/hazards.md: every hazard is there, and whatever is called controlled is shown by tests that exist.</summary>
public sealed partial class HazardLogTests
{
    private const int Known = 35;

    private sealed record Hazard(string Id, ILookup<string, string> Lines)
    {
        public string Status => Lines["status"].Single().Split(':')[0];
    }

    [Fact]
    public void Every_known_hazard_is_logged_once_in_order()
    {
        IEnumerable<string> ids = Enumerable.Range(1, Known).Select(number => "H" + number.ToString("00", CultureInfo.InvariantCulture));

        Assert.Equal(ids, Log().Select(hazard => hazard.Id));
    }

    [Fact]
    public void Every_hazard_says_cause_harm_control_and_status()
    {
        foreach (Hazard hazard in Log())
        {
            Assert.True(hazard.Lines["cause"].Count() == 1 && hazard.Lines["harm"].Count() == 1, hazard.Id);
            Assert.True(hazard.Lines["control"].Any(), hazard.Id + " has no control.");
            Assert.True(hazard.Status is "controlled" or "partly" or "open", $"{hazard.Id} is «{hazard.Status}».");
            Assert.True(
                hazard.Status == "controlled" || hazard.Lines["status"].Single().Contains(": ", StringComparison.Ordinal),
                hazard.Id + " does not say what is still to be shown.");
            Assert.Empty(hazard.Lines.Select(line => line.Key).Except(["cause", "harm", "control", "status", "test"]));
        }
    }

    [Fact]
    public void A_controlled_hazard_names_its_tests_and_an_open_one_none()
    {
        foreach (Hazard hazard in Log())
        {
            Assert.True(hazard.Status == "open" != hazard.Lines["test"].Any(), $"{hazard.Id} is {hazard.Status} and names {hazard.Lines["test"].Count()} tests.");
        }
    }

    [Fact]
    public void Every_test_that_a_hazard_names_exists()
    {
        NamedTests tests = new();
        foreach (Hazard hazard in Log())
        {
            foreach (string test in hazard.Lines["test"])
            {
                Assert.True(tests.Holds(test), $"{hazard.Id} names {test}, which is no test of the source tree.");
            }
        }
    }

    [Fact]
    public void A_method_without_an_attribute_or_with_another_name_is_no_test()
    {
        Assert.True(NamedTests.IsATest("    [Fact]\n    public void One() => x();\n", "One"));
        Assert.True(NamedTests.IsATest("    [Theory]\n    [InlineData(1)]\n    public async Task Two(int n)\n", "Two"));
        Assert.True(NamedTests.IsATest("    [CompiledFact]\n    public void One() => x();\n", "One"));
        Assert.False(NamedTests.IsATest("    [Fact]\n    public void One() => x();\n\n    public void Three()\n", "Three"));
        Assert.False(NamedTests.IsATest("    [Fact]\n    public void One() => x();\n", "On"));
    }

    private static IReadOnlyList<Hazard> Log()
    {
        string page = File.ReadAllText(Path.Combine(Approvals.Root, "docs", "hazards.md")).ReplaceLineEndings("\n");
        return
        [
            .. Heading().Split(page).Skip(1).Chunk(2).Select(section => new Hazard(
                section[0],
                Line().Matches(section[1]).ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value))),
        ];
    }

    [GeneratedRegex(@"^## (H\d\d) ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^- (\w+): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
