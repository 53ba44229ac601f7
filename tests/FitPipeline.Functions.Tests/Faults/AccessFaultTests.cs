using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Identity;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Settings;
using FitPipeline.Functions.Timers;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.PortContracts;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// A store that lets nobody in for a while, or cannot be found: keys changed, a role not known everywhere yet, no token for
/// the identity, no name, nobody at the address. Nothing is lost and nothing done twice, and whoever watches is told.
/// </summary>
public sealed class AccessFaultTests
{
    // A Monday long after the storage's own time, so that the sweep looks at whatever lies there.
    private static readonly DateTimeOffset Begins = new(2030, 1, 14, 9, 12, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("key")]
    [InlineData("role")]
    [InlineData("network")]
    [InlineData("token")]
    [InlineData("name")]
    [InlineData("address")]
    public async Task Given_a_store_that_cannot_be_reached_for_a_day_when_it_can_again_then_nothing_is_lost_and_nothing_done_twice(string fault)
    {
        FaultPolicy faults = new();
        using World world = With(faults);
        JourneyId first = await world.ReferAsync(1);
        await world.PostAsync(first, 1);
        JourneyId second = await world.ReferAsync(2);
        await world.SweepAsync();
        int sent = world.Network.Calls.Count;
        await world.HandInAsync(1, "120");
        Assert.Equal(200, (await HealthAsync(world)).Status);

        faults.Before = request => Refuse(fault, request);
        (int status, string said) = await HealthAsync(world);
        Assert.Equal(503, status);
        Assert.Equal("The store does not answer", JsonDocument.Parse(said).RootElement.GetProperty("title").GetString());
        Assert.Contains("may send it again", said, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", said, StringComparison.Ordinal);
        Assert.Equal(500, (await PostAsync(world, second)).Status);
        await Assert.ThrowsAnyAsync<Exception>(() => world.AnnounceAsync("result-1.csv"));
        await world.PassAsync(TimeSpan.FromDays(1));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Get<Reconciliation>().RunAsync(world.Client, default));
        Assert.Equal(sent, world.Network.Calls.Count);
        Assert.Contains(world.Logs.Lines, line => line.Contains("of the sweep failed", StringComparison.Ordinal));

        faults.Before = _ => null;
        Assert.Equal((200, "accepted"), await PostAsync(world, second));
        Assert.Equal((200, "duplicate"), await PostAsync(world, second));
        await world.PassAsync(TimeSpan.FromDays(1));
        Assert.True((await world.Get<Reconciliation>().RunAsync(world.Client, default)).Sound);
        Assert.Equal(200, (await HealthAsync(world)).Status);
        Assert.IsType<JourneyState.AwaitingAcknowledgement>((await world.JourneyAsync(first)).State);
        Assert.IsType<JourneyState.KitPosted>((await world.JourneyAsync(second)).State);
        Assert.Empty(await world.Inbox.GetBlobsAsync().ToListAsync());
        Assert.Equal(2, (await world.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items.Count);

        // Each patient's next action, and the practice's notice of the result.
        Assert.Equal(3, (await world.Get<IWorklist>().ListAsync(new WorklistQuery(null, null, null, null, 50), default)).Items.Count);
        foreach ((JourneyId id, int events) in ((JourneyId, int)[])[(first, 3), (second, 2)])
        {
            Assert.Equal(events, (await world.Get<IJourneyStore>().EventsAsync(id, default)).Count);
            Assert.Empty(await world.UndoneAsync(id));
            Assert.Equal(TextStatus.Sent, (await world.TextsAsync(id))[0].Status);
        }

        Assert.Equal(world.Network.Calls.Count, world.Network.Sent);
        Assert.DoesNotContain(world.Logs.Lines, line => line.Contains(TestPeople.Number(1).Value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("role")]
    [InlineData("token")]
    [InlineData("name")]
    public async Task Given_a_commit_after_which_the_way_to_the_lists_is_shut_when_the_caller_has_its_answer_then_it_is_that_the_commit_stands(string fault)
    {
        FaultPolicy faults = new();
        using World world = With(faults);
        JourneyId id = await world.ReferAsync(1);
        faults.Before = request => FaultPolicy.Concerns(request, "WorkItems") || FaultPolicy.Concerns(request, "Practices") ? Refuse(fault, request) : null;

        // Asserts that the scan was accepted.
        await world.PostAsync(id, 1);
        faults.Before = _ => null;
        await world.PassAsync(TimeSpan.FromHours(6));
        WorkItem line = Assert.Single((await world.Get<IWorklist>().ListAsync(new WorklistQuery(null, null, null, null, 50), default)).Items);
        Assert.Equal("Use the kit and post it back.", line.What);
        Assert.Single(await world.TextsAsync(id));
    }

    [Fact]
    public async Task Given_a_role_that_is_not_known_yet_when_the_app_starts_then_it_does_not_and_once_it_is_known_it_does()
    {
        FaultPolicy faults = new();
        using World world = With(faults);
        DataPlaces places = new(world.Tables, world.Get<Azure.Storage.Blobs.BlobServiceClient>());
        faults.Before = request => Refuse("role", request);
        RequestFailedException refused = await Assert.ThrowsAsync<RequestFailedException>(() => places.StartAsync(default));
        Assert.Equal(403, refused.Status);
        faults.Before = _ => null;
        await places.StartAsync(default);
        Assert.Equal(200, (await HealthAsync(world)).Status);
    }

    private static Exception? Refuse(string fault, Request request)
    {
        switch (fault)
        {
            // The keys were changed: the server itself finds that the signature is none of its own.
            case "key":
                string signed = request.Headers.TryGetValue("Authorization", out string? value) ? value! : "";
                request.Headers.SetValue("Authorization", signed[..(signed.IndexOf(':', StringComparison.Ordinal) + 1)] + Convert.ToBase64String(new byte[32]));
                return null;
            case "role":
                return new RequestFailedException(403, "This request is not authorized to perform this operation using this permission.", "AuthorizationPermissionMismatch", null);
            case "network":
                return new RequestFailedException(403, "This request is not authorized to perform this operation.", "AuthorizationFailure", null);
            case "token":
                return new AuthenticationFailedException("ManagedIdentityCredential authentication failed: the service did not answer.");
            case "name":
                return new RequestFailedException(
                    "Name or service not known", new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known"));
            default:
                // Nobody listens on the port of the port multiplexer.
                request.Uri.Port = 1;
                return null;
        }
    }

    private static World With(FaultPolicy faults)
    {
        void Through(ClientOptions options)
        {
            options.Retry.MaxRetries = 1;
            options.Retry.Mode = RetryMode.Fixed;
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.AddPolicy(faults, HttpPipelinePosition.BeforeTransport);
        }

        return new World(Begins, tables: Through, blobs: Through);
    }

    private static async Task<(int Status, string Outcome)> PostAsync(World world, JourneyId id)
    {
        (int status, string said) = await CallAsync(world, "ReceiveScans", Actor.KitDesk, $$"""
            {"scans":[{"scanId":"s-2","kind":"posted","kitId":"{{Walk.Kit(2).Value}}","journeyId":"{{id.Value}}","at":"2030-01-14T10:00:00Z","lot":"LOT-A"}]}
            """);
        return (status, status == 200 ? JsonDocument.Parse(said).RootElement.GetProperty("outcomes")[0].GetProperty("outcome").GetString()! : said);
    }

    private static Task<(int Status, string Said)> HealthAsync(World world) => CallAsync(world, "ReadHealth", null, null);

    private static async Task<(int Status, string Said)> CallAsync(World world, string name, Actor? by, string? body)
    {
        IEndpoint endpoint = Assert.Single(world.Get<IEnumerable<IEndpoint>>(), endpoint => endpoint.Route.Name == name);
        byte[] bytes = Encoding.UTF8.GetBytes(body ?? "");
        using MemoryStream answer = new();
        DefaultHttpContext http = new()
        {
            RequestServices = world.Get<IServiceProvider>(),
            Request = { ContentType = "application/json", ContentLength = bytes.Length, Body = new MemoryStream(bytes) },
            Response = { Body = answer },
        };
        world.Get<JourneyNotifier>().Use(world.Client);
        IResult result = await world.Get<RequestPipeline>().AnswerAsync(http, endpoint, by is { } role ? new Caller(role, null) : null, default);
        await result.ExecuteAsync(http);
        await world.Engine.RunAsync();
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
