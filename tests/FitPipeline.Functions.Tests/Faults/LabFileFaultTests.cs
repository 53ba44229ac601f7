using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Blobs;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace FitPipeline.Functions.Tests;

/// <summary>Laboratory files announced late, twice or never, written over, taken away, empty or unreadable.</summary>
public sealed class LabFileFaultTests : IDisposable
{
    // Files have the storage's own time, so here the world's is later than that.
    private readonly World _world = new(DateTimeOffset.UtcNow.AddMinutes(30));

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Given_a_file_whose_notice_was_lost_when_the_sweep_comes_by_then_its_result_is_taken_in()
    {
        JourneyId id = await PostedAsync(_world, 1);
        await _world.HandInAsync(1, "120");
        await _world.SweepAsync();
        Assert.IsType<JourneyState.AwaitingAcknowledgement>((await _world.JourneyAsync(id)).State);
        Assert.Empty(await LeftAsync(_world, LabInbox.Container));
    }

    [Fact]
    public async Task Given_a_file_that_was_handed_in_a_moment_ago_when_the_sweep_comes_by_then_it_waits_for_its_notice()
    {
        using World now = new(DateTimeOffset.UtcNow);
        JourneyId id = await PostedAsync(now, 1);
        await now.HandInAsync(1, "120");
        await now.SweepAsync();
        Assert.IsType<JourneyState.KitPosted>((await now.JourneyAsync(id)).State);
    }

    [Fact]
    public async Task Given_a_notice_that_comes_twice_and_late_when_the_file_has_gone_then_the_result_is_there_once()
    {
        JourneyId id = await PostedAsync(_world, 1);
        string name = await _world.HandInAsync(1, "120");
        await _world.AnnounceAsync(name);
        await _world.AnnounceAsync(name);
        await _world.SweepAsync();
        await _world.AnnounceAsync(name);
        Assert.Single((await _world.JourneyAsync(id)).Results);
        Assert.Equal(3, (await _world.Get<IJourneyStore>().EventsAsync(id, default)).Count);
    }

    [Fact]
    public async Task Given_a_file_handed_in_under_two_names_when_both_are_read_then_the_result_is_there_once_and_both_are_archived_as_one()
    {
        JourneyId id = await PostedAsync(_world, 1);
        string name = await _world.HandInAsync(1, "120");
        BinaryData same = await ContentAsync(_world.Inbox.GetBlobClient(name));
        await _world.Inbox.GetBlobClient("again.csv").UploadAsync(same, new BlobUploadOptions());
        await _world.AnnounceAsync(name);
        await _world.AnnounceAsync("again.csv");
        Assert.Single((await _world.JourneyAsync(id)).Results);
        Assert.Single(await LeftAsync(_world, BlobArchive.Container));
    }

    [Fact]
    public async Task Given_a_file_that_is_written_over_while_it_is_read_when_it_is_over_then_both_were_read()
    {
        JourneyId id = JourneyId.For(PortContracts.Walk.Practice, "GP-1");
        bool once = true;
        World? world = null;
        using World disturbed = new(DateTimeOffset.UtcNow.AddMinutes(30), alter: services => services.AddSingleton<IRawArchive>(provider =>
            new Disturbed(new BlobArchive(provider.GetRequiredService<BlobServiceClient>()), async () =>
            {
                if (once)
                {
                    once = false;
                    await world!.HandInAsync(1, "130");
                }
            })));
        world = disturbed;
        await PostedAsync(disturbed, 1);
        string name = await disturbed.HandInAsync(1, "120");
        await disturbed.AnnounceAsync(name);
        Assert.Single(await LeftAsync(disturbed, LabInbox.Container));
        await disturbed.AnnounceAsync(name);
        Assert.Empty(await LeftAsync(disturbed, LabInbox.Container));
        Assert.Equal(2, (await LeftAsync(disturbed, BlobArchive.Container)).Count);
        Assert.Equal(2, (await disturbed.JourneyAsync(id)).Results.Count);
    }

