using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FitPipeline.Application.Booking;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Local.PracticeDay;
using FitPipeline.Local.Replay;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Local.Tests;

/// <summary>The archive of what arrived, lived again in an empty directory, gives the same journeys.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("fit-replay").FullName;

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(24)]
    [InlineData(400)]
    public async Task The_practice_day_replayed_from_its_archive_gives_the_same_journeys_one_by_one(int days)
    {
        await using WebApplication lived = await StartAsync("lived", DemoCommand.FirstMorning);
        await PlayAsync(lived, days);
        DateTimeOffset now = lived.Services.GetRequiredService<TimeProvider>().GetUtcNow();

        using ArchivedFiles archive = new(Path.Combine(_root, "lived"));
        await using WebApplication again = await StartAsync("again", await FirstAsync(archive));
        Replayed replayed = await ActivatorUtilities.CreateInstance<Replayer>(again.Services).RunAsync(archive, now, (_, _) => { }, None);

        Assert.Equal(0, replayed.Failed);
        Assert.True(replayed.Refused > 0, "Nothing was refused, so nothing shows that what was refused is kept.");
        Assert.Equal(now, again.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        IReadOnlyDictionary<string, string> expected = await JourneysAsync(lived);
        IReadOnlyDictionary<string, string> actual = await JourneysAsync(again);
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.True(expected.Count > 190, $"Only {expected.Count} journeys were lived.");
        foreach ((string id, string journey) in expected)
        {
            Assert.Equal(journey, actual[id]);
        }

        Assert.Equal(await AroundAsync(lived), await AroundAsync(again));

        // What is rebuilt can be rebuilt from: its own archive holds the same arrivals.
        Assert.Equal(await ArrivalsAsync(lived), await ArrivalsAsync(again));
    }

    [Fact]
    public async Task A_replay_from_the_downloaded_container_of_the_other_host_gives_the_same_journeys_too()
    {
        await using WebApplication lived = await StartAsync("lived", DemoCommand.FirstMorning);
        await PlayAsync(lived, days: 3);
        DateTimeOffset now = lived.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        string container = await DownloadedAsync(lived.Services.GetRequiredService<IRawArchive>());

        await using WebApplication again = await StartAsync("again", DemoCommand.FirstMorning);
        await ActivatorUtilities.CreateInstance<Replayer>(again.Services).RunAsync(new ArchivedBlobs(container), now, (_, _) => { }, None);
        Assert.Equal(await JourneysAsync(lived), await JourneysAsync(again));
    }

    [Fact]
    public async Task An_archive_that_holds_what_this_version_does_not_know_is_said_not_to_be_whole()
    {
        await using WebApplication lived = await StartAsync("lived", DemoCommand.FirstMorning);
        await lived.Services.GetRequiredService<IRawArchive>().KeepAsync(
            new Arrival("FoldPaper", null, Actor.Lab, null, null, null, DemoCommand.FirstMorning), "{}"u8.ToArray(), None);
        await lived.StopAsync();

        (int code, string output, _) = await HostProcess.RunAsync("replay", Path.Combine(_root, "lived"), "--data", Path.Combine(_root, "again"));
        Assert.Equal(1, code);
        Assert.Contains("not whole", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_rebuilds_a_directory_and_says_what_came_of_it()
    {
        await using (RunningHost host = await RunningHost.StartAsync(RunningHost.Morning))
        {
            string journey = await host.ReferAsync(1);
            await host.PostKitAsync(journey, 1, RunningHost.Morning);
            await host.StopAsync();

            string again = Path.Combine(_root, "again");
            (int code, string output, string errors) = await HostProcess.RunAsync(
                "replay", host.Folder, "--data", again, "--until", "2026-01-27T12:00:00Z");
            Assert.True(code == 0, errors);
            Assert.Contains("1 journeys, 1 open: KitPosted 1.", output, StringComparison.Ordinal);
            Assert.Contains("2026-01-27T12:00:00Z", output, StringComparison.Ordinal);
            Assert.DoesNotContain("Smith", output + errors, StringComparison.OrdinalIgnoreCase);

            (code, _, errors) = await HostProcess.RunAsync("replay", host.Folder, "--data", again);
            Assert.Equal(2, code);
            Assert.Contains("empty directory", errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2, "--until", "tomorrow", ".")]
    [InlineData(2, ".", "--data")]
    [InlineData(1, ".", "--data", "nowhere")]
    public async Task A_replay_of_nothing_is_refused_in_a_sentence(int expected, params string[] arguments)
    {
        string empty = Directory.CreateDirectory(Path.Combine(_root, "empty")).FullName;
        (int code, string output, string errors) = await HostProcess.RunAsync(
            ["replay", .. arguments.Select(argument => argument == "." ? empty : argument == "nowhere" ? Path.Combine(_root, "nowhere") : argument)]);
        Assert.Equal((expected, ""), (code, output));
        Assert.EndsWith(".", errors.Trim(), StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync(string name, DateTimeOffset now)
    {
        WebApplication app = Host.Build(new Options(0, Path.Combine(_root, name), now, false));
        await app.StartAsync();
        return app;
    }

    // Over HTTP only: when a file in the drop folder is noticed is a matter of real time.
    private static async Task PlayAsync(WebApplication app, int days)
    {
        DataDirectory data = app.Services.GetRequiredService<DataDirectory>();
        JsonObject tokens = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(data.Tokens))!;
        using Api api = new(new Uri(RunCommand.AddressOf(app)), tokens);
        DateOnly first = DateOnly.FromDateTime(DemoCommand.FirstMorning.UtcDateTime);
        Play play = new(api, first, null);
        await play.ReferAsync(None);
        IJourneyStore journeys = app.Services.GetRequiredService<IJourneyStore>();
        for (int day = 0; day < days && (await journeys.CountsAsync(None)).Open > 0; day++)
        {
            string morning = Play.At(first.AddDays(day)).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            Assert.True((await api.PostAsync("admin", "/dev/clock", new JsonObject { ["to"] = morning }, None)).Done);
            await play.LiveAsync(first.AddDays(day), None);
        }
    }

    private static async Task<DateTimeOffset> FirstAsync(ArchivedFiles archive) =>
        (await archive.ArrivalsAsync(None).FirstAsync(None)).Arrival.At;

    private static async Task<IReadOnlyDictionary<string, string>> JourneysAsync(WebApplication app)
    {
        JourneyViewBuilder page = app.Services.GetRequiredService<JourneyViewBuilder>();
        SortedDictionary<string, string> journeys = new(StringComparer.Ordinal);
        await foreach (JourneyListing listing in app.Services.GetRequiredService<IJourneyStore>().AllAsync(None))
        {
            // An administrator is not shown the address of the patient's page, which is new each time.
            JourneyView view = await page.OfAsync(listing.Journey, new Caller(Actor.Admin, null), None);
            journeys.Add(
                listing.Journey.Id.Value,
                JsonSerializer.Serialize(view, JourneysJson.Default.JourneyView) + JsonSerializer.Serialize(listing.Journey, JourneyJson.Default.Journey));
        }

        return journeys;
    }

    // What lies around the journeys: worklists, the quarantine, texts, letters, bookings.
    private static async Task<IReadOnlyList<string>> AroundAsync(WebApplication app)
    {
        IServiceProvider services = app.Services;
        List<string> all = [];
        all.AddRange((await AllAsync(after => services.GetRequiredService<IWorklist>().ListAsync(new WorklistQuery(null, null, null, after, 200), None)))
            .Select(item => item.ToString()));
        all.AddRange((await AllAsync(after => services.GetRequiredService<IQuarantine>().OpenAsync(after, 200, None))).Select(row => $"{row.Id} {row.Because} {row.Due}"));
        all.AddRange((await AllAsync(after => services.GetRequiredService<ITextOutbox>().ListAsync(null, after, 200, None)))
            .Select(text => $"text {text.TextId} {text.Template} {text.QueuedAt} {text.SentAt} {text.Status}"));
        all.AddRange((await AllAsync(after => services.GetRequiredService<ILetterOutbox>().ListAsync(null, after, 200, None)))
            .Select(letter => $"letter {letter.LetterId} {letter.Template} {letter.QueuedAt}"));
        all.AddRange((await AllAsync(after => services.GetRequiredService<ISlotBook>().ListAsync(new DateOnly(2026, 1, 1), new DateOnly(2027, 12, 31), after, 200, None)))
            .Select(booking => booking.ToString()));
        return [.. all.Order(StringComparer.Ordinal)];
    }

    private static async Task<List<T>> AllAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        List<T> items = [];
        string? after = null;
        do
        {
            Page<T> page = await read(after);
            items.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return items;
    }

    private static async Task<IReadOnlyList<KeptArrival>> ArrivalsAsync(WebApplication app) =>
        await app.Services.GetRequiredService<IRawArchive>().ArrivalsAsync(None).ToListAsync(None);

    // As the other host's container lies on a disk: entries whose names sort by time, a request's bytes in its own, a file's under their hash.
    private async Task<string> DownloadedAsync(IRawArchive archive)
    {
        string folder = Path.Combine(_root, "container");
        int number = 0;
        await foreach (KeptArrival kept in archive.ArrivalsAsync(None))
        {
            string day = Path.Combine(folder, "arrivals", kept.Arrival.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Directory.CreateDirectory(day);
            string name = $"{kept.Arrival.At.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}-{(number++).ToString("D8", CultureInfo.InvariantCulture)}";
            await using Stream content = (await archive.OpenAsync(kept.Raw, None))!;
            using MemoryStream body = new();
            await content.CopyToAsync(body);
            bool isFile = kept.Arrival.Kind == PutLabFileEndpoint.Name;
            string raw = isFile ? kept.Raw : $"arrivals/{Path.GetFileName(day)}/{name}";
            if (isFile)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, raw), body.ToArray());
            }

            await File.WriteAllBytesAsync(Path.Combine(day, name), ArrivalEntry.Write(kept with { Raw = raw }, isFile ? [] : body.ToArray()));
        }

        return folder;
    }
}
