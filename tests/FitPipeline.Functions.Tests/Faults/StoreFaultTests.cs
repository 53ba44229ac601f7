using Azure.Core;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Tables;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Tests;

/// <summary>A store that throttles, fails, and loses its answers: nothing is lost and nothing doubled.</summary>
public sealed class StoreFaultTests
{
    [Fact]
    public async Task Given_lists_that_could_not_be_written_when_the_sweep_comes_by_then_they_show_the_journey()
    {
        FaultPolicy faults = new();
        using World world = With(faults, retries: 0);
        JourneyId id = await world.ReferAsync(1);
        faults.Before = request => FaultPolicy.Concerns(request, "WorkItems") || FaultPolicy.Concerns(request, "Practices")
            ? new Azure.RequestFailedException(503, "The server is busy.")
            : null;
        await world.PostAsync(id, 1);
        Assert.True(faults.Faults > 0);
        faults.Before = _ => null;
        WorkItem stale = Assert.Single((await world.Get<IWorklist>().ListAsync(All, default)).Items);
        Assert.Equal("Post the kit.", stale.What);

        await world.PassAsync(TimeSpan.FromHours(6));
        WorkItem line = Assert.Single((await world.Get<IWorklist>().ListAsync(All, default)).Items);
        Assert.Equal("Use the kit and post it back.", line.What);
        Assert.Equal(1, (await world.Get<IJourneyStore>().CountsAsync(default)).ByState["KitPosted"]);
    }

    [Fact]
    public async Task Given_a_commit_whose_answer_is_lost_when_the_client_sends_it_again_then_it_stands_once_and_the_caller_hears_so()
    {
        FaultPolicy faults = new();
        using World world = With(faults, retries: 3);
        JourneyId id = await world.ReferAsync(1);
        int left = 1;
        faults.After = request => FaultPolicy.Concerns(request, "$batch") && left-- > 0 ? new IOException("The connection was reset.") : null;

        // Asserts that the scan was accepted, and not called a repeat.
        await world.PostAsync(id, 1);
        Assert.Equal(1, faults.Faults);
        Assert.Equal(2, (await world.Get<IJourneyStore>().EventsAsync(id, default)).Count);
        Assert.Single(await world.TextsAsync(id));
    }

    [Fact]
    public async Task Given_a_claim_of_a_text_whose_answer_is_lost_when_the_client_sends_it_again_then_who_claimed_it_hears_so_and_nobody_else()
    {
        FaultPolicy faults = new();
        using World world = With(faults, retries: 3);
        JourneyId id = await world.ReferAsync(1);
        await world.PostAsync(id, 1);
        TextRecord queued = Assert.Single(await world.TextsAsync(id));
        TextRecord sending = queued with { Status = TextStatus.Sending, SentAt = world.Time.Now };
        int left = 1;
        faults.After = request => FaultPolicy.Concerns(request, "$batch") && left-- > 0 ? new IOException("The connection was reset.") : null;
        Assert.True(await world.Get<ITextOutbox>().MoveAsync(queued, sending, default));
        Assert.Equal(1, faults.Faults);
        Assert.False(await world.Get<ITextOutbox>().MoveAsync(queued, sending, default));
        Assert.Equal(sending, Assert.Single(await world.TextsAsync(id)));
    }

    [Fact]
    public async Task Given_a_crash_after_the_diary_and_before_the_commit_when_the_sweep_comes_by_then_the_entry_goes_and_nothing_else()
    {
        using World world = new();
        await world.Get<WakeUpIndex>().NoteAsync(JourneyId.For(PortContracts.Walk.Practice, "never"), world.Time.Now, default);
        await world.PassAsync(TimeSpan.FromHours(6));
        await foreach (Azure.Data.Tables.TableEntity _ in world.Tables.WakeUpIndex.QueryAsync<Azure.Data.Tables.TableEntity>())
        {
            Assert.Fail("The diary still names a journey that never was.");
        }

        Assert.Empty(world.Engine.Instances);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Given_a_store_that_throttles_and_breaks_off_when_journeys_run_then_each_ends_as_it_should_and_nothing_twice(int seed)
    {
        Random random = new(seed);
        FaultPolicy faults = new();
        using World world = With(faults, retries: 6);
        lock (random)
        {
            faults.Before = _ => Chance(random, 0.10) ? new IOException($"connection refused, seed {seed}") : null;
            faults.After = _ => Chance(random, 0.05) ? new IOException($"connection reset, seed {seed}") : null;
        }

        for (int patient = 1; patient <= 3; patient++)
        {
            JourneyId id = await world.ReferAsync(patient);
            await world.PostAsync(id, patient);
            await world.ReceiveAsync(patient);
        }

        await world.PassAsync(TimeSpan.FromDays(1));
        faults.Before = _ => null;
        faults.After = _ => null;
        await world.PassAsync(TimeSpan.FromHours(12));
        Assert.True(faults.Faults > 20, $"only {faults.Faults} faults with seed {seed}");
        Assert.Equal(3, (await world.Get<IJourneyStore>().CountsAsync(default)).ByState["KitReceived"]);
        Assert.Equal(3, (await world.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items.Count);
        Assert.Equal(3, (await world.Get<IWorklist>().ListAsync(All, default)).Items.Count);
        Assert.Equal(world.Network.Calls.Count, world.Network.Sent);
        await foreach (JourneyListing listing in world.Get<IJourneyStore>().AllAsync(default))
        {
            IReadOnlyList<RecordedEvent> events = await world.Get<IJourneyStore>().EventsAsync(listing.Journey.Id, default);
            Assert.True(events.Count == 3, $"seed {seed}: {string.Join(", ", events.Select(recorded => $"{recorded.Step} {recorded.EventId}"))}");
            Assert.Empty((await world.Get<ILetterOutbox>().ListAsync(listing.Journey.Id, null, 10, default)).Items);
            Assert.Equal(2, (await world.TextsAsync(listing.Journey.Id)).Count);
            Assert.Empty(await world.UndoneAsync(listing.Journey.Id));
        }
    }

    private static WorklistQuery All => new(null, null, null, null, 200);

    private static bool Chance(Random random, double share)
    {
        lock (random)
        {
            return random.NextDouble() < share;
        }
    }

    private static World With(FaultPolicy faults, int retries) => new(tables: options =>
    {
        options.Retry.MaxRetries = retries;
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
        options.AddPolicy(faults, HttpPipelinePosition.PerRetry);
    });
}
