using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FitPipeline.Local.PracticeDay;
using FitPipeline.SmsEmulator;

namespace FitPipeline.Local.Tests;

/// <summary>A host that sends texts to a provider outside and is killed without warning while they leave.</summary>
public sealed class KilledWhileTextingTests : IDisposable
{
    private const int Patients = 90;
    private static readonly int[] KilledAfter = [3, 8, 14, 21, 29];
    private readonly string _directory = Directory.CreateTempSubdirectory("fit-texting").FullName;

    [Fact]
    public async Task Given_a_host_killed_again_and_again_while_texts_leave_then_each_arrives_once_at_most_and_whoever_got_none_gets_a_letter()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        await using Emulator emulator = await Emulator.StartAsync(unitsAMinute: 10_000);
        using KilledHost host = new(_directory, seed, int.MaxValue, emulator.Address);
        await host.StartAsync();
        JsonObject tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_directory, "tokens.json")))!;
        using Api api = new(host.Address, tokens, host);
        await QueueTextsForTheMorningAsync(api);
        Assert.Empty(emulator.Texts);
        Assert.True(await emulator.SubscribeAsync(new Uri(host.Address, "/api/texts/delivery-reports"), "Bearer " + (string)tokens["admin"]!));

        Task morning = MoveAsync(host.Address, tokens, "2026-01-06T08:00:30Z");
        foreach (int texts in KilledAfter)
        {
            await UntilAsync(() => emulator.Texts.Count >= texts, $"{texts} texts left (seed {seed})");
            await Task.Delay(random.Next(8));
            Assert.True(emulator.Texts.Count < Patients, $"All texts had left before the host was killed (seed {seed}).");
            await host.KillNowAsync();
            await morning;
        }

        // Those it was sending at a kill stay as they were: their report tells, or a day of silence.
        await MoveAsync(host.Address, tokens, "2026-01-06T08:05:00Z");
        await MoveAsync(host.Address, tokens, "2026-01-07T15:00:00Z");
        Assert.Equal(KilledAfter.Length, host.Kills);
        Assert.All(emulator.Texts.GroupBy(text => text.Tag), text => Assert.True(text.Count() == 1, $"{text.Key} arrived {text.Count()} times (seed {seed})."));
        Assert.All(emulator.Texts.GroupBy(text => text.To), phone => Assert.True(phone.Count() == 1, $"{phone.Key} got {phone.Count()} texts (seed {seed})."));

        HashSet<string> arrived = [.. emulator.Texts.Select(text => text.Tag!)];
        HashSet<string> written = [.. (await api.ListAsync("admin", "/api/letters", default)).Select(letter => (string)letter["journeyId"]!)];
        List<JsonObject> queued = await api.ListAsync("admin", "/api/texts", default);
        Assert.Equal(Patients, queued.Count);
        Assert.All(
            queued,
            text => Assert.True(
                arrived.Contains((string)text["textId"]!) || written.Contains((string)text["journeyId"]!),
                $"{(string)text["textId"]!} is {(string)text["status"]!}, and its patient has neither text nor letter (seed {seed})."));
        Assert.All(queued, text => Assert.Contains((string)text["status"]!, (string[])["delivered", "failed"]));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    // Kits posted in the evening: every first text waits for eight the next morning, and all leave at once.
    private static async Task QueueTextsForTheMorningAsync(Api api)
    {
        await OkAsync(api, "admin", "/dev/clock", """{"to":"2026-01-05T19:00:00Z"}""");
        for (int i = 1; i <= Patients; i++)
        {
            JsonNode referred = await OkAsync(api, "gp", "/api/referrals", RunningHost.Referral(i));
            await OkAsync(
                api, "kitDesk", "/api/kits/scans",
                $$"""{"scans":[{"scanId":"s-{{i}}","kind":"posted","kitId":"{{RunningHost.KitName(i)}}","journeyId":"{{(string)referred["journeyId"]!}}","at":"2026-01-05T18:55:00Z","lot":"L1","expiresOn":"2028-01-01"}]}""");
        }
    }

    private static async Task<JsonNode> OkAsync(Api api, string role, string path, string body)
    {
        Answer answer = await api.SendAsync(role, HttpMethod.Post, path, body, default);
        Assert.True(answer.Done, $"{path}: {(int)answer.Status} {answer.Body}");
        return answer.Body!;
    }

    // Not over the handler that asks again: whoever moves the clock is cut off with the host, and that is the point.
    private static async Task MoveAsync(Uri address, JsonObject tokens, string to)
    {
        using HttpClient http = new() { BaseAddress = address };
        using HttpRequestMessage request = new(HttpMethod.Post, "/dev/clock")
        {
            Content = new StringContent($$"""{"to":"{{to}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + (string)tokens["admin"]!);
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // Killed: what was on its way goes on when the host has started again.
        }
    }

    private static async Task UntilAsync(Func<bool> there, string what)
    {
        for (int i = 0; i < 20_000 && !there(); i++)
        {
            await Task.Delay(1);
        }

        Assert.True(there(), "Never: " + what);
    }
}
