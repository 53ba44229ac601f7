using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Blobs;
using FitPipeline.Functions.Messages;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.PortContracts;

namespace FitPipeline.Functions.Tests;

/// <summary>Kit movements by message: taken in once, dead-lettered with a reason, or tried again.</summary>
public sealed class MovementTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Given_a_posting_by_message_when_it_is_delivered_twice_then_it_is_taken_in_once_and_completed_twice()
    {
        JourneyId id = await _world.ReferAsync(1);
        string body = Scans(Posted("s-1", 1, id));
        Settled settled = await TakeAsync(body);
        await TakeAsync(body, settled);
        Assert.Equal(2, settled.Completed);
        Assert.Empty(settled.DeadLettered);
        Assert.IsType<JourneyState.KitPosted>((await _world.JourneyAsync(id)).State);
        Assert.Single(await _world.TextsAsync(id));
        Assert.Empty(await _world.UndoneAsync(id));
    }

    [Fact]
    public async Task Given_messages_that_arrive_when_the_archive_is_listed_then_each_is_kept_before_it_was_taken_in_also_the_refused()
    {
        JourneyId id = await _world.ReferAsync(1);
        string[] bodies = ["not json", Scans(Posted("s-1", 1, id))];
        foreach (string body in bodies)
        {
            await TakeAsync(body);
            _world.Time.MoveTo(_world.Time.Now.AddMinutes(1));
        }

        IRawArchive archive = _world.Get<IRawArchive>();
        List<KeptArrival> kept = await archive.ArrivalsAsync(default).ToListAsync();
        Assert.Equal([("ReceiveScans", Actor.KitDesk), ("ReceiveScans", Actor.KitDesk)], kept.Select(arrival => (arrival.Arrival.Kind, arrival.Arrival.By)));
        foreach ((KeptArrival arrival, string body) in kept.Zip(bodies))
        {
            await using Stream? content = await archive.OpenAsync(arrival.Raw, default);
            Assert.Equal(body, await new StreamReader(content!).ReadToEndAsync());
        }

        // As a replay finds them in a downloaded container.
        await foreach (Azure.Storage.Blobs.Models.BlobItem blob in _world.Get<Azure.Storage.Blobs.BlobServiceClient>()
            .GetBlobContainerClient(BlobArchive.Container).GetBlobsAsync(prefix: BlobArchive.Entries))
        {
            Assert.Matches(@"^arrivals/\d{4}-\d\d-\d\d/\d{19}-[0-9a-f]{32}-[0-9a-f]{64}$", blob.Name);
        }
    }

    [Theory]
    [InlineData("not json", "Unreadable")]
    [InlineData("""{"scans":5}""", "Refused")]
    [InlineData("""{}""", "Refused")]
    public async Task Given_a_message_that_can_never_be_taken_in_when_it_arrives_then_it_is_dead_lettered_with_the_reason(string body, string reason)
    {
        Settled settled = await TakeAsync(body);
        Assert.Equal(0, settled.Completed);
        (string? said, string? because) = Assert.Single(settled.DeadLettered);
        Assert.Equal(reason, said);
        Assert.NotEmpty(because!);
    }

    [Fact]
    public async Task Given_a_message_with_one_scan_that_cannot_be_when_it_arrives_then_the_others_are_taken_in_and_it_is_dead_lettered()
    {
        JourneyId id = await _world.ReferAsync(1);
        JourneyId nobody = JourneyId.For(Walk.Practice, "nobody");
        Settled settled = await TakeAsync(Scans(Posted("s-1", 1, id), Posted("s-2", 2, nobody)));
        Assert.IsType<JourneyState.KitPosted>((await _world.JourneyAsync(id)).State);
        Assert.StartsWith("s-2: ", Assert.Single(settled.DeadLettered).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_kit_nobody_posted_when_it_comes_back_by_message_then_it_is_on_a_worklist_and_not_dead_lettered()
    {
        Settled settled = await TakeAsync(Scans($$"""{"scanId":"s-1","kind":"received","kitId":"{{Walk.Kit(9).Value}}","at":"2026-01-12T09:00:00Z"}"""));
        Assert.Equal(1, settled.Completed);
        Assert.Single((await _world.Get<IWorklist>().ListAsync(new WorklistQuery(Owner.KitDesk, null, null, null, 10), default)).Items);
    }

    [Fact]
    public async Task Given_a_store_that_does_not_answer_when_a_message_is_taken_in_then_it_is_neither_completed_nor_dead_lettered()
    {
        FaultPolicy faults = new() { Before = request => FaultPolicy.Concerns(request, "Kits") ? new Azure.RequestFailedException(503, "busy") : null };
        using World broken = new(tables: options =>
        {
            options.Retry.MaxRetries = 0;
            options.AddPolicy(faults, Azure.Core.HttpPipelinePosition.PerRetry);
        });
        JourneyId id = JourneyId.For(Walk.Practice, "GP-1");
        Settled settled = new();
        await Assert.ThrowsAnyAsync<Azure.RequestFailedException>(() =>
            broken.Function<ReceiveKitMovement>().RunAsync(Settled.Message(Scans(Posted("s-1", 1, id))), settled, broken.Client, default));
        Assert.Equal(0, settled.Completed);
        Assert.Empty(settled.DeadLettered);
    }

    private static string Posted(string scanId, int kit, JourneyId journey) =>
        $$"""{"scanId":"{{scanId}}","kind":"posted","kitId":"{{Walk.Kit(kit).Value}}","journeyId":"{{journey.Value}}","at":"2026-01-12T09:00:00Z"}""";

    private static string Scans(params string[] scans) => $$"""{"scans":[{{string.Join(',', scans)}}]}""";

    private async Task<Settled> TakeAsync(string body, Settled? settled = null)
    {
        settled ??= new Settled();
        await _world.Function<ReceiveKitMovement>().RunAsync(Settled.Message(body), settled, _world.Client, default);
        await _world.Engine.RunAsync();
        return settled;
    }
}
