namespace FitPipeline.Fit;

/// <summary>The browser the pages are tested in: Chromium, or a relative of it that is installed already.</summary>
internal static class Browser
{
    /// <summary>Names another browser's program; the browser tests read the same variable, and <c>fit test</c> sets it for them.</summary>
    internal const string Variable = "FIT_CHROMIUM";

    internal const string InstallCommand = "apt-get update && apt-get install -y chromium";

    private static readonly string[] Known =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/usr/bin/google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    internal static string? Find() =>
        Known.Prepend(Environment.GetEnvironmentVariable(Variable)).FirstOrDefault(File.Exists);

    internal static bool IsTestedIn(Checkout checkout) => Directory.Exists(checkout.At("tests", "FitPipeline.Web.Tests"));

    /// <summary>Whether this program may install it: Debian's own package, as root. Elsewhere a person decides.</summary>
    internal static bool CanBeInstalled() =>
        Environment.IsPrivilegedProcess && File.Exists("/etc/debian_version") && Programs.Find("apt-get") is not null
        && File.ReadLines("/etc/os-release").Contains("ID=debian");

    /// <summary>What to type, for a person on this system.</summary>
    internal static string HowToInstall() =>
        OperatingSystem.IsLinux()
            ? $"sudo sh -c '{InstallCommand}' (or this system's own package), or set {Variable} to a browser's program"
            : $"install Google Chrome, or set {Variable} to a browser's program";
}
