using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using FitPipeline.Application.Booking;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Messages;
using FitPipeline.Functions.Timers;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.PortContracts;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// What a journey costs. The design's budget is 40 billable actions, 150 history events and 200 storage transactions from
/// referral to the end.
/// </summary>
/// <remarks>
/// Counted here, request by request: the app's own transactions on tables and blobs, with every arrival archived, every text
/// sent and reported, every due time met, every look of the sweep at a journey, and a month's sweeps that find nothing spread
/// over a month's journeys. A transaction of several rows in one partition is one, as it is billed. Not counted here: messages
/// to other systems, which are Service Bus operations and lie in a table only because the tests have no Service Bus; and what
/// the durable engine does, which is measured on the Functions host (docs/deploy.md) and held here to the number of its turns.
/// </remarks>
public sealed class BudgetTests(ITestOutputHelper output)
{
    // Three in four are reassured and one in four is positive, booked and attends.
    private const int Journeys = 8;
    private const int Budget = 200;

    // What a turn of an orchestration costs the durable engine, and what an activity adds (docs/deploy.md): a message put and
    // taken away, the instance read and written, the history read and written; a message to whoever does it and one back.
    private const int TransactionsATurn = 7;
    private const int TransactionsAnActivity = 3;

    // The service that this was made for posts 7,000 kits a month.
    private const int JourneysAMonth = 7000;
    private const int HoursAMonth = 24 * 30;

    [Fact]
    public async Task Given_journeys_from_referral_to_their_end_when_everything_is_counted_then_each_is_within_its_budget()
    {
        int hour = await IdleHourAsync();
        Count nothing = await LiveAsync(0);
        Count lived = await LiveAsync(Journeys);
        double own = (lived.Transactions - nothing.Transactions) / (double)Journeys;
        double sweeps = hour * (double)HoursAMonth / JourneysAMonth;
        double engine = ((lived.Turns * TransactionsATurn) + (lived.Activities * TransactionsAnActivity)) / (double)Journeys;
        output.WriteLine(
            $"{own:F1} own, {sweeps:F1} of sweeps and rounds that find nothing ({hour} an hour), {engine:F1} of the engine's {lived.Turns / (double)Journeys:F2} turns");
        foreach ((string request, int times) in lived.Requests.OrderByDescending(request => request.Value))
        {
            output.WriteLine($"{(times - nothing.Requests.GetValueOrDefault(request)) / (double)Journeys,7:F2} {request}");
        }

        Assert.True(own + sweeps + engine <= Budget, $"{own:F1} own, {sweeps:F1} of sweeps, {engine:F1} of the engine");
    }

    // Twelve sweeps and four booking rounds.
    private static async Task<int> IdleHourAsync()
    {
        Meter meter = new();
        using World world = new(
            tables: options => options.AddPolicy(meter, HttpPipelinePosition.PerCall), blobs: options => options.AddPolicy(meter, HttpPipelinePosition.PerCall));
        world.Network.ReportsDelivery = true;
        meter.Requests.Clear();
        for (int sweep = 0; sweep < 12; sweep++)
        {
            world.Time.MoveTo(world.Time.Now.AddMinutes(5));
            await world.SweepAsync();
            if (sweep % 3 == 0)
            {
                await world.Function<AllocateSlots>().RunAsync(new Microsoft.Azure.Functions.Worker.TimerInfo(), world.Client, default);
            }
        }

        return meter.Requests.Values.Sum();
    }

    private static async Task<Count> LiveAsync(int journeys)
    {
        Meter meter = new();
        using World world = new(
            tables: options => options.AddPolicy(meter, HttpPipelinePosition.PerCall), blobs: options => options.AddPolicy(meter, HttpPipelinePosition.PerCall));
        world.Network.ReportsDelivery = true;
        meter.Requests.Clear();
        int[] patients = [.. Enumerable.Range(1, journeys)];
        JourneyId[] ids = [.. patients.Select(patient => JourneyId.For(Walk.Practice, $"GP-{patient}"))];
        foreach (int patient in patients)
        {
            await CallAsync(world, "ReceiveReferral", Actor.Gp, null, Referral(patient));
        }

        await PassAsync(world, TimeSpan.FromHours(24));
        foreach (int patient in patients)
        {
            await CallAsync(world, "ReceiveScans", Actor.KitDesk, null, Scan(world, "posted", patient));
        }

        // Three in four are back within the week, one is reminded; the laboratory reports within its time.
        await PassAsync(world, TimeSpan.FromDays(5));
        await ReportOnAsync(world, [.. patients.Where(patient => patient % 4 != 1)]);
        int[] positive = [.. patients.Where(patient => patient % 4 == 0)];
        await BookAsync(world, positive);
        await PassAsync(world, TimeSpan.FromDays(1));
        await ReportOnAsync(world, [.. patients.Where(patient => patient % 4 == 1)]);
        await PassAsync(world, TimeSpan.FromDays(8));
        foreach (int patient in positive)
        {
            string booking = (await world.JourneyAsync(ids[patient - 1])).Appointment!.BookingId;
            await CallAsync(world, "RecordBookingOutcome", Actor.BookingDesk, booking, """{"kind":"attended","finding":"normal"}""");
        }

        await PassAsync(world, TimeSpan.FromDays(35));
        Assert.All(world.Engine.Instances.Values, instance => Assert.True(instance.HasEnded));
        Assert.All(world.Engine.Instances.Values, instance => Assert.InRange(Billable(instance), 1, 40));
        Assert.Equal(journeys, (await world.Get<IJourneyStore>().CountsAsync(default)).ByState.GetValueOrDefault("Closed"));
        return new Count(
            meter.Requests.Values.Sum(), meter.Requests.ToDictionary(), world.Engine.Instances.Values.Sum(instance => instance.History.Count), world.Engine.ActivitiesRun);
    }

