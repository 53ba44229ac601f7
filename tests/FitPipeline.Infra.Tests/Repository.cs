namespace FitPipeline.Infra.Tests;

/// <summary>Where the files are that these tests read.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    internal static string Infra => Path.Combine(Root, "infra");

    internal static string BicepSyntax => Path.Combine(Root, "tests", "bicep-syntax");

    internal static string Text(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>A copy of infra/ to break on purpose.</summary>
    internal static string CopyOfInfra()
    {
        string copy = Directory.CreateTempSubdirectory("fit-infra-").FullName;
        foreach (string file in Directory.EnumerateFiles(Infra, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(Infra, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FitPipeline.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"FitPipeline.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
