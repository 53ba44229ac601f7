namespace FitPipeline.Infra.Tests;

/// <summary>The application's C#, as text: these tests reference no project of it.</summary>
internal static class Sources
{
    /// <summary>Every .cs file under a folder of the repository, one after the other.</summary>
    internal static string Of(string folder) => string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllText));
}
