using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FitPipeline.Fit;

/// <summary>Which Azure packages the functions app is not compiled against (MSBuild property <c>AzureStandIns</c>), and why.</summary>
/// <param name="StandIns">Names of the packages that <c>tests/AzureStandins</c> stands in for; empty when all are official.</param>
/// <param name="Why">What made it so: a restore that failed, or a person.</param>
/// <param name="Remembered">True when it stands in <c>AzureStandins.props</c>, where every dotnet command and editor reads it.</param>
internal sealed record AzureChoice(IReadOnlyList<string> StandIns, string Why, bool Remembered)
{
    internal bool HasStandIns => StandIns.Count > 0;

    /// <summary>The stand-ins in words.</summary>
    internal string Named => string.Join(" and ", StandIns);

    /// <summary>What a person does to have it otherwise.</summary>
    internal string HowToChange => Remembered
        ? $"To change it: delete {AzurePackages.PropsFile} and fit tries the packages again"
        : $"To change it: take {AzurePackages.Property} out of the environment";
}

/// <summary>What a restore with the official packages showed.</summary>
internal enum RestoreVerdict
{
    /// <summary>They restored.</summary>
    Restored,

    /// <summary>The feed answered and lacks a package that can be stood in for: worth remembering.</summary>
    NotOnTheFeed,

    /// <summary>No feed answered: true of this moment only.</summary>
    NoFeed,

    /// <summary>Something else is wrong, which a stand-in would hide.</summary>
    Other,
}

/// <summary>
/// Takes a stand-in under <c>tests/AzureStandins</c> for a package that some feeds lack: only for one whose own restore has really
/// failed, each by itself, and only if the restore succeeds with it. Every other Azure package is the official one everywhere.
/// </summary>
internal static partial class AzurePackages
{
    internal const string PropsFile = "AzureStandins.props";
    internal const string Property = "AzureStandIns";
    internal const string None = "none";

    /// <summary>What can be stood in for; a folder of the same name stands in <c>tests/AzureStandins</c>.</summary>
    internal static IReadOnlyList<string> Replaceable { get; } = ["Microsoft.Azure.Functions.Worker.Extensions.ServiceBus"];

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
            return new AzureChoice(Listed(asked), $"the environment says {Property}={asked}", Remembered: false);
        }

        string props = checkout.At(PropsFile);
        if (!File.Exists(props))
        {
            return null;
        }

        XDocument document = XDocument.Load(props);
        string named = document.Descendants(Property).FirstOrDefault()?.Value ?? None;
        string why = document.DescendantNodes().OfType<XComment>().FirstOrDefault()?.Value.Trim() ?? "";
        return new AzureChoice(Listed(named), why.Length > 0 ? $"{PropsFile} says: {why}" : $"{PropsFile} says so", Remembered: true);
    }

    /// <summary>
    /// Settles the choice before a build, and says each stand-in in one line. A choice that is not remembered is put in our
    /// environment, where the builds we start find it.
    /// </summary>
    internal static async Task ChooseAsync(Checkout checkout, StopSignal stop)
    {
        if (Project(checkout) is not { } project || Settled(checkout) is not null)
        {
            return;
        }

        (RestoreVerdict verdict, IReadOnlyList<string> missing, string why) = Judge(await RestoreAsync(checkout, project, None, stop));
        if (verdict is RestoreVerdict.Restored or RestoreVerdict.Other || stop.Asked.IsCancellationRequested)
        {
            return;
        }

        string standIns = string.Join(',', missing);
        if ((await RestoreAsync(checkout, project, standIns, stop)).ExitCode != 0)
        {
            await Console.Error.WriteLineAsync($"Azure packages: not restored ({why}), and not with stand-ins for {standIns} either.");
            return;
        }

        if (verdict == RestoreVerdict.NotOnTheFeed)
        {
            await RememberAsync(checkout, standIns, why);
        }
        else
        {
            Environment.SetEnvironmentVariable(Property, standIns);
        }

        foreach (string package in missing)
        {
            await Console.Error.WriteLineAsync(
                $"{package}: a stand-in, because the package did not restore ({why}). {Settled(checkout)?.HowToChange}.");
        }
    }

    /// <summary>
    /// Reads a failed restore by NuGet's error codes: no feed outweighs no package, since a feed that is away may hold it; and a package
    /// that nothing stands in for outweighs both.
    /// </summary>
    internal static (RestoreVerdict Verdict, IReadOnlyList<string> Missing, string Why) Judge(Captured restore)
    {
        if (restore.ExitCode == 0)
        {
            return (RestoreVerdict.Restored, [], "");
        }

        ILookup<string, string> errors = NuGetError().Matches(restore.Output)
            .ToLookup(match => match.Groups["code"].Value, match => match.Value.Trim());
        if (errors["NU1301"].FirstOrDefault() is { } unreachable)
        {
            return (RestoreVerdict.NoFeed, Replaceable, unreachable);
        }

        string[] said = [.. errors["NU1101"].Concat(errors["NU1102"]).Concat(errors["NU1103"]).Distinct()];
        string[] missing = [.. said.Select(PackageIn).Distinct()];
        return missing.Length > 0 && missing.All(package => Replaceable.Contains(package))
            ? (RestoreVerdict.NotOnTheFeed, missing, said[0])
            : (RestoreVerdict.Other, [], "");
    }

    internal static Task RememberAsync(Checkout checkout, string standIns, string why)
    {
        // Not forced over an answer given on the command line; a comment may not hold two hyphens together.
        XElement property = new(Property, new XAttribute("Condition", $"'$({Property})' == ''"), standIns);
        XElement props = new(
            "Project",
            new XComment($" {why.Replace("--", "- -", StringComparison.Ordinal)} "),
            new XElement("PropertyGroup", property));
        return File.WriteAllTextAsync(checkout.At(PropsFile), props + "\n");
    }

    private static string[] Listed(string named) =>
        named == None ? [] : named.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string PackageIn(string error) => PackageName().Match(error).Groups["name"].Value;

    private static Task<Captured> RestoreAsync(Checkout checkout, string project, string standIns, StopSignal stop) =>
        Build.RunAsync(checkout, ["restore", project, $"-p:{Property}={standIns.Replace(",", "%2C", StringComparison.Ordinal)}"], stop);

    [GeneratedRegex(@"(?<code>NU\d{4}): [^\r\n\[]+")]
    private static partial Regex NuGetError();

    [GeneratedRegex(@"package (?<name>[A-Za-z][A-Za-z0-9.]*[A-Za-z0-9])")]
    private static partial Regex PackageName();
}
