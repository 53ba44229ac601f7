namespace FitPipeline.Infra.Tests;

/// <summary>Where the files are that these tests read.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    internal static string Infra => Path.Combine(Root, "infra");

    internal static string Text(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

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
