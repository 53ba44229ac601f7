using System.Runtime.CompilerServices;

namespace FitPipeline.Functions.Tests;

/// <summary>Compares a text with the file of it that somebody has read and committed.</summary>
internal static class Approvals
{
    /// <summary>Fails when the text is not what was approved, and leaves what came beside it, to be read and accepted.</summary>
    internal static void Holds(string text, string name, [CallerFilePath] string test = "")
    {
        string approved = PathOf(name, test);
        string expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (expected == text)
        {
            return;
        }

        string received = approved.Replace(".approved.", ".received.", StringComparison.Ordinal);
        File.WriteAllText(received, text);
        Assert.Fail($"Not as approved. Read {received}; if it is right, put it in the place of {approved}.");
    }

    /// <summary>The lines that were approved.</summary>
    internal static IReadOnlyList<string> Lines(string name, [CallerFilePath] string test = "") => File.ReadAllLines(PathOf(name, test));

    private static string PathOf(string name, string test) => Path.Combine(Path.GetDirectoryName(test)!, name);
}
