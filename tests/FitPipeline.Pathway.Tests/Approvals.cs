using System.Runtime.CompilerServices;

namespace FitPipeline.Pathway.Tests;

/// <summary>Text that a person has read and approved, kept as a file in the repository.</summary>
internal static class Approvals
{
    /// <summary>The root of the repository, found from where this file was compiled.</summary>
    public static string Root { get; } = RootFrom(ThisFile());

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

    private static string RootFrom(string file)
    {
        DirectoryInfo? directory = new(Path.GetDirectoryName(file)!);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "FitPipeline.sln")))
        {
            directory = directory.Parent;
        }

        Assert.True(directory is not null, "The repository's root was not found above " + Path.GetFileName(file) + ".");
        return directory.FullName;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
