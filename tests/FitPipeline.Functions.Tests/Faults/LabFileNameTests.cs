using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Blobs;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Functions.Tests;

/// <summary>Names of laboratory files that lead out of their container, or are as long as a name can be.</summary>
public sealed class LabFileNameTests : IDisposable
{
    private readonly World _world = new(DateTimeOffset.UtcNow.AddMinutes(30));

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("../lab-archive/{0}")]
    [InlineData("x/../../lab-archive/{0}")]
    [InlineData("./../lab-archive/{0}")]
    [InlineData("..\\lab-archive\\{0}")]
    [InlineData("/../lab-archive/{0}")]
    [InlineData("/{0}")]
    [InlineData("{0}/")]
    public async Task Given_a_notice_whose_name_leads_out_of_the_container_when_it_is_taken_in_then_nothing_is_opened_and_the_laboratory_is_asked(string way)
    {
        JourneyId id = await PostedAsync();
        await _world.AnnounceAsync(await _world.HandInAsync(1, "120"));
        string kept = Assert.Single(await NamesAsync(BlobArchive.Container));
        await _world.AnnounceAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, way, kept));

        Assert.Equal([kept], await NamesAsync(BlobArchive.Container));
        Assert.Empty(await NamesAsync(LabInbox.Quarantine));
        Assert.Single((await _world.JourneyAsync(id)).Results);
        WorkItem asked = Assert.Single(await ItemsAsync(Owner.Lab));
        Assert.Contains("another name", asked.What, StringComparison.Ordinal);
        Assert.True(asked.Due > _world.Time.Now);
        Assert.DoesNotContain(kept, asked.What + asked.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%2e%2e/lab-archive/result.csv")]
    [InlineData("%2E%2E%2Flab-archive%2Fresult.csv")]
    [InlineData("\u2026/\u202Evsc.tluser/result.csv")]
    [InlineData("a b+c&d=e?f#g/result.csv")]
    [InlineData("...hidden/..result.csv")]
    public async Task Given_a_name_that_only_looks_like_a_way_out_when_the_sweep_comes_by_then_the_file_is_read_and_archived_under_its_hash(string name)
    {
        JourneyId id = await PostedAsync();
        await RenameAsync(await _world.HandInAsync(1, "120"), name);
        await _world.SweepAsync();

        Assert.Single((await _world.JourneyAsync(id)).Results);
        Assert.Empty(await NamesAsync(LabInbox.Container));
        Assert.Matches("^[0-9a-f]{64}$", Assert.Single(await NamesAsync(BlobArchive.Container)));
    }

    [Fact]
    public async Task Given_a_name_of_1_024_characters_when_the_sweep_comes_by_then_the_file_is_read_like_any_other()
    {
        JourneyId id = await PostedAsync();
        await RenameAsync(await _world.HandInAsync(1, "120"), Longest("result.csv"));
        await _world.SweepAsync();
        Assert.Single((await _world.JourneyAsync(id)).Results);
        Assert.Empty(await NamesAsync(LabInbox.Container));
    }

    [Fact]
    public async Task Given_a_name_of_1_024_characters_when_its_file_cannot_be_read_then_the_quarantine_has_it_under_a_name_it_can_have()
    {
        using World poisoned = Poisoned();
        string name = Longest("result.csv");
        await RenameAsync(await poisoned.HandInAsync(1, "120"), name, poisoned);
        for (int sweep = 0; sweep < 6; sweep++)
        {
            await poisoned.SweepAsync();
        }

        Assert.Empty(await NamesAsync(LabInbox.Container, poisoned));
        string quarantined = Assert.Single(await NamesAsync(LabInbox.Quarantine, poisoned));
        Assert.True(quarantined.Length <= 1024);
        Assert.EndsWith("result.csv", quarantined, StringComparison.Ordinal);
        Assert.Single(await ItemsAsync(Owner.Lab, poisoned));
    }

    [Fact]
    public async Task Given_a_file_that_can_be_neither_read_nor_given_up_when_the_sweep_comes_by_then_the_files_behind_it_are_read()
    {
        FaultPolicy faults = new();
        using World world = new(DateTimeOffset.UtcNow.AddMinutes(30), blobs: options =>
        {
            options.Retry.MaxRetries = 0;
            options.AddPolicy(faults, Azure.Core.HttpPipelinePosition.PerRetry);
        });
        JourneyId id = await world.ReferAsync(1);
        await world.PostAsync(id, 1);
        await world.Inbox.GetBlobClient("a-first.csv").UploadAsync(BinaryData.Empty, new BlobUploadOptions());
        await RenameAsync(await world.HandInAsync(1, "120"), "b-second.csv", world);
        world.Time.MoveTo(world.Time.Now.AddDays(2));
        faults.Before = request => FaultPolicy.Concerns(request, LabInbox.Quarantine) ? new Azure.RequestFailedException(400, "no") : null;
        await world.SweepAsync();

        Assert.Equal(["a-first.csv"], await NamesAsync(LabInbox.Container, world));
        Assert.Single((await world.JourneyAsync(id)).Results);
        faults.Before = _ => null;
        await world.SweepAsync();
        Assert.Empty(await NamesAsync(LabInbox.Container, world));
        Assert.Single(await ItemsAsync(Owner.Lab, world));
    }

    private static string Longest(string end) => new string('é', 500) + "/" + new string('x', 523 - end.Length) + end;

    private static World Poisoned() => new(DateTimeOffset.UtcNow.AddMinutes(30), alter: services => services.AddSingleton<ILabFiles, NoFiles>());

    private async Task<JourneyId> PostedAsync()
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.PostAsync(id, 1);
        return id;
    }

    private async Task RenameAsync(string from, string to, World? world = null)
    {
        BlobClient plain = (world ?? _world).Inbox.GetBlobClient(from);
        await using (Stream content = await plain.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false)))
        {
            await (world ?? _world).Inbox.GetBlobClient(to).UploadAsync(await BinaryData.FromStreamAsync(content), new BlobUploadOptions());
        }

        await plain.DeleteIfExistsAsync();
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string container, World? world = null) =>
        await (world ?? _world).Get<BlobServiceClient>().GetBlobContainerClient(container).GetBlobsAsync()
            .Select(blob => blob.Name).Where(name => !name.StartsWith(BlobArchive.Entries, StringComparison.Ordinal)).ToListAsync();

    private async Task<IReadOnlyList<WorkItem>> ItemsAsync(Owner owner, World? world = null) =>
        [.. (await (world ?? _world).Get<IWorklist>().ListAsync(new WorklistQuery(owner, null, null, null, 10), default)).Items.Where(item => item.Journey is null)];

    /// <summary>A list of files that takes none.</summary>
    private sealed class NoFiles : ILabFiles
    {
        public Task<LabFileRecord?> FindAsync(string fileId, CancellationToken cancel) => throw new InvalidOperationException("nowhere");

        public Task PutAsync(LabFileRecord file, CancellationToken cancel) => throw new InvalidOperationException("nowhere");

        public Task PutRowsAsync(string fileId, IReadOnlyList<LabRowRecord> rows, CancellationToken cancel) => throw new InvalidOperationException("nowhere");

        public Task<Page<LabRowRecord>> RowsAsync(string fileId, string? after, int limit, CancellationToken cancel) => throw new InvalidOperationException("nowhere");
    }
}
