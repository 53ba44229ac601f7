namespace FitPipeline.Fit;

/// <summary><c>fit demo</c>: the bundled practice day through the local host in virtual time.</summary>
internal static class DemoCommand
{
    internal static readonly Command Command = new(
        "demo",
        "demo [--json]",
        "The bundled practice day through the local host to every journey's end, and its summary.",
        [new Option("--json")],
        Operands: 0,
        (checkout, arguments, stop) => ReleaseProgram.LocalHost.RunAsync(checkout, ["demo", .. arguments.PassedOn], stop));
}
