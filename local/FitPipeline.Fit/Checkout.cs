namespace FitPipeline.Fit;

/// <summary>The working copy this program was built in, and where things lie in it.</summary>
internal sealed class Checkout(string root)
{
    internal const string Solution = "FitPipeline.sln";

    internal string Root => root;

    internal static Checkout? Around(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Solution)))
            {
                return new Checkout(at.FullName);
            }
        }

        return null;
    }

    internal string At(params ReadOnlySpan<string> parts) => Path.Combine([root, .. parts]);

    /// <summary>Where a build leaves a project's assembly (UseArtifactsOutput).</summary>
    internal string Built(string project, string configuration, string assembly) =>
        At("artifacts", "bin", project, configuration, assembly + ".dll");

    /// <summary>Every <c>tests/NAME/NAME.csproj</c> whose name ends in <c>.Tests</c>, by name.</summary>
    internal IReadOnlyList<string> TestProjects() =>
        !Directory.Exists(At("tests"))
            ? []
            : [.. Directory.EnumerateDirectories(At("tests"), "*.Tests")
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.Tests.csproj"))
                .Order(StringComparer.Ordinal)];
}
