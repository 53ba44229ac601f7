using System.Globalization;

namespace FitPipeline.Fit;

/// <summary>What <c>fit doctor</c> found on this machine; null is "not found".</summary>
internal sealed record Installed
{
    internal string? Sdk { get; init; }

    internal string? Node { get; init; }

    internal string? Npm { get; init; }

    internal string? Azurite { get; init; }

    internal string? Chromium { get; init; }

    internal bool ChromiumIsInstalledByTest { get; init; }

    internal bool HasBrowserTests { get; init; }

    internal string? CoreTools { get; init; }

    internal bool HasFunctions { get; init; }

    internal AzureChoice? Azure { get; init; }
}

/// <summary>What a finding means for run and test.</summary>
internal enum Health
{
    /// <summary>There.</summary>
    Ok,

    /// <summary>Not there, and nothing stops for it.</summary>
    Absent,

    /// <summary>Run or test cannot work until it is there.</summary>
    Missing,
}

/// <summary>One line of the doctor's.</summary>
internal sealed record Finding(string Subject, Health Health, string Text);

/// <summary><c>fit doctor</c>: what is installed, which Azure packages are stood in for and why.</summary>
internal static class DoctorCommand
{
    // Azurite 3.37 is published for Node 22; it has been seen to serve on 20.
    private const int OldestNode = 20;

    internal static readonly Command Command = new(
        "doctor",
        "doctor",
        "What is installed, which Azure packages are stood in for and why.",
        [],
        Operands: 0,
        async (checkout, _, stop) =>
        {
            IReadOnlyList<Finding> findings = Examine(await LookAsync(checkout, stop));
            foreach (Finding finding in findings)
            {
                await Console.Out.WriteLineAsync($"{finding.Health.ToString().ToLowerInvariant(),-9}{finding.Subject,-16}{finding.Text}");
            }

            return findings.Any(finding => finding.Health == Health.Missing) ? 1 : 0;
        });

    internal static IReadOnlyList<Finding> Examine(Installed found) =>
    [
        Or(".NET SDK", found.Sdk, Health.Missing, "none that global.json accepts: https://dotnet.microsoft.com/download/dotnet/10.0"),
        Node(found.Node),
        Or("npm", found.Npm, Health.Missing, "not found; it comes with Node.js, and fit test installs Azurite with it"),
        Or("Azurite", found.Azurite, Health.Absent, "not installed yet; fit test installs it in tests/azurite"),
        Chromium(found),
        Or("Core Tools", found.CoreTools, Health.Absent, $"not found, and only fit azure needs them: {CoreTools.HowToGet}"),
        new Finding("Azure packages", Health.Ok, Azure(found)),
    ];

    private static Finding Or(string subject, string? found, Health otherwise, string why) =>
        found is null ? new Finding(subject, otherwise, why) : new Finding(subject, Health.Ok, found);

    private static Finding Node(string? version)
    {
        const string Subject = "Node.js";
        if (version is null)
        {
            return new Finding(Subject, Health.Missing, "not found; Azurite needs it: https://nodejs.org, version 22 or later");
        }

        bool isRead = int.TryParse(version.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major);
        return isRead && major < OldestNode
            ? new Finding(Subject, Health.Missing, $"{version} is too old for Azurite: https://nodejs.org, version 22 or later")
            : new Finding(Subject, Health.Ok, version);
    }

    private static Finding Chromium(Installed found)
    {
        (Health otherwise, string why) = found switch
        {
            { HasBrowserTests: false } => (Health.Absent, "not found; this checkout has no browser tests"),
            { ChromiumIsInstalledByTest: true } => (Health.Absent, "not installed yet; fit test installs it"),
            _ => (Health.Missing, $"not found, and the browser tests need it: {Browser.HowToInstall()}"),
        };
        return Or("Chromium", found.Chromium, otherwise, why);
    }

    private static string Azure(Installed found) => found switch
    {
        { HasFunctions: false } => "not in use: this checkout has no functions app",
        { Azure: { HasStandIns: true } choice } => $"official, but a stand-in for {choice.Named}, because {choice.Why}. {choice.HowToChange}",
        { Azure: { } choice } => $"official, because {choice.Why}. {choice.HowToChange}",
        _ => "official; a stand-in only for a package whose own restore has failed, and only one of "
            + string.Join(" and ", AzurePackages.Replaceable),
    };

    private static async Task<Installed> LookAsync(Checkout checkout, StopSignal stop) => new()
    {
        Sdk = await Programs.VersionAsync(Programs.Sdk(checkout, "--version"), stop),
        Node = Programs.Find("node") is { } node ? await Programs.VersionAsync(Programs.At(node, "--version"), stop) : null,
        Npm = Programs.Find("npm") is { } npm ? await Programs.VersionAsync(Programs.At(npm, "--version"), stop) : null,
        Azurite = Azurite.InstalledVersion(checkout),
        Chromium = Browser.Find(),
        ChromiumIsInstalledByTest = Browser.CanBeInstalled(),
        HasBrowserTests = Browser.IsTestedIn(checkout),
        CoreTools = CoreTools.Find(),
        HasFunctions = AzurePackages.Project(checkout) is not null,
        Azure = AzurePackages.Settled(checkout),
    };
}
