using System.Text.RegularExpressions;

namespace FitPipeline.Infra.Tests;

/// <summary>The few things that are easier to see in the text than in the tree.</summary>
internal static partial class BicepText
{
    [GeneratedRegex(@"\b(?<module>\w+)!?\.outputs\.(?<output>\w+)")]
    internal static partial Regex OutputRead();

    /// <summary>listKeys, listAccountSas, listSecrets and their kin: whatever starts with list and is called.</summary>
    [GeneratedRegex(@"\blist[A-Z]\w*\s*\(")]
    internal static partial Regex KeyRead();

    [GeneratedRegex(@"AccountKey=|SharedAccessKey|InstrumentationKey|EndpointSuffix=|\bprimaryKey\b|\bsecondaryKey\b|\bconnectionStrings?\b(?!\.)", RegexOptions.IgnoreCase)]
    internal static partial Regex KeyWritten();
}
