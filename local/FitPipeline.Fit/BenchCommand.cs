namespace FitPipeline.Fit;

/// <summary><c>fit bench</c>: the benchmarks.</summary>
internal static class BenchCommand
{
    internal static readonly Command Command = new(
        "bench",
        "bench [--json] [NAME]",
        "The benchmarks, all or the one named; --json prints one object, metric to number.",
        [new Option("--json")],
        Operands: 1,
        (checkout, arguments, stop) => ReleaseProgram.Benchmarks.RunAsync(checkout, arguments.PassedOn, stop));
}
