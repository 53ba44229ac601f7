namespace FitPipeline.Fit;

/// <summary>Azure Functions Core Tools: the program <c>func</c>.</summary>
internal static class CoreTools
{
    /// <summary>Names the program where it is not on PATH.</summary>
    internal const string Variable = "FIT_FUNC";

    internal const string HowToGet =
        "npm install -g azure-functions-core-tools@4 (https://learn.microsoft.com/azure/azure-functions/functions-run-local), "
        + "or set " + Variable + " to the program func";

    internal static string? Find() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? File.Exists(named) ? Path.GetFullPath(named) : null
            : Programs.Find("func");
}
