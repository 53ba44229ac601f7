namespace FitPipeline.Pathway.Tests;

/// <summary>Text that a person has read and approved, kept as a file in the repository.</summary>
internal static class Approvals
{
    /// <summary>The root of the repository, found from where the tests run: a deterministic build hides where a file was compiled.</summary>
    public static string Root { get; } = RootAbove(AppContext.BaseDirectory);

    /// <summary>
    /// Compares; on a difference the received text is left beside the approved file, and the failure says how to accept it.
    /// </summary>
    public static void Matches(string path, string received)
    {
        string approvedPath = Path.Combine(Root, path);
        string receivedPath = Path.ChangeExtension(approvedPath, null).Replace(".approved", "", StringComparison.Ordinal)
            + ".received" + Path.GetExtension(approvedPath);
        string approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : "";
        if (approved == received)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail(
            $"{path} is not what the rules say now. First difference: {FirstDifference(approved, received)} "
            + $"Read the change; if it is meant, accept it with: mv {Path.GetRelativePath(Root, receivedPath)} {path}");
    }

    private static string FirstDifference(string approved, string received)
    {
        string[] was = approved.Split('\n');
        string[] isNow = received.Split('\n');
        int line = 0;
        while (line < was.Length && line < isNow.Length && was[line] == isNow[line])
        {
            line++;
        }

        return $"line {line + 1} was «{(line < was.Length ? was[line] : "")}» and is «{(line < isNow.Length ? isNow[line] : "")}».";
    }

    private static string RootAbove(string folder)
    {
        for (DirectoryInfo? directory = new(folder); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "FitPipeline.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"FitPipeline.sln is in no folder above {folder}.");
    }
}
