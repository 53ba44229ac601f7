using System.Text.Json.Nodes;
using FitPipeline.Local.PracticeDay;

namespace FitPipeline.Local.Tests;

public sealed class CrashTests : IDisposable
{
    private const int Often = 60;
    private const int Never = int.MaxValue;
    private readonly string _directory = Directory.CreateTempSubdirectory("fit-crash").FullName;

    [Fact]
    public async Task Killed_again_and_again_the_practice_day_ends_with_the_same_journeys_texts_letters_and_bookings()
    {
        int seed = Random.Shared.Next();
        (List<string> undisturbed, int none) = await LiveAsync("undisturbed", seed, Never);
        (List<string> killed, int kills) = await LiveAsync("killed", seed, Often);

        Assert.Equal(0, none);
        Assert.True(kills >= 20, $"Only {kills} kills (seed {seed}).");
        for (int i = 0; i < undisturbed.Count; i++)
        {
            Assert.True(undisturbed[i] == killed[i], $"Seed {seed}, {kills} kills.\nUndisturbed: {undisturbed[i]}\nKilled:      {killed[i]}");
        }
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    // What is compared: each journey's ending, its whole timeline in words, its kits, what the patient was told, its bookings.
    // Not compared: in which of two free slots somebody was seen, which depends on who asked first in one virtual moment.
    private async Task<(List<string> Journeys, int Kills)> LiveAsync(string name, int seed, int requestsBetweenKills)
    {
        string directory = Path.Combine(_directory, name);
        using KilledHost host = new(directory, seed, requestsBetweenKills);
        await host.StartAsync();
        JsonObject tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(directory, "tokens.json")))!;
        using Api api = new(host.Address, tokens, host);
        Summary summary = await new Play(api, new DateOnly(2026, 1, 5), null).ToTheEndAsync((_, _) => { }, CancellationToken.None);
        Assert.Equal(0, summary.OpenJourneys);
        Assert.Equal(0, summary.OpenWithoutNextAction);

        List<JsonObject> texts = await api.ListAsync("admin", "/api/texts", CancellationToken.None);
        List<JsonObject> letters = await api.ListAsync("admin", "/api/letters", CancellationToken.None);
        List<JsonObject> bookings = await api.ListAsync("bookingDesk", "/api/bookings?from=2000-01-01&to=2100-01-01", CancellationToken.None);
        List<string> journeys = [];
        foreach (JsonObject listed in await api.ListAsync("gp", "/api/practices/A99001/journeys", CancellationToken.None))
        {
            string id = (string)listed["journeyId"]!;
            JsonObject journey = (JsonObject)(await api.SendAsync("triage", HttpMethod.Get, "/api/journeys/" + id, null, CancellationToken.None)).Body!;
            string of(List<JsonObject> all, string field) =>
                string.Join(' ', all.Where(item => (string?)item["journeyId"] == id).Select(item => (string?)item[field]).Order(StringComparer.Ordinal));
            string timeline = string.Join(" / ", WithoutTheSlot(((JsonArray)journey["timeline"]!).Select(line => (string)line!["what"]!)));
            string kits = string.Join(' ', ((JsonArray)journey["kits"]!).Select(kit => $"{(string?)kit!["kitId"]}:{(string?)kit["state"]}"));
            journeys.Add(
                $"{(string?)listed["referralId"]}: {(string?)journey["outcome"]}; {timeline}; kits {kits}; texts {of(texts, "template")}; letters {of(letters, "template")}; bookings {of(bookings, "status")}");
        }

        journeys.Sort(StringComparer.Ordinal);
        return (journeys, host.Kills);
    }

    // A patient whose slot was being given when the host was killed may get another slot: with it go the day on which they are rung
    // about it and the standard it misses, and what the desk writes down of the call and the miss.
    private static IEnumerable<string> WithoutTheSlot(IEnumerable<string> timeline)
    {
        bool seated = false;
        foreach (string what in timeline)
        {
            bool slot = what.Contains(" booked at ", StringComparison.Ordinal);
            seated = slot || (seated && !what.StartsWith("Appointment", StringComparison.Ordinal));
            bool ofTheSlot = slot || what.EndsWith("standard will be missed", StringComparison.Ordinal) || (seated && what == "The due time passed");
            if (!ofTheSlot && !what.EndsWith("and ticked off", StringComparison.Ordinal))
            {
                yield return what;
            }
        }
    }
}
