using System.Text.RegularExpressions;

namespace FitPipeline.Fit.Tests;

/// <summary>What the files of .github promise, which nothing else reads here.</summary>
public sealed partial class RepositoryTests
{
    private static readonly Checkout Around = Checkout.Around(AppContext.BaseDirectory)!;

    /// <summary>A tag can be moved to other code; a commit cannot.</summary>
    [Fact]
    public void Every_action_of_every_workflow_is_pinned_to_a_commit_with_its_version_beside_it()
    {
        string[] uses = [.. Directory.EnumerateFiles(Around.At(".github", "workflows"), "*.yml")
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains("uses:", StringComparison.Ordinal))];

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(Pinned(), line));
    }

    [Fact]
    public void Every_path_with_an_owner_is_there()
    {
        string[] paths = [.. File.ReadLines(Around.At(".github", "CODEOWNERS"))
            .Where(line => line.StartsWith('/'))
            .Select(line => line.Split(' ')[0].TrimStart('/'))];

        Assert.Contains("core/FitPipeline.Pathway/", paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Around.At(path)), path));
    }

    [Fact]
    public void Every_folder_with_a_lock_file_of_npm_is_kept_up_to_date()
    {
        IEnumerable<string> locked = Directory.EnumerateDirectories(Around.At("tests"))
            .Append(Around.At("web"))
            .Where(folder => File.Exists(Path.Combine(folder, "package-lock.json")))
            .Select(folder => "/" + Path.GetRelativePath(Around.Root, folder).Replace('\\', '/'));
        IEnumerable<string> kept = File.ReadLines(Around.At(".github", "dependabot.yml"))
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("- /", StringComparison.Ordinal))
            .Select(line => line[2..]);

        Assert.Equal(locked.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"uses: [\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
