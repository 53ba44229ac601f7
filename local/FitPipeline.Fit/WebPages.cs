using System.Diagnostics;

namespace FitPipeline.Fit;

/// <summary>
/// Brings in what the desk takes from npm: <c>npm ci</c> in <c>web/</c>, then its build script, which fills <c>web/dist</c>.
/// The next build of the local host carries it along. Without Node.js the API works and the desk is missing, and the
/// host says so itself.
/// </summary>
internal static class WebPages
{
    internal static async Task BringInAsync(Checkout checkout, StopSignal stop)
    {
        if (!IsToBeBroughtIn(checkout))
        {
            return;
        }

        string? npm = Programs.Find("npm");
        string? node = Programs.Find("node");
        if (npm is null || node is null)
        {
            await Console.Error.WriteLineAsync("web: not brought in, Node.js is missing (https://nodejs.org, version 20 or later); the desk cannot be opened without it.");
            return;
        }

        // Standard output belongs to the host's one line.
        await Console.Error.WriteLineAsync("bringing in what the desk takes from npm");
        Captured install = await RunAsync(checkout, Programs.At(npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"), stop);
        Captured build = install.ExitCode == 0 ? await RunAsync(checkout, Programs.At(node, "build.mjs"), stop) : install;
        if (build.ExitCode != 0)
        {
            await Console.Error.WriteLineAsync($"web: failed, and the desk cannot be opened without it\n{build.Output.TrimEnd()}");
        }
    }

    /// <summary>True where the desk's dist is missing, or older than what it is made from.</summary>
    internal static bool IsToBeBroughtIn(Checkout checkout)
    {
        FileInfo made = new(checkout.At("web", "dist", "nhsuk-frontend.css"));
        FileInfo[] from = [new(checkout.At("web", "package-lock.json")), new(checkout.At("web", "build.mjs"))];
        return from.All(file => file.Exists) && (!made.Exists || from.Any(file => file.LastWriteTimeUtc > made.LastWriteTimeUtc));
    }

    private static Task<Captured> RunAsync(Checkout checkout, ProcessStartInfo start, StopSignal stop)
    {
        start.WorkingDirectory = checkout.At("web");
        return Child.CaptureAsync(start, Ending.AtOnce, stop);
    }
}
