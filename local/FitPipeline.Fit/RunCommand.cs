using System.Globalization;

namespace FitPipeline.Fit;

/// <summary><c>fit run</c>: the local host, in the foreground, until it is told to stop.</summary>
internal static class RunCommand
{
    internal static readonly Command Command = new(
        "run",
        "run [--port 7071] [--data DIR] [--virtual-clock ISO] [--demo] [--sms emulator]",
        "The local host on 127.0.0.1; prints \"ready http://127.0.0.1:PORT\" when it answers. Ctrl-C stops it.\n"
            + "--demo loads the bundled practice day and opens in virtual time.\n"
            + "--sms emulator sends texts to telephones you can look at; its address is printed.",
        [
            new Option("--port", "7071", PortFault),
            new Option("--data", "DIR"),
            new Option("--virtual-clock", "2026-01-05T08:00:00Z", InstantFault),
            new Option("--demo"),
            new Option("--sms", "emulator"),
        ],
        Operands: 0,
        async (checkout, arguments, stop) =>
        {
            await WebPages.BringInAsync(checkout, stop);
            return await ReleaseProgram.LocalHost.RunAsync(checkout, arguments.PassedOn, stop);
        });

    private static string? PortFault(string value) =>
        ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null
            : "takes a port from 0 (any that is free) to 65535";

    private static string? InstantFault(string value) =>
        value.Length >= 10 && value[4] == '-'
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            ? null
            : "takes a date and time in ISO 8601, such as 2026-01-05T08:00:00Z";
}
