using System.Diagnostics;

namespace FitPipeline.Fit;

/// <summary>
/// Brings in what the tests need beyond .NET. A thing that cannot be had is a sentence here and a failed test later,
/// never a skipped one.
/// </summary>
internal static class TestNeeds
{
    internal static async Task InstallAsync(Checkout checkout, StopSignal stop)
    {
        await InstallPackagesAsync(checkout, stop);
        await WebPages.BringInAsync(checkout, stop);
        if (Browser.IsTestedIn(checkout) && Browser.Find() is null && !stop.Asked.IsCancellationRequested)
        {
            await InstallBrowserAsync(stop);
        }

        // Browser tests then drive the browser found here, wherever it is.
        Environment.SetEnvironmentVariable(Browser.Variable, Browser.Find());
    }

    /// <summary>What the tests take from npm, without the desk's own packages and the browser.</summary>
    internal static async Task InstallPackagesAsync(Checkout checkout, StopSignal stop)
    {
        foreach (string folder in FoldersToFill(checkout))
        {
            await FillAsync(checkout, folder, stop);
        }
    }

    /// <summary>Azurite alone, for <c>fit azure</c>.</summary>
    internal static async Task InstallAzuriteAsync(Checkout checkout, StopSignal stop)
    {
        if (FoldersToFill(checkout).Contains(checkout.At("tests", "azurite")))
        {
            await FillAsync(checkout, checkout.At("tests", "azurite"), stop);
        }
    }

    /// <summary>Folders under tests/ with a lock file that npm has not carried out since it changed.</summary>
    internal static IReadOnlyList<string> FoldersToFill(Checkout checkout) =>
        !Directory.Exists(checkout.At("tests"))
            ? []
            : [.. Directory.EnumerateDirectories(checkout.At("tests")).Order(StringComparer.Ordinal).Where(IsToBeFilled)];

    private static bool IsToBeFilled(string folder)
    {
        FileInfo asked = new(Path.Combine(folder, "package-lock.json"));
        // npm writes this copy of the lock last, so it is there only after a finished installation.
        FileInfo done = new(Path.Combine(folder, "node_modules", ".package-lock.json"));
        return asked.Exists && (!done.Exists || done.LastWriteTimeUtc < asked.LastWriteTimeUtc);
    }

    private static async Task FillAsync(Checkout checkout, string folder, StopSignal stop)
    {
        string shown = Path.GetRelativePath(checkout.Root, folder).Replace('\\', '/');
        string? npm = Programs.Find("npm");
        if (npm is null)
        {
            await Console.Out.WriteLineAsync($"{shown}: not installed, Node.js is missing (https://nodejs.org, version 22 or later); tests that need it will fail.");
            return;
        }

        // Nothing we use needs a package's own install script, and a script is how a bad package would act.
        ProcessStartInfo start = Programs.At(npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        start.WorkingDirectory = folder;
        await using Progress line = await Progress.BeginAsync($"{shown}, npm ci");
        Captured install = await Child.CaptureAsync(start, Ending.AtOnce, stop);
        if (install.ExitCode == 0)
        {
            await line.EndAsync("installed");
        }
        else
        {
            await line.EndAsync($"failed, and tests that need it will fail\n{install.Output.TrimEnd()}");
        }
    }

    private static async Task InstallBrowserAsync(StopSignal stop)
    {
        if (!Browser.CanBeInstalled())
        {
            await Console.Out.WriteLineAsync($"Chromium is missing and the browser tests will fail without it: {Browser.HowToInstall()}");
            return;
        }

        ProcessStartInfo start = Programs.At("/bin/sh", "-c", Browser.InstallCommand);
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        await using Progress line = await Progress.BeginAsync("Chromium, apt-get install");
        // Asked, not killed: a package manager cut off half-way leaves the system to repair.
        Captured install = await Child.CaptureAsync(start, Ending.Terminate, stop);
        if (install.ExitCode == 0 && Browser.Find() is { } found)
        {
            await line.EndAsync($"installed as {found}");
        }
        else
        {
            await line.EndAsync($"failed, and the browser tests will fail without it\n{install.Output.TrimEnd()}");
        }
    }
}
