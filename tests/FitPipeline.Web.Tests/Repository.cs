namespace FitPipeline.Web.Tests;

/// <summary>Where the repository is, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "FitPipeline.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
