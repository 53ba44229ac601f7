using System.Text.RegularExpressions;

namespace FitPipeline.Pathway.Tests;

/// <summary>The tests of the source tree, for pages that name some: by namespace, class and method, as they are written.</summary>
internal sealed class NamedTests
{
    private readonly IReadOnlyList<string> _sources =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Approvals.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText),
    ];

    /// <summary>Whether there is a test of that full name.</summary>
    internal bool Holds(string test)
    {
        string[] parts = test.Split('.');
        (string space, string type, string method) = (string.Join('.', parts[..^2]), parts[^2], parts[^1]);
        return _sources.Any(source => source.Contains($"namespace {space};", StringComparison.Ordinal)
            && Regex.IsMatch(source, $@"\bclass {type}\b")
            && IsATest(source, method));
    }

    // Between the attribute and the name lie other attributes and comments, but no other method.
    internal static bool IsATest(string source, string method) =>
        Regex.IsMatch(source, $@"\[\w*(Fact|Theory)\]((?!public )[\s\S])*?public (async )?(void|Task) {Regex.Escape(method)}\(");
}
