using System.Diagnostics;
using System.Text.Json.Nodes;

namespace FitPipeline.Bench;

/// <summary>A file of a hundred thousand results, end to end: archived, read, matched and committed by a host.</summary>
internal sealed class LabFileBenchmark : IBenchmark
{
    private const int Rows = 100_000;

    public string Name => "labfile";

    public string What => "a CSV file of 100,000 results taken in end to end by the local host, and what it adds to its memory";

    public async Task<IReadOnlyList<(string Metric, double Value)>> RunAsync()
    {
        string directory = Directory.CreateTempSubdirectory("fit-bench").FullName;
        try
        {
            await Seeding.FillAsync(directory, Rows, LabFiles.NhsNumber);
            await using HostProcess host = await HostProcess.StartAsync(directory);
            double before = host.Megabytes;
            using HttpRequestMessage request = host.Request(HttpMethod.Put, "/api/lab/files/bench.csv", "lab");
            request.Content = new ByteArrayContent(LabFiles.Csv(Rows));
            host.Http.Timeout = TimeSpan.FromMinutes(5);
            long started = Stopwatch.GetTimestamp();
            using HttpResponseMessage response = await host.Http.SendAsync(request);
            JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return
            [
                ("labfile.seconds", seconds),
                ("labfile.accepted", (double?)answer["accepted"] ?? 0),
                ("labfile.megabytesAdded", host.Megabytes - before),
            ];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
