using System.Diagnostics;
using System.Net;
using System.Text;

namespace FitPipeline.Bench;

/// <summary>Referrals over HTTP, from this process to a host in another.</summary>
internal sealed class ReferralBenchmark : IBenchmark
{
    private const int WarmUp = 2_000;
    private const int Referrals = 20_000;
    private const int Callers = 48;

    public string Name => "referrals";

    public string What => "POST /api/referrals a second over HTTP from another process, and how long one takes";

    public async Task<IReadOnlyList<(string Metric, double Value)>> RunAsync()
    {
        string directory = Directory.CreateTempSubdirectory("fit-bench").FullName;
        try
        {
            await using HostProcess host = await HostProcess.StartAsync(directory);
            await SendAsync(host, 0, WarmUp);
            long started = Stopwatch.GetTimestamp();
            List<double> milliseconds = await SendAsync(host, WarmUp, Referrals);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return
            [
                ("referrals.perSecond", Referrals / seconds),
                ("referrals.p50Milliseconds", Measure.Percentile(milliseconds, 0.5)),
                ("referrals.p99Milliseconds", Measure.Percentile(milliseconds, 0.99)),
            ];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<List<double>> SendAsync(HostProcess host, int first, int count)
    {
        List<double> milliseconds = new(count);
        await Parallel.ForAsync(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (n, cancel) =>
        {
            using HttpRequestMessage request = host.Request(HttpMethod.Post, "/api/referrals", "gp");
            request.Headers.Add("X-Request-ID", "bench-" + n);
            request.Content = new StringContent(Body(n), Encoding.UTF8, "application/json");
            long started = Stopwatch.GetTimestamp();
            using HttpResponseMessage response = await host.Http.SendAsync(request, cancel);
            await response.Content.ReadAsByteArrayAsync(cancel);
            double took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (response.StatusCode is not HttpStatusCode.Accepted)
            {
                throw new InvalidOperationException($"A referral was answered {(int)response.StatusCode}.");
            }

            lock (milliseconds)
            {
                milliseconds.Add(took);
            }
        });
        return milliseconds;
    }

    private static string Body(int n) => $$"""
        {"referralId":"GP-{{n}}","patient":{"nhsNumber":"{{LabFiles.NhsNumber(n)}}","familyName":"Benchley","givenName":"Jo","dateOfBirth":"1960-02-14",
        "sex":"female","mobile":"07700900123","address":{"lines":["1 Example Street","Gateshead"],"postcode":"NE8 1AA"},"ethnicCategory":"A","language":"en"},
        "practice":{"odsCode":"A99001","clinician":"Dr A Khan"},"clinical":{"symptoms":["change-in-bowel-habit"],"findings":[],
        "ironDeficiencyAnaemia":false,"anaemia":false,"concern":false},"requestedAt":"2026-01-05T09:12:00Z"}
        """;
}