    [Fact]
    public async Task Given_an_empty_file_that_is_written_later_when_it_is_then_it_is_read()
    {
        JourneyId id = await PostedAsync(_world, 1);
        await _world.Inbox.GetBlobClient("result-1.csv").UploadAsync(BinaryData.Empty, new BlobUploadOptions());
        await _world.AnnounceAsync("result-1.csv");
        await _world.SweepAsync();
        Assert.Single(await LeftAsync(_world, LabInbox.Container));

        await _world.AnnounceAsync(await _world.HandInAsync(1, "120"));
        Assert.Single((await _world.JourneyAsync(id)).Results);
        Assert.Empty(await LeftAsync(_world, LabInbox.Container));
    }

    [Fact]
    public async Task Given_a_file_that_stays_empty_for_a_day_when_the_sweep_comes_by_then_the_laboratory_is_asked()
    {
        await _world.Inbox.GetBlobClient("empty.csv").UploadAsync(BinaryData.Empty, new BlobUploadOptions());
        _world.Time.MoveTo(_world.Time.Now.AddDays(2));
        await _world.SweepAsync();
        await GivenUpAsync(_world);
    }

    [Fact]
    public async Task Given_a_file_that_no_reading_survives_when_it_was_tried_five_times_then_it_is_quarantined_and_on_the_laboratory_s_list()
    {
        using World poisoned = new(DateTimeOffset.UtcNow.AddMinutes(30), alter: services => services.AddSingleton<IRawArchive>(provider =>
            new Disturbed(
                new BlobArchive(provider.GetRequiredService<BlobServiceClient>()), () => throw new InvalidOperationException("999 123 4567 Smith"))));
        await PostedAsync(poisoned, 1);
        string name = await poisoned.HandInAsync(1, "120");
        await Assert.ThrowsAsync<InvalidOperationException>(() => poisoned.AnnounceAsync(name));
        for (int sweep = 0; sweep < 6; sweep++)
        {
            await poisoned.SweepAsync();
        }

        await GivenUpAsync(poisoned);
        Assert.DoesNotContain(poisoned.Logs.Lines, line => line.Contains("999 123", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_crash_between_the_rows_and_the_acknowledgement_when_the_sweep_comes_by_then_it_is_there_and_the_result_once()
    {
        bool once = true;
        using World crashed = new(DateTimeOffset.UtcNow.AddMinutes(30), alter: services => services.AddSingleton<IRawArchive>(provider =>
            new Disturbed(new BlobArchive(provider.GetRequiredService<BlobServiceClient>()), () => Task.CompletedTask, () =>
            {
                bool first = once;
                once = false;
                return first ? throw new IOException("The worker was taken away.") : Task.CompletedTask;
            })));
        JourneyId id = await PostedAsync(crashed, 1);
        string at = crashed.Time.Now.UtcDateTime.ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture) + "+0000";
        string kit = PortContracts.Walk.Kit(1).Value;
        const string code = "1049361000000101^Quantitative faecal immunochemical test^SCT";
        string message = string.Join(
            '\r',
            $@"MSH|^~\&|WINPATH|RR7|FITPATH|RR7|{at}||ORU^R01^ORU_R01|M1|P|2.4|||AL|NE||UNICODE UTF-8",
            $"PID|1||{PortContracts.TestPeople.Number(1).Value}^^^NHS^NH||SMITH^JO||19600229|F",
            $"OBR|1|{kit}|26B1|{code}|||{at[..8]}|||||||{at}||||||||{at}|||F",
            $"OBX|1|NM|{code}||120|ug/g|||||F|||{at}||||HMJACK1") + "\r";
        await crashed.Inbox.GetBlobClient("report.hl7").UploadAsync(new BinaryData(message), new BlobUploadOptions());

        await Assert.ThrowsAsync<IOException>(() => crashed.AnnounceAsync("report.hl7"));
        Assert.Single((await crashed.JourneyAsync(id)).Results);
        Assert.DoesNotContain(await LeftAsync(crashed, BlobArchive.Container), name => name.EndsWith(".ack", StringComparison.Ordinal));

        await crashed.SweepAsync();
        Assert.Single((await crashed.JourneyAsync(id)).Results);
        string answer = Assert.Single(await LeftAsync(crashed, BlobArchive.Container), name => name.EndsWith(".ack", StringComparison.Ordinal));
        await using Stream? content = await crashed.Get<IRawArchive>().OpenAnswerAsync(answer[..^4], default);
        Assert.Contains("MSA|AA|M1", await new StreamReader(content!).ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Empty(await LeftAsync(crashed, LabInbox.Container));
    }

    [Fact]
    public async Task Given_an_archive_that_takes_nothing_when_a_file_is_announced_then_it_stays_where_it_lies_until_it_has_been_kept()
    {
        bool full = true;
        using World world = new(DateTimeOffset.UtcNow.AddMinutes(30), alter: services => services.AddSingleton<IRawArchive>(provider =>
            new Disturbed(new BlobArchive(provider.GetRequiredService<BlobServiceClient>()), () => Task.CompletedTask)
            {
                Before = () => full ? throw new Azure.RequestFailedException(503, "busy") : Task.CompletedTask,
            }));
        JourneyId id = await PostedAsync(world, 1);
        string name = await world.HandInAsync(1, "120");
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => world.AnnounceAsync(name));
        Assert.IsType<JourneyState.KitPosted>((await world.JourneyAsync(id)).State);
        Assert.Single(await LeftAsync(world, LabInbox.Container));
        Assert.Empty(await LeftAsync(world, BlobArchive.Container));

        full = false;
        await world.SweepAsync();
        Assert.Empty(await LeftAsync(world, LabInbox.Container));
        Assert.NotEmpty(await LeftAsync(world, BlobArchive.Container));
        Assert.Single((await world.JourneyAsync(id)).Results);
    }

    [Fact]
    public async Task Given_bytes_that_were_kept_before_when_they_are_kept_again_then_what_lies_in_the_archive_is_not_touched()
    {
        IRawArchive archive = _world.Get<IRawArchive>();
        Arrival arrival = new("referral", null, Actor.Gp, null, null, "application/json", _world.Time.Now);
        string first = await archive.KeepFileAsync(arrival with { Kind = "file" }, new MemoryStream("{}"u8.ToArray()), default);
        BlobClient kept = _world.Get<BlobServiceClient>().GetBlobContainerClient(BlobArchive.Container).GetBlobClient(first);
        Azure.ETag before = (await kept.GetPropertiesAsync()).Value.ETag;
        Assert.Equal(first, await archive.KeepAsync(arrival with { At = _world.Time.Now.AddDays(1) }, "{}"u8.ToArray(), default));
        Assert.Equal(first, await archive.KeepFileAsync(arrival with { Kind = "file" }, new MemoryStream("{}"u8.ToArray()), default));
        Assert.Equal(before, (await kept.GetPropertiesAsync()).Value.ETag);
    }

    [Fact]
    public async Task Given_a_file_in_no_format_we_know_when_it_is_read_then_it_is_a_worked_item_and_the_bytes_are_kept()
    {
        await _world.Inbox.GetBlobClient("letter.docx").UploadAsync(new BinaryData("PK…"), new BlobUploadOptions());
        await _world.AnnounceAsync("letter.docx");
        Assert.Single((await _world.Get<IQuarantine>().OpenAsync(null, 10, default)).Items);
        Assert.Single(await LeftAsync(_world, BlobArchive.Container));
        Assert.Empty(await LeftAsync(_world, LabInbox.Container));
    }

    [Fact]
    public async Task Given_a_file_whose_reading_breaks_off_half_way_when_it_is_read_again_then_every_row_is_taken_in_once()
    {
        JourneyId id = await PostedAsync(_world, 1);
        string name = await _world.HandInAsync(1, "120");
        using CancellationTokenSource stopped = new();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _world.Function<ReceiveLabFile>().RunAsync(_world.Inbox.GetBlobClient(name), name, _world.Client, stopped.Token));
        await _world.SweepAsync();
        Assert.Single((await _world.JourneyAsync(id)).Results);
    }

    [Theory]
    [InlineData("..journeys..csv")]
    [InlineData("a/b/c.csv")]
    [InlineData("%2e%2e/x.csv")]
    [InlineData("ÆØÅ 🙂.csv")]
    public async Task Given_a_file_with_a_strange_name_when_the_sweep_comes_by_then_it_is_read_like_any_other(string name)
    {
        JourneyId id = await PostedAsync(_world, 1);
        BlobClient plain = _world.Inbox.GetBlobClient(await _world.HandInAsync(1, "120"));
        await _world.Inbox.GetBlobClient("x/" + name).UploadAsync(await ContentAsync(plain), new BlobUploadOptions());
        await plain.DeleteIfExistsAsync();
        await _world.SweepAsync();
        Assert.Empty(await LeftAsync(_world, LabInbox.Container));
        Assert.Single((await _world.JourneyAsync(id)).Results);
    }

    private static async Task<JourneyId> PostedAsync(World world, int patient)
    {
        JourneyId id = await world.ReferAsync(patient);
        await world.PostAsync(id, patient);
        return id;
    }

    private static async Task<IReadOnlyList<string>> LeftAsync(World world, string container)
    {
        List<string> names = [];
        await foreach (BlobItem blob in world.Get<BlobServiceClient>().GetBlobContainerClient(container).GetBlobsAsync())
        {
            if (!blob.Name.StartsWith(BlobArchive.Entries, StringComparison.Ordinal))
            {
                names.Add(blob.Name);
            }
        }

        return names;
    }

    private static async Task<BinaryData> ContentAsync(BlobClient blob)
    {
        await using Stream content = await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false));
        return await BinaryData.FromStreamAsync(content);
    }

    private static async Task GivenUpAsync(World world)
    {
        Assert.Empty(await LeftAsync(world, LabInbox.Container));
        Assert.Single(await LeftAsync(world, LabInbox.Quarantine));
        Assert.Single((await world.Get<IWorklist>().ListAsync(new WorklistQuery(Owner.Lab, null, null, null, 10), default)).Items);
    }

    /// <summary>An archive during whose keeping something happens.</summary>
    private sealed class Disturbed(IRawArchive archive, Func<Task> disturb, Func<Task>? beforeAnswer = null) : IRawArchive
    {
        internal Func<Task> Before { get; init; } = () => Task.CompletedTask;

        public Task<string> KeepAsync(Arrival arrival, ReadOnlyMemory<byte> body, CancellationToken cancel) =>
            archive.KeepAsync(arrival, body, cancel);

        public async Task<string> KeepFileAsync(Arrival arrival, Stream content, CancellationToken cancel)
        {
            await Before();
            string id = await archive.KeepFileAsync(arrival, content, cancel);
            await disturb();
            return id;
        }

        public async Task KeepAnswerAsync(string fileId, Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
        {
            await (beforeAnswer?.Invoke() ?? Task.CompletedTask);
            await archive.KeepAnswerAsync(fileId, write, cancel);
        }

        public Task<Stream?> OpenAnswerAsync(string fileId, CancellationToken cancel) => archive.OpenAnswerAsync(fileId, cancel);

        public IAsyncEnumerable<KeptArrival> ArrivalsAsync(CancellationToken cancel) => archive.ArrivalsAsync(cancel);

        public Task<Stream?> OpenAsync(string id, CancellationToken cancel) => archive.OpenAsync(id, cancel);
    }
}
