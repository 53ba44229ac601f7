using System.Diagnostics;

namespace FitPipeline.Fit;

/// <summary><c>fit mutate</c>: which changes of the rules no test notices, found by making them.</summary>
internal static class MutateCommand
{
    internal static readonly Command Command = new(
        "mutate",
        "mutate [FILTER]",
        "Changes the rules one place at a time and says which changes no test notices (Stryker). The report is in\n"
            + "artifacts/mutation. FILTER is part of a file's path in core/FitPipeline.Pathway, such as Calendar; without it, hours.",
        [],
        Operands: 1,
        RunAsync);

    private const string Rules = "core/FitPipeline.Pathway";

    // Where stryker-config.json lies: Stryker reads it from the folder it runs in.
    private const string Tests = "tests/FitPipeline.Pathway.Tests";

    /// <summary>Every file of the rules with <paramref name="filter"/> in its path, in any case, from the folder of the rules.</summary>
    internal static IReadOnlyList<string> Files(Checkout checkout, string filter) =>
        !Directory.Exists(checkout.At(Rules))
            ? []
            : [.. Directory.EnumerateFiles(checkout.At(Rules), "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(checkout.At(Rules), file).Replace('\\', '/'))
                .Where(file => file.Contains(filter, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)];

    private static async Task<int> RunAsync(Checkout checkout, Arguments arguments, StopSignal stop)
    {
        List<string> command = ["stryker", "--skip-version-check", "--output", checkout.At("artifacts", "mutation")];
        if (arguments.Operands is [var filter])
        {
            IReadOnlyList<string> files = Files(checkout, filter);
            if (files.Count == 0)
            {
                await Console.Error.WriteLineAsync($"No file in {Rules} has '{filter}' in its path.");
                return 1;
            }

            command.AddRange(files.SelectMany<string, string>(file => ["--mutate", $"**/{file}"]));
        }

        Captured restore = await Child.CaptureAsync(Programs.Sdk(checkout, "tool", "restore"), Ending.AtOnce, stop);
        if (restore.ExitCode != 0)
        {
            await Console.Error.WriteLineAsync($"{restore.Output}The tools of .config/dotnet-tools.json could not be restored: see above.");
            return 1;
        }

        ProcessStartInfo start = Programs.Sdk(checkout, command);
        start.WorkingDirectory = checkout.At(Tests);
        return await Child.RunAsync(start, Ending.AtOnce, stop);
    }
}
