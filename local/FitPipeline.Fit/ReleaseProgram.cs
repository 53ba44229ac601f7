using System.Diagnostics;
using System.Globalization;

namespace FitPipeline.Fit;

/// <summary>A program of this checkout: built in Release, run on our own terminal, ended with us.</summary>
internal sealed record ReleaseProgram(string Project, string Assembly, string What)
{
    internal static readonly ReleaseProgram LocalHost = new("local/FitPipeline.Local", "fitpipeline", "the local host");

    internal static readonly ReleaseProgram Benchmarks = new("tests/FitPipeline.Bench", "FitPipeline.Bench", "the benchmarks");

    internal async Task<int> RunAsync(Checkout checkout, IEnumerable<string> arguments, StopSignal stop)
    {
        string name = Path.GetFileName(Project);
        if (!File.Exists(checkout.At(Project, name + ".csproj")))
        {
            await Console.Error.WriteLineAsync($"This checkout does not hold {What}: {Project}/{name}.csproj is missing.");
            return 1;
        }

        await Console.Error.WriteLineAsync($"building {What}");
        // Analysers belong to test and CI; without them whoever waits for the program waits about half as long.
        Captured build = await Build.RunAsync(checkout, ["build", checkout.At(Project), "-c", "Release", "-p:RunAnalyzers=false"], stop);
        if (stop.Asked.IsCancellationRequested)
        {
            return stop.ExitCode;
        }

        if (build.ExitCode != 0)
        {
            await Console.Error.WriteLineAsync($"{build.Output}{What} could not be built: see above.");
            return 1;
        }

        // In the caller's folder, so that --data means what the caller sees.
        ProcessStartInfo start = Programs.Dotnet([checkout.Built(name, "release", Assembly), .. arguments]);
        start.Environment[Programs.ParentVariable] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return await Child.RunAsync(start, Ending.Terminate, stop);
    }
}
