using System.Diagnostics;

namespace FitPipeline.Fit;

/// <summary>The programs this one starts: where they are, and how they are called.</summary>
internal static class Programs
{
    /// <summary>The variable in which a child finds our process id, so that it can end itself should we be killed outright.</summary>
    internal const string ParentVariable = "FIT_PARENT_PID";

    /// <summary>The full path of a program on PATH, or null.</summary>
    internal static string? Find(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>The dotnet we run on, so that a build uses the SDK the launcher found.</summary>
    internal static ProcessStartInfo Dotnet(params IEnumerable<string> arguments) =>
        At(Environment.ProcessPath!, arguments);

    /// <summary>A dotnet command of the SDK: at the root, where global.json chooses the SDK.</summary>
    internal static ProcessStartInfo Sdk(Checkout checkout, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = Dotnet(arguments);
        start.WorkingDirectory = checkout.Root;
        // No build server of ours is left behind, and error codes come with English words.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return start;
    }

    internal static ProcessStartInfo At(string path, params IEnumerable<string> arguments) =>
        new(path, arguments) { UseShellExecute = false };

    /// <summary>The first line a program prints when asked for its version, or null when it cannot be run.</summary>
    internal static async Task<string?> VersionAsync(ProcessStartInfo start, StopSignal stop)
    {
        Captured answer = await Child.CaptureAsync(start, Ending.AtOnce, stop);
        return answer.ExitCode == 0
            ? answer.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault()
            : null;
    }
}
