using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FitPipeline.Fit;

/// <summary>
/// Which packages the functions app is compiled against (MSBuild property <c>AzureSdk</c>), and why.
/// <paramref name="Remembered"/>: in <c>AzureSdk.props</c>, where every dotnet command and editor reads it.
/// </summary>
internal sealed record AzureChoice(string Mode, string Why, bool Remembered)
{
    internal bool IsStandins => Mode == AzurePackages.Standins;

    /// <summary>What a person does to have it otherwise.</summary>
    internal string HowToChange => Remembered
        ? $"To change it: delete {AzurePackages.PropsFile} and fit tries the packages again"
        : "To change it: take AzureSdk out of the environment";
}

/// <summary>What a restore with the official packages showed.</summary>
internal enum RestoreVerdict
{
    /// <summary>They restored.</summary>
    Restored,

    /// <summary>The feed answered and does not hold them: worth remembering.</summary>
    NotOnTheFeed,

    /// <summary>No feed answered: true of this moment only.</summary>
    NoFeed,

    /// <summary>Something else is wrong, which stand-ins would hide.</summary>
    Other,
}

/// <summary>
/// Chooses between the official Azure packages and the stand-ins under <c>tests/AzureStandins</c>. Stand-ins are
/// taken only after a restore has really failed for want of the packages, and only if it succeeds with them.
/// </summary>
internal static partial class AzurePackages
{
    internal const string Packages = "packages";
    internal const string Standins = "standins";
    internal const string PropsFile = "AzureSdk.props";

    private const string Property = "AzureSdk";

    /// <summary>The functions app's project, or null where a checkout has none.</summary>
    internal static string? Project(Checkout checkout)
    {
        string folder = checkout.At("functions", "FitPipeline.Functions");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault() : null;
    }

    /// <summary>The choice already made, by a person or by an earlier run; null when it has still to be made.</summary>
    internal static AzureChoice? Settled(Checkout checkout)
    {
        // MSBuild reads the environment as properties.
        if (Environment.GetEnvironmentVariable(Property) is { Length: > 0 } asked)
        {
            return new AzureChoice(asked, $"the environment says {Property}={asked}", Remembered: false);
        }

        string props = checkout.At(PropsFile);
        if (!File.Exists(props))
        {
            return null;
        }

        XDocument document = XDocument.Load(props);
        string mode = document.Descendants(Property).FirstOrDefault()?.Value ?? Packages;
        string why = document.DescendantNodes().OfType<XComment>().FirstOrDefault()?.Value.Trim() ?? "";
        return new AzureChoice(mode, why.Length > 0 ? $"{PropsFile} says: {why}" : $"{PropsFile} says so", Remembered: true);
    }

    /// <summary>
    /// Settles the choice before a build, and says so in one line when it is not the packages. A choice that is not
    /// remembered is put in our environment, where the builds we start find it.
    /// </summary>
    internal static async Task ChooseAsync(Checkout checkout, StopSignal stop)
    {
        if (Project(checkout) is not { } project || Settled(checkout) is not null)
        {
            return;
        }

        Captured tried = await RestoreAsync(checkout, project, Packages, stop);
        (RestoreVerdict verdict, string why) = Judge(tried);
        if (verdict is RestoreVerdict.Restored or RestoreVerdict.Other || stop.Asked.IsCancellationRequested)
        {
            return;
        }

        if ((await RestoreAsync(checkout, project, Standins, stop)).ExitCode != 0)
        {
            await Console.Error.WriteLineAsync($"Azure packages: not restored ({why}), and the stand-ins do not restore either.");
            return;
        }

        if (verdict == RestoreVerdict.NotOnTheFeed)
        {
            await RememberAsync(checkout, why);
            await Console.Error.WriteLineAsync(
                $"Azure packages: stand-ins from now on, because the packages did not restore ({why}). {Settled(checkout)?.HowToChange}.");
        }
        else
        {
            Environment.SetEnvironmentVariable(Property, Standins);
            await Console.Error.WriteLineAsync($"Azure packages: stand-ins this once, because no package feed answered ({why}).");
        }
    }

    /// <summary>Reads a failed restore by NuGet's error codes: no feed outweighs no package, since a feed that is away may hold it.</summary>
    internal static (RestoreVerdict Verdict, string Why) Judge(Captured restore)
    {
        if (restore.ExitCode == 0)
        {
            return (RestoreVerdict.Restored, "");
        }

        ILookup<string, string> errors = NuGetError().Matches(restore.Output)
            .ToLookup(match => match.Groups["code"].Value, match => match.Value.Trim());
        if (errors["NU1301"].FirstOrDefault() is { } unreachable)
        {
            return (RestoreVerdict.NoFeed, unreachable);
        }

        return errors["NU1101"].Concat(errors["NU1102"]).Concat(errors["NU1103"]).FirstOrDefault() is { } missing
            ? (RestoreVerdict.NotOnTheFeed, missing)
            : (RestoreVerdict.Other, "");
    }

    internal static Task RememberAsync(Checkout checkout, string why)
    {
        // Not forced over an answer given on the command line; a comment may not hold two hyphens together.
        XElement property = new(Property, new XAttribute("Condition", $"'$({Property})' == ''"), Standins);
        XElement props = new(
            "Project",
            new XComment($" {why.Replace("--", "- -", StringComparison.Ordinal)} "),
            new XElement("PropertyGroup", property));
        return File.WriteAllTextAsync(checkout.At(PropsFile), props + "\n");
    }

    private static Task<Captured> RestoreAsync(Checkout checkout, string project, string mode, StopSignal stop) =>
        Build.RunAsync(checkout, ["restore", project, $"-p:{Property}={mode}"], stop);

    [GeneratedRegex(@"(?<code>NU\d{4}): [^\r\n\[]+")]
    private static partial Regex NuGetError();
}
