using System.Globalization;
using FitPipeline.Pathway.Tests;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// A history kept as text, a line for everything that reached an orchestration and everything it decided: what journeys
/// under way have lived through, so that tomorrow's code can be replayed against it.
/// </summary>
internal static class RecordedHistory
{
    private const char Between = '\t';

    internal static string PathOf(string version) => $"tests/FitPipeline.Functions.Tests/InFlight/History-{version}.approved.txt";

    internal static string Write(Instance lived) => string.Join(
        '\n',
        lived.History.Select(Line).Concat(lived.Decisions.Select(decided => "decided" + Between + decided))) + "\n";

    /// <summary>Reads one back.</summary>
    internal static (IReadOnlyList<Inbound> History, IReadOnlyList<string> Decisions) Read(string version)
    {
        string[][] lines = [.. File.ReadAllLines(Path.Combine(Approvals.Root, PathOf(version))).Select(line => line.Split(Between))];
        return (
            [.. lines.Where(line => line[0] != "decided").Select(Inbound)],
            [.. lines.Where(line => line[0] == "decided").Select(line => line[1])]);
    }

    private static string Line(Inbound inbound) => string.Join(Between, inbound switch
    {
        Inbound.Started started => ["started", At(started), started.Input],
        Inbound.Completed completed => ["completed", At(completed), Number(completed.Id), completed.Result],
        Inbound.Failed failed => ["failed", At(failed), Number(failed.Id), failed.Type, failed.Message],
        Inbound.Fired fired => ["fired", At(fired), Number(fired.Id)],
        Inbound.Raised raised => ["raised", At(raised), raised.Name, raised.Payload],
        _ => (string[])[],
    });

    private static Inbound Inbound(string[] line)
    {
        DateTimeOffset at = DateTimeOffset.ParseExact(line[1], "O", CultureInfo.InvariantCulture);
        return line[0] switch
        {
            "started" => new Inbound.Started(at, line[2]),
            "completed" => new Inbound.Completed(at, Id(line[2]), line[3]),
            "failed" => new Inbound.Failed(at, Id(line[2]), line[3], line[4]),
            "fired" => new Inbound.Fired(at, Id(line[2])),
            "raised" => new Inbound.Raised(at, line[2], line[3]),
            _ => throw new InvalidDataException("A recorded history holds a line of no kind: " + line[0]),
        };
    }

    private static string At(Inbound inbound) => inbound.At.ToString("O", CultureInfo.InvariantCulture);

    private static string Number(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static int Id(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
