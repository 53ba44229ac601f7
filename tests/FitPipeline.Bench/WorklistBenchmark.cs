using System.Diagnostics;
using System.Text.Json.Nodes;

namespace FitPipeline.Bench;

/// <summary>A hundred thousand open journeys: how long a page of the worklist takes, how much memory, how long a restart.</summary>
internal sealed class WorklistBenchmark : IBenchmark
{
    private const int Journeys = 100_000;
    private const int Pages = 500;

    public string Name => "worklist";

    public string What => "with 100,000 open journeys: a page of the worklist, the process's memory, and a restart";

    public async Task<IReadOnlyList<(string Metric, double Value)>> RunAsync()
    {
        string directory = Directory.CreateTempSubdirectory("fit-bench").FullName;
        try
        {
            await Seeding.FillAsync(directory, Journeys, LabFiles.NhsNumber);
            List<double> restarts = [];
            for (int i = 0; i < 3; i++)
            {
                await using HostProcess restarted = await HostProcess.StartAsync(directory);
                restarts.Add(restarted.SecondsToReady);
            }

            await using HostProcess host = await HostProcess.StartAsync(directory);
            List<double> milliseconds = [];
            string? after = null;
            for (int i = 0; i < Pages; i++)
            {
                string path = "/api/worklist?owner=patient" + (after is null ? "" : "&after=" + Uri.EscapeDataString(after));
                using HttpRequestMessage request = host.Request(HttpMethod.Get, path, "kitDesk");
                long started = Stopwatch.GetTimestamp();
                using HttpResponseMessage response = await host.Http.SendAsync(request);
                string body = await response.Content.ReadAsStringAsync();
                milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                after = (string?)JsonNode.Parse(body)!["next"];
            }

            return
            [
                ("worklist.pageP50Milliseconds", Measure.Percentile(milliseconds, 0.5)),
                ("worklist.pageP99Milliseconds", Measure.Percentile(milliseconds, 0.99)),
                ("worklist.hostMegabytes", host.Megabytes),
                ("worklist.restartSeconds", Measure.Percentile(restarts, 0.5)),
            ];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
