using System.Globalization;
using System.Text.RegularExpressions;

namespace FitPipeline.Pathway.Tests;

/// <summary>docs/faults.md: every fault that must be survived is there, with what happens then and tests that exist.</summary>
public sealed partial class FaultListTests
{
    private const int Known = 42;

    [Fact]
    public void Every_known_fault_is_listed_once_in_order()
    {
        IEnumerable<string> ids = Enumerable.Range(1, Known).Select(number => "F" + number.ToString("00", CultureInfo.InvariantCulture));

        Assert.Equal(ids, List().Select(fault => fault.Id));
    }

    [Fact]
    public void Every_fault_says_what_happens_then_and_names_tests_and_says_nothing_else_but_what_is_open()
    {
        foreach ((string id, ILookup<string, string> lines) in List())
        {
            Assert.True(lines["then"].Count() == 1 && lines["test"].Any(), id);
            Assert.True(lines["open"].Count() <= 1, id);
            Assert.Equal(lines["test"].Distinct(), lines["test"]);
            Assert.Empty(lines.Select(line => line.Key).Except(["then", "open", "test"]));
        }
    }

    [Fact]
    public void Every_test_that_a_fault_names_exists()
    {
        NamedTests tests = new();
        foreach ((string id, ILookup<string, string> lines) in List())
        {
            Assert.All(lines["test"], test => Assert.True(tests.Holds(test), $"{id} names {test}, which is no test of the source tree."));
        }
    }

    private static IReadOnlyList<(string Id, ILookup<string, string> Lines)> List()
    {
        string page = File.ReadAllText(Path.Combine(Approvals.Root, "docs", "faults.md")).ReplaceLineEndings("\n");
        return
        [
            .. Heading().Split(page).Skip(1).Chunk(2).Select(section => (
                section[0],
                Line().Matches(section[1]).ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value))),
        ];
    }

    [GeneratedRegex(@"^## (F\d\d) ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^- (\w+): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