    private static async Task ReportOnAsync(World world, int[] patients)
    {
        foreach (int patient in patients)
        {
            await CallAsync(world, "ReceiveScans", Actor.Lab, null, Scan(world, "received", patient));
        }

        await PassAsync(world, TimeSpan.FromHours(24));
        if (patients.Length > 0)
        {
            await world.AnnounceAsync(await world.HandInAsync([.. patients.Select(patient => (patient, patient % 4 == 0 ? "120" : "4"))]));
        }
    }

    private static async Task BookAsync(World world, int[] positive)
    {
        if (positive.Length == 0)
        {
            return;
        }

        foreach (int patient in positive)
        {
            await CallAsync(world, "AcknowledgeResult", Actor.Triage, JourneyId.For(Walk.Practice, $"GP-{patient}").Value, """{"note":"Seen."}""");
            FreeSlot slot = new($"s-{patient}", "Gateshead", world.Time.Now.AddDays(10), 30, Procedure.Colonoscopy, false);
            await world.Get<ISlotBook>().PutAsync(slot, default);
        }

        await world.Function<AllocateSlots>().RunAsync(new Microsoft.Azure.Functions.Worker.TimerInfo(), world.Client, default);
        await world.Engine.RunAsync();
    }

    // A sweep comes by within five minutes; then every text is reported on in the hours after it was sent.
    private static async Task PassAsync(World world, TimeSpan span)
    {
        int sent = world.Network.Calls.Count;
        await world.Engine.MoveToAsync(world.Time.Now.AddMinutes(4));
        await world.SweepAsync();
        await ReportAsync(world, sent);
        for (DateTimeOffset end = world.Time.Now + span; world.Time.Now < end;)
        {
            int before = world.Network.Calls.Count;
            await world.PassAsync(TimeSpan.FromHours(6));
            await ReportAsync(world, before);
        }
    }

    private static async Task ReportAsync(World world, int before)
    {
        foreach ((string textId, _) in world.Network.Calls.Skip(before).ToArray())
        {
            string body = $$$"""
                {"id":"{{{textId}}}","eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"tag":"{{{textId}}}","deliveryStatus":"Delivered"}}
                """;
            await world.Function<ReceiveDeliveryReport>().RunAsync(Settled.Message(body), new Settled(), world.Client, default);
        }
    }

    private static async Task CallAsync(World world, string name, Actor by, string? of, string body)
    {
        IEndpoint endpoint = Assert.Single(world.Get<IEnumerable<IEndpoint>>(), endpoint => endpoint.Route.Name == name);
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        DefaultHttpContext http = new() { Request = { ContentType = "application/json", ContentLength = bytes.Length, Body = new MemoryStream(bytes) } };
        http.Request.Headers["X-Request-ID"] = Guid.NewGuid().ToString();
        if (endpoint.Route.Parameter is { } parameter)
        {
            http.Request.RouteValues[parameter] = of;
        }

        using IDisposable line = world.Get<JourneyNudges>().Through(world.Client);
        IResult answer = await world.Get<RequestPipeline>().AnswerAsync(http, endpoint, new Caller(by, by is Actor.Gp ? Walk.Practice : null), default);
        Assert.InRange((answer as IStatusCodeHttpResult)?.StatusCode ?? 200, 200, 202);
        await world.Engine.RunAsync();
    }

    // As the engine's price list counts: a start, two for an activity, one for a timer or an event.
    private static int Billable(Instance instance) =>
        1 + instance.Decisions.Sum(decided => decided is Decided.Activity ? 2 : 1) + instance.History.Count(inbound => inbound is Inbound.Raised);

    private static string At(World world) => world.Time.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Scan(World world, string kind, int patient) => $$"""
        {"scans":[{"scanId":"{{kind}}-{{patient}}","kind":"{{kind}}","kitId":"{{Walk.Kit(patient).Value}}",
        "journeyId":"{{JourneyId.For(Walk.Practice, $"GP-{patient}").Value}}","at":"{{At(world)}}","lot":"LOT-A","expiresOn":"2027-06-30"}]}
        """;

    private static string Referral(int patient) => $$"""
        {"referralId":"GP-{{patient}}","patient":{"nhsNumber":"{{TestPeople.Number(patient).Value}}","familyName":"Smith","givenName":"Jo",
        "dateOfBirth":"1960-02-29","sex":"female","mobile":"07700900{{patient:000}}","address":{"lines":["{{patient}} High Street","Gateshead"],
        "postcode":"NE8 1AA"},"language":"en"},"practice":{"odsCode":"{{Walk.Practice.Value}}"},"clinical":{"symptoms":["change-in-bowel-habit"],
        "findings":[],"ironDeficiencyAnaemia":false,"anaemia":false,"concern":false},"requestedAt":"2026-01-05T09:12:00Z"}
        """;

    private sealed record Count(int Transactions, IReadOnlyDictionary<string, int> Requests, int Turns, int Activities);

    private sealed class Meter : HttpPipelinePolicy
    {
        internal ConcurrentDictionary<string, int> Requests { get; } = new();

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            string place = message.Request.Uri.ToUri().AbsolutePath.Split('/', '(')[2];
            if (place != "Outgoing")
            {
                Requests.AddOrUpdate(message.Request.Method + " " + place, 1, (_, times) => times + 1);
            }

            return ProcessNextAsync(message, pipeline);
        }
    }
}
