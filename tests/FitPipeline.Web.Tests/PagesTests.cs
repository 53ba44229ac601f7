using System.Text.RegularExpressions;
using FitPipeline.Local.Desk;

namespace FitPipeline.Web.Tests;

/// <summary>The desk's own files, held against the host that serves them.</summary>
public sealed partial class PagesTests
{
    private static string Desk => Path.Combine(Repository.Root, "web", "desk");

    [Fact]
    public void Given_the_pages_the_desk_knows_when_the_hosts_are_listed_then_they_are_the_same_and_each_has_its_module()
    {
        string[] known = [.. PageOf().Matches(File.ReadAllText(Path.Combine(Desk, "desk.js"))).Select(match => match.Groups[1].Value)];
        Assert.Equal(DeskPages.Paths.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
        foreach (Match match in PageOf().Matches(File.ReadAllText(Path.Combine(Desk, "desk.js"))))
        {
            Assert.True(File.Exists(Path.Combine(Desk, "pages", match.Groups[2].Value + ".js")), match.Value);
        }
    }

    [Fact]
    public void Given_the_desks_files_when_they_are_read_then_none_takes_markup_keeps_anything_in_the_browser_or_asks_elsewhere()
    {
        foreach (string file in Directory.EnumerateFiles(Desk, "*.js", SearchOption.AllDirectories).Append(Path.Combine(Desk, "index.html")))
        {
            string text = File.ReadAllText(file);
            foreach (string forbidden in (string[])["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "localStorage", "sessionStorage", "document.cookie"])
            {
                Assert.False(text.Contains(forbidden, StringComparison.Ordinal), $"{Path.GetFileName(file)} uses {forbidden}.");
            }

            Assert.DoesNotContain(AddressOf().Matches(text), match => match.Value != "http://www.w3.org/2000/svg");
        }
    }

    // The number belongs to the policy: the service says it, and the desk repeats it.
    [Fact]
    public void Given_the_desks_files_when_they_are_read_then_none_says_a_number_of_the_policy_in_words_of_its_own()
    {
        foreach (string file in Directory.EnumerateFiles(Desk, "*.js", SearchOption.AllDirectories))
        {
            IEnumerable<string> lines = File.ReadLines(file).Where(line => !line.TrimStart().StartsWith('/'));
            Assert.DoesNotContain(lines, line => PolicyNumber().IsMatch(line));
        }

        Assert.Matches(PolicyNumber(), "'Told within 28 days'");
        Assert.Matches(PolicyNumber(), "'The 62-day standard'");
        Assert.Matches(PolicyNumber(), "'Examination within six weeks'");
        Assert.Matches(PolicyNumber(), "'At least 10 µg/g'");
    }

    [Fact]
    public void Given_the_lock_file_when_it_is_read_then_it_names_no_registry()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "web", "package-lock.json"));
        Assert.DoesNotContain("\"resolved\"", text, StringComparison.Ordinal);
        Assert.Contains("\"integrity\"", text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"'(/[a-z-]*)': '([a-z-]+)'")]
    private static partial Regex PageOf();

    [GeneratedRegex(@"\b(\d+|two|three|four|five|six|seven|ten|fourteen)[ -](working )?(days?|weeks?|months?|hours?|µg)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PolicyNumber();

    [GeneratedRegex(@"https?://[a-z0-9./]+")]
    private static partial Regex AddressOf();
}
