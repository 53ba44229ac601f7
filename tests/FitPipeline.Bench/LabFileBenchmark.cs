using System.Diagnostics;
using System.Text.Json.Nodes;

namespace FitPipeline.Bench;

/// <summary>
/// A file of a hundred thousand results, end to end: archived, read, matched and committed by a host. Beside it a file of a
/// fifth of them into a host of its own, to see whether memory grows with the file.
/// </summary>
internal sealed class LabFileBenchmark : IBenchmark
{
    private const int Rows = 100_000;
    private const int Fewer = 20_000;

    public string Name => "labfile";

    public string What => "a CSV file of 100,000 results taken in end to end by the local host, and what it and one of 20,000 add to its memory at their peak";

    public async Task<IReadOnlyList<(string Metric, double Value)>> RunAsync()
    {
        Taken fewer = await TakeInAsync(Fewer);
        Taken all = await TakeInAsync(Rows);
        return
        [
            ("labfile.seconds", all.Seconds),
            ("labfile.accepted", all.Accepted),
            ("labfile.peakMegabytesAddedBy20000Rows", fewer.MegabytesAdded),
            ("labfile.peakMegabytesAddedBy100000Rows", all.MegabytesAdded),
        ];
    }

    private sealed record Taken(double Seconds, double Accepted, double MegabytesAdded);

    // Both hosts hold as many patients, so that only the file differs.
    private static async Task<Taken> TakeInAsync(int rows)
    {
        string directory = Directory.CreateTempSubdirectory("fit-bench").FullName;
        try
        {
            await Seeding.FillAsync(directory, Rows, LabFiles.NhsNumber);
            await using HostProcess host = await HostProcess.StartAsync(directory);
            double before = host.Megabytes;
            using HttpRequestMessage request = host.Request(HttpMethod.Put, "/api/lab/files/bench.csv", "lab");
            request.Content = new ByteArrayContent(LabFiles.Csv(rows));
            host.Http.Timeout = TimeSpan.FromMinutes(5);
            long started = Stopwatch.GetTimestamp();
            using HttpResponseMessage response = await host.Http.SendAsync(request);
            JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return new Taken(seconds, (double?)answer["accepted"] ?? 0, host.PeakMegabytes - before);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
