using System.Globalization;

namespace FitPipeline.Fit;

/// <summary><c>fit replay</c>: a data directory rebuilt from the archive of what arrived.</summary>
internal static class ReplayCommand
{
    internal static readonly Command Command = new(
        "replay",
        "replay ARCHIVE [--data .fit-replayed] [--until ISO]",
        "Lives everything in an archive again, in an empty data directory: the same journeys. ARCHIVE is a data directory,\n"
            + "or the container lab-archive downloaded. Nothing is sent.",
        [new Option("--data", "DIR"), new Option("--until", "2026-03-01T09:00:00Z", TimeFault)],
        Operands: 1,
        (checkout, arguments, stop) => ReleaseProgram.LocalHost.RunAsync(checkout, ["replay", .. arguments.PassedOn], stop));

    private static string? TimeFault(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            ? null
            : "takes a date and time in ISO 8601, such as 2026-03-01T09:00:00Z";
}
