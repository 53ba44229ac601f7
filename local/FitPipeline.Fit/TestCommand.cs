using System.Diagnostics;

namespace FitPipeline.Fit;

/// <summary><c>fit test</c>: every test project of the checkout, and the format check.</summary>
internal static class TestCommand
{
    private const string Quick = "--quick";

    private static readonly string[] QuickProjects = ["FitPipeline.Application.Tests", "FitPipeline.Intake.Tests", "FitPipeline.Pathway.Tests"];

    internal static readonly Command Command = new(
        "test",
        "test [FILTER] [--quick]",
        "Every test; installs what the tests need. The last line is \"N passed, N failed, N skipped\".\n"
            + "FILTER is part of a test's full name, or an expression of dotnet test --filter.\n"
            + "--quick: the rules, the readers and the use cases in memory, without browser, Azurite and format check.",
        [new Option(Quick)],
        Operands: 1,
        RunAsync);

    /// <summary>A word is part of a name; with an operator in it, it is dotnet test's own expression.</summary>
    internal static string Expression(string filter) =>
        filter.IndexOfAny(['=', '~', '!', '&', '|', '(', ')']) < 0 ? $"FullyQualifiedName~{filter}" : filter;

    /// <summary>The test projects of the fast lane: what they test needs no host, no browser and no emulator.</summary>
    internal static IReadOnlyList<string> QuickOf(IReadOnlyList<string> projects) =>
        [.. projects.Where(project => QuickProjects.Contains(Path.GetFileNameWithoutExtension(project)))];

    private static async Task<int> RunAsync(Checkout checkout, Arguments arguments, StopSignal stop)
    {
        string? filter = arguments.Operands is [var given] ? given : null;

        bool quick = arguments.PassedOn.Contains(Quick);
        IReadOnlyList<string> projects = quick ? QuickOf(checkout.TestProjects()) : checkout.TestProjects();

        TestCount total = default;
        if (quick)
        {
            await TestNeeds.InstallPackagesAsync(checkout, stop);
            foreach (string project in projects)
            {
                total += await BuildAsync(checkout, project, stop);
            }
        }
        else
        {
            await TestNeeds.InstallAsync(checkout, stop);
            await AzurePackages.ChooseAsync(checkout, stop);
            total = await BuildAsync(checkout, Checkout.Solution, stop);
        }

        if (total.Failed == 0)
        {
            foreach (string project in projects)
            {
                total += stop.Asked.IsCancellationRequested ? default : await TestAsync(checkout, project, filter, stop);
            }

            if (filter is null && !quick && !stop.Asked.IsCancellationRequested)
            {
                total += await CheckFormatAsync(checkout, stop);
            }
        }

        if (stop.Asked.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped before every test had run.");
            return stop.ExitCode;
        }

        if (total.IsNone)
        {
            await Console.Out.WriteLineAsync(filter is null ? "There is no test to run." : $"No test matches '{filter}'.");
        }

        await Console.Out.WriteLineAsync(total.ToString());
        return total is { Failed: 0, Passed: > 0 } ? 0 : 1;
    }

    private static async Task<TestCount> BuildAsync(Checkout checkout, string target, StopSignal stop)
    {
        await using Progress line = await Progress.BeginAsync(target == Checkout.Solution ? "build" : $"build {Path.GetFileNameWithoutExtension(target)}");
        Captured build = await Build.RunAsync(checkout, ["build", target], stop);
        if (build.ExitCode == 0)
        {
            await line.EndAsync("done");
            return default;
        }

        await line.EndAsync($"failed\n{build.Output.TrimEnd()}");
        return new TestCount(0, 1, 0);
    }

    private static async Task<TestCount> TestAsync(Checkout checkout, string project, string? filter, StopSignal stop)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string results = checkout.At("artifacts", "test-results", name);
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        // A test that hangs is ended after ten silent minutes, so that a run always comes to its last line.
        string[] command =
        [
            "test", project, "--no-build", "--logger", "trx", "--results-directory", results,
            "--blame-hang-timeout", "10m", "--blame-hang-dump-type", "none",
        ];
        ProcessStartInfo start = Programs.Sdk(checkout, filter is null ? command : [.. command, "--filter", Expression(filter)]);

        await using Progress line = await Progress.BeginAsync(name);
        Captured run = await Child.CaptureAsync(start, Ending.AtOnce, stop);
        if (stop.Asked.IsCancellationRequested)
        {
            return default;
        }

        TestReport report = TestReport.Read(name, results, run);
        await line.EndAsync(report.Count.IsNone ? "no tests" : report.Count.ToString());
        foreach (TestFailure failure in report.Failures)
        {
            await Console.Out.WriteLineAsync($"  failed: {failure.Name}\n{Indented(failure.Message)}");
        }

        return report.Count;
    }

    private static async Task<TestCount> CheckFormatAsync(Checkout checkout, StopSignal stop)
    {
        await using Progress line = await Progress.BeginAsync("format");
        Captured check = await Child.CaptureAsync(
            Programs.Sdk(checkout, "format", Checkout.Solution, "--verify-no-changes", "--no-restore"), Ending.AtOnce, stop);
        if (check.ExitCode == 0)
        {
            await line.EndAsync("clean");
            return new TestCount(1, 0, 0);
        }

        await line.EndAsync($"failed: run dotnet format {Checkout.Solution}\n{Indented(check.Output)}");
        return new TestCount(0, 1, 0);
    }

    private static string Indented(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').Select(line => "    " + line.TrimEnd()));
}
