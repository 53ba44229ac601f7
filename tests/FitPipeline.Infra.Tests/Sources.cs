namespace FitPipeline.Infra.Tests;

/// <summary>The application's C#, as text: these tests reference no project of it.</summary>
internal static class Sources
{
    /// <summary>Every .cs file under a top folder, one after the other; empty when the folder has none.</summary>
    internal static string Of(string folder)
    {
        string path = Path.Combine(Repository.Root, folder);
        return Directory.Exists(path)
            ? string.Concat(Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText))
            : "";
    }
}
