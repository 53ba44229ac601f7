using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.Tests;

public sealed class DurabilityTests : IDisposable
{
    private const int Rounds = 4;
    private const int Callers = 32;
    private const int Busy = 60;
    private readonly DateTimeOffset _requestedAt = DateTimeOffset.UtcNow;
    private readonly string _directory = Directory.CreateTempSubdirectory("fit-durable").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Given_many_practices_referring_at_once_when_the_host_is_killed_then_every_referral_that_was_answered_is_there()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        Dictionary<int, string> answered = [];
        int next = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using Process host = await HostProcess.StartAsync(_directory);
            using HttpClient http = HostProcess.ClientOf(host, _directory, "gp");
            TaskCompletionSource busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int inRound = 0;
            void heard()
            {
                if (Interlocked.Increment(ref inRound) == Busy)
                {
                    busy.SetResult();
                }
            }

            Task<List<(int, string)>>[] callers =
            [
                .. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => ReferUntilKilledAsync(http, () => Interlocked.Increment(ref next), heard))),
            ];
            await busy.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await Task.Delay(random.Next(150));
            host.Kill();
            await host.WaitForExitAsync();
            foreach ((int patient, string journey) in (await Task.WhenAll(callers)).SelectMany(list => list))
            {
                answered.Add(patient, journey);
            }
        }

        Assert.True(answered.Count >= Rounds * Busy, $"Only {answered.Count} referrals were answered (seed {seed}).");
        using Process last = await HostProcess.StartAsync(_directory);
        using HttpClient reader = HostProcess.ClientOf(last, _directory, "gp");
        foreach ((int patient, string journey) in answered)
        {
            using HttpResponseMessage found = await reader.GetAsync(new Uri("/api/journeys/" + journey, UriKind.Relative));
            Assert.True(found.StatusCode is HttpStatusCode.OK, $"Referral {patient} was answered and is gone (seed {seed}).");

            // Sent again, it is recognised: what stands between the ledger and the journey was kept together.
            using HttpResponseMessage again = await reader.SendAsync(Referral(patient));
            JsonNode body = JsonNode.Parse(await again.Content.ReadAsStringAsync())!;
            Assert.True((bool?)body["duplicate"] is true && (string?)body["journeyId"] == journey, $"Referral {patient} was started twice (seed {seed}).");
        }

        using HttpResponseMessage health = await reader.GetAsync(new Uri("/api/health", UriKind.Relative));
        Assert.Equal("ok", (string)JsonNode.Parse(await health.Content.ReadAsStringAsync())!["status"]!);
        last.Kill();
    }

    private async Task<List<(int Patient, string Journey)>> ReferUntilKilledAsync(HttpClient http, Func<int> next, Action heard)
    {
        List<(int, string)> answered = [];
        while (true)
        {
            int patient = next();
            try
            {
                using HttpResponseMessage response = await http.SendAsync(Referral(patient));
                Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
                heard();
                answered.Add((patient, (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["journeyId"]!));
            }
            catch (Exception killed) when (killed is HttpRequestException or IOException)
            {
                return answered;
            }
        }
    }

    private HttpRequestMessage Referral(int patient) => new(HttpMethod.Post, "/api/referrals")
    {
        Headers = { { "X-Request-ID", "request-" + patient.ToString(CultureInfo.InvariantCulture) } },
        Content = new StringContent(RunningHost.Referral(patient, _requestedAt), Encoding.UTF8, "application/json"),
    };
}
