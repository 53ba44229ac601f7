using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Messages;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.PortContracts;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Functions.Tests;

/// <summary>What this host's archive holds is enough to live its journeys again, over an account that is empty.</summary>
public sealed partial class ReplayTests
{
    [Fact]
    public async Task Given_the_archive_of_a_day_when_it_is_lived_again_over_an_empty_account_then_the_journeys_are_the_same_one_by_one()
    {
        using World lived = new();
        await LiveAsync(lived);
        using World again = new();
        int refused = 0;
        IRawArchive archive = lived.Get<IRawArchive>();
        await foreach (KeptArrival kept in archive.ArrivalsAsync(default))
        {
            again.Time.MoveTo(kept.Arrival.At);
            await using Stream? body = await archive.OpenAsync(kept.Raw, default);
            using MemoryStream bytes = new();
            await body!.CopyToAsync(bytes);
            refused += await SendAsync(again, kept.Arrival, bytes.ToArray()) >= 400 ? 1 : 0;
        }

        Assert.Equal(2, refused);
        IReadOnlyList<string> expected = await JourneysAsync(lived);
        Assert.Equal(3, expected.Count);
        foreach ((string journey, string rebuilt) in expected.Zip(await JourneysAsync(again)))
        {
            Assert.Equal(journey, rebuilt);
        }

        Assert.Equal(await ArrivalsAsync(lived), await ArrivalsAsync(again));
    }

    // Referrals, one of them refused; kits by the desk and by message, one message unreadable; a file; a clinician's word.
    private static async Task LiveAsync(World world)
    {
        for (int patient = 1; patient <= 3; patient++)
        {
            Assert.Equal(202, await SendAsync(world, By("ReceiveReferral", Actor.Gp, null, world, "r-" + patient), Referral(patient)));
        }

        Assert.Equal(422, await SendAsync(world, By("ReceiveReferral", Actor.Gp, null, world, "r-4"), Referral(4).Replace("female", "unheard-of", StringComparison.Ordinal)));
        Forward(world);
        JourneyId[] journeys = [.. Enumerable.Range(1, 3).Select(patient => JourneyId.For(Walk.Practice, "GP-" + patient))];
        Assert.Equal(200, await SendAsync(world, By("ReceiveScans", Actor.KitDesk, null, world), Posted(1, journeys[0], world)));
        Forward(world);
        await TakeAsync(world, Posted(2, journeys[1], world));
        Forward(world);
        await TakeAsync(world, "not json");
        Forward(world);
        await world.AnnounceAsync(await world.HandInAsync(1, "120"));
        Forward(world);
        await world.AnnounceAsync(await world.HandInAsync(2, "3"));
        Forward(world);
        Assert.Equal(200, await SendAsync(world, By("AcknowledgeResult", Actor.Triage, journeys[0], world, "a-1"), """{"note":"Seen."}"""));
        Forward(world);
        Assert.Equal(200, await SendAsync(
            world, By("RecordDecision", Actor.Gp, journeys[2], world, "d-1"), """{"decision":"withdraw","reason":"The patient asked for it."}"""));
        Assert.Equal(
            ["AwaitingBooking", "SafetyNet", "Closed"],
            await Task.WhenAll(journeys.Select(async id => (await world.JourneyAsync(id)).State.Name)));
    }

    private static Arrival By(string kind, Actor role, JourneyId? of, World world, string? request = null) =>
        new(kind, of?.Value, role, role is Actor.Gp ? Walk.Practice : null, request, "application/json", world.Time.Now);

    private static Task<int> SendAsync(World world, Arrival arrival, string body) => SendAsync(world, arrival, Encoding.UTF8.GetBytes(body));

    /// <summary>Sends what arrived as it came, and answers with the status.</summary>
    internal static async Task<int> SendAsync(World world, Arrival arrival, byte[] body)
    {
        IEndpoint endpoint = Assert.Single(world.Get<IEnumerable<IEndpoint>>(), endpoint => endpoint.Route.Name == arrival.Kind);
        DefaultHttpContext http = new() { Request = { ContentType = arrival.ContentType, ContentLength = body.Length, Body = new MemoryStream(body) } };
        if (arrival.RequestId is { } request)
        {
            http.Request.Headers["X-Request-ID"] = request;
        }

        if (endpoint.Route.Parameter is { } name)
        {
            http.Request.RouteValues[name] = arrival.Of;
        }

        using IDisposable line = world.Get<JourneyNudges>().Through(world.Client);
        IResult answer = await world.Get<RequestPipeline>().AnswerAsync(http, endpoint, new Caller(arrival.By, arrival.Practice), default);
        await world.Engine.RunAsync();
        return (answer as IStatusCodeHttpResult)?.StatusCode ?? 200;
    }

    private static async Task TakeAsync(World world, string body)
    {
        await world.Function<ReceiveKitMovement>().RunAsync(Settled.Message(body), new Settled(), world.Client, default);
        await world.Engine.RunAsync();
    }

    private static void Forward(World world) => world.Time.MoveTo(world.Time.Now.AddMinutes(1));

    private static string Posted(int patient, JourneyId journey, World world) => $$"""
        {"scans":[{"scanId":"s-{{patient}}","kind":"posted","kitId":"{{Walk.Kit(patient).Value}}","journeyId":"{{journey.Value}}",
        "at":"{{world.Time.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}}","lot":"LOT-A","expiresOn":"2027-06-30"}]}
        """;

    private static string Referral(int patient) => $$"""
        {"referralId":"GP-{{patient}}","patient":{"nhsNumber":"{{TestPeople.Number(patient).Value}}","familyName":"Smith","givenName":"Jo",
        "dateOfBirth":"1960-02-29","sex":"female","mobile":"07700900{{patient:000}}","address":{"lines":["1 High Street","Gateshead"],"postcode":"NE8 1AA"},
        "language":"en"},"practice":{"odsCode":"{{Walk.Practice.Value}}"},"clinical":{"symptoms":["change-in-bowel-habit"],"findings":[],
        "ironDeficiencyAnaemia":false,"anaemia":false,"concern":false},"requestedAt":"2026-01-05T09:12:00Z"}
        """;

    private static async Task<IReadOnlyList<KeptArrival>> ArrivalsAsync(World world) =>
        await world.Get<IRawArchive>().ArrivalsAsync(default)
            .Select(kept => new KeptArrival(kept.Arrival with { At = ToTheSecond(kept.Arrival.At) }, kept.Raw[^64..]))
            .OrderBy(kept => kept.Arrival.At).ThenBy(kept => kept.Arrival.RequestId, StringComparer.Ordinal)
            .ToListAsync();

    // The world's clock goes on by a tick each time it is read.
    private static DateTimeOffset ToTheSecond(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    // Each journey with all its events.
    private static async Task<IReadOnlyList<string>> JourneysAsync(World world)
    {
        List<string> journeys = [];
        await foreach (JourneyListing listing in world.Get<IJourneyStore>().AllAsync(default))
        {
            IEnumerable<string> events = (await world.Get<IJourneyStore>().EventsAsync(listing.Journey.Id, default))
                .Select(line => $"{line.EventId} {line.Step} {JsonSerializer.Serialize(line.Event, JourneyJson.Default.PathwayEvent)} {line.By} {line.Because} {line.Note} {line.RecordedAt:O}");
            journeys.Add(JsonSerializer.Serialize(listing.Journey, JourneyJson.Default.Journey) + "\n" + string.Join('\n', events));
        }

        return [.. journeys.Select(journey => Ticks().Replace(journey, "")).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"(?<=:\d\d)\.\d+(?=[+Z])")]
    private static partial Regex Ticks();
}
