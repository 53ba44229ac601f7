using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Blobs;
using FitPipeline.Functions.Tables;
using FitPipeline.Functions.Timers;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.PortContracts;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// A store that comes back as it was a quarter of an hour ago, and an audit trail that somebody changed: what was lost is
/// named, what the archive holds brings it back, and sending it all again does nothing twice.
/// </summary>
public sealed class RestoreDetectorTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Given_all_tables_set_back_a_quarter_of_an_hour_when_what_arrived_is_sent_again_then_the_journeys_are_as_they_were()
    {
        Lived lived = await LiveAsync();
        await SetBackAsync(lived.Before, [.. lived.Before.Keys]);
        Assert.Equal(2, (await _world.Get<IJourneyStore>().CountsAsync(default)).Started);

        await SendAgainAsync();
        await _world.SweepAsync();
        Assert.Equal(lived.Journeys, await JourneysAsync());
        ReconcileReport report = await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        Assert.True(report.Sound);
        Assert.Equal(3, report.Counts.Started);
        Assert.Equal(3, (await _world.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items.Count);

        // The provider knows a text sent again by its id, for as long as it remembers.
        await _world.PassAsync(TimeSpan.FromHours(6));
        Assert.Equal(2, _world.Network.Sent);
        Assert.Empty(await ItemsAsync());
    }

    [Fact]
    public async Task Given_only_the_journeys_set_back_when_it_is_reconciled_then_each_is_named_once_and_the_archive_brings_it_back()
    {
        Lived lived = await LiveAsync();
        await SetBackAsync(lived.Before, ["Journeys"]);

        for (int day = 0; day < 2; day++)
        {
            await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        }

        IReadOnlyList<WorkItem> named = await ItemsAsync();
        Assert.Equal(
            [
                ("The lists show it in Referred, and there is nothing behind them.", null),
                ("The lists showed it in AwaitingAcknowledgement, step 3; the record says KitPosted, step 2.", lived.Ids[0]),
                ("The lists showed it in KitPosted, step 2; the record says Referred, step 1.", lived.Ids[1]),
            ],
            named.Select(item => (item.Because, item.Journey)).OrderBy(item => item.Because, StringComparer.Ordinal).ToArray());
        Assert.All(named, item => Assert.Equal(Owner.Admin, item.Owner));
        Assert.Contains(named, item => item.What.Contains(lived.Ids[2].Value, StringComparison.Ordinal));

        // What is known of the file is not lost, so it has to be another: a line longer.
        await SendAgainAsync(fileEnding: "\r\n");
        await _world.SweepAsync();
        Assert.Equal(lived.Journeys.Select(WithoutFile), (await JourneysAsync()).Select(WithoutFile));
        ReconcileReport report = await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        Assert.Equal((3, 0), (report.Counts.Started, report.Counts.OpenWithoutNextAction));
        Assert.Equal(3, (await _world.Get<IJourneyStore>().OfPracticeAsync(Walk.Practice, null, 50, default)).Items.Count);
        Assert.Equal(3, (await _world.Get<IKitDispatchList>().ListAsync(null, 10, default)).Items.Count);
        Assert.Equal(_world.Network.Sent, (await _world.Get<ITextOutbox>().ListAsync(null, null, 50, default)).Items.Count);
    }

    [Fact]
    public async Task Given_an_audit_trail_rewritten_whole_when_it_is_reconciled_the_day_after_then_it_is_found_out()
    {
        IAuditTrail audit = _world.Get<IAuditTrail>();
        for (int line = 1; line <= 3; line++)
        {
            await audit.AppendAsync(Line(line, "was"), default);
        }

        await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        _world.Time.MoveTo(_world.Time.Now.AddDays(1));
        await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        Assert.Empty(await ItemsAsync());

        await SetBackAsync(new Dictionary<string, IReadOnlyList<TableEntity>> { ["Audit"] = [] }, ["Audit"]);
        for (int line = 1; line <= 3; line++)
        {
            await audit.AppendAsync(Line(line, line == 2 ? "was not" : "was"), default);
        }

        Assert.Null(await audit.FirstBreakAsync(default));
        _world.Time.MoveTo(_world.Time.Now.AddDays(1));
        await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        WorkItem item = Assert.Single(await ItemsAsync());
        Assert.StartsWith("The audit trail was changed or set back.", item.What, StringComparison.Ordinal);
        Assert.Contains("13 January 2026", item.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_day_s_end_of_the_audit_trail_when_it_is_written_again_then_the_first_stands()
    {
        await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        BlobItem first = Assert.Single(await _world.Get<BlobServiceClient>().GetBlobContainerClient(AuditAnchor.Container).GetBlobsAsync().ToListAsync());
        await _world.Get<IAuditTrail>().AppendAsync(Line(1, "later"), default);
        await _world.Get<Reconciliation>().RunAsync(_world.Client, default);
        BlobItem still = Assert.Single(await _world.Get<BlobServiceClient>().GetBlobContainerClient(AuditAnchor.Container).GetBlobsAsync().ToListAsync());
        Assert.Equal(first.Properties.ETag, still.Properties.ETag);
        Assert.Equal("ends/2026-01-12.json", still.Name);
    }

    [Fact]
    public async Task Given_history_that_is_purged_when_the_day_comes_then_only_what_ended_a_month_ago_goes_and_no_journey()
    {
        JourneyId id = await _world.ReferAsync(1);
        await _world.Function<PurgeHistory>().RunAsync(new TimerInfo(), _world.Client, default);
        Microsoft.DurableTask.Client.PurgeInstancesFilter asked = Assert.Single(_world.Client.Purges);
        Assert.Equal(
            [Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Completed, Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Terminated],
            asked.Statuses!);
        Assert.InRange(asked.CreatedTo!.Value, _world.Time.Now.AddDays(-30).AddMinutes(-1), _world.Time.Now.AddDays(-30));
        Assert.Equal("Referred", (await _world.JourneyAsync(id)).State.Name);
    }

    private sealed record Lived(JourneyId[] Ids, Dictionary<string, IReadOnlyList<TableEntity>> Before, IReadOnlyList<string> Journeys);

    // Two referrals and a kit; then, in the quarter of an hour that is lost, another kit, a positive result and a third referral.
    private async Task<Lived> LiveAsync()
    {
        JourneyId[] ids = [.. Enumerable.Range(1, 3).Select(patient => JourneyId.For(Walk.Practice, $"GP-{patient}"))];
        await CallAsync("ReceiveReferral", Actor.Gp, Referral(1));
        await CallAsync("ReceiveReferral", Actor.Gp, Referral(2));
        await CallAsync("ReceiveScans", Actor.KitDesk, Posted(1, ids[0]));
        await _world.SweepAsync();
        Dictionary<string, IReadOnlyList<TableEntity>> before = [];
        foreach (TableClient table in Tables)
        {
            before[table.Name] = await table.QueryAsync<TableEntity>().ToListAsync();
        }

        _world.Time.MoveTo(_world.Time.Now.AddMinutes(5));
        await CallAsync("ReceiveScans", Actor.KitDesk, Posted(2, ids[1]));
        await _world.AnnounceAsync(await _world.HandInAsync(1, "120"));
        await CallAsync("ReceiveReferral", Actor.Gp, Referral(3));
        _world.Time.MoveTo(_world.Time.Now.AddMinutes(10));
        await _world.SweepAsync();
        IReadOnlyList<string> journeys = await JourneysAsync();
        Assert.Equal(3, journeys.Count);
        return new Lived(ids, before, journeys);
    }

    private TableClient[] Tables =>
    [
        _world.Tables.Journeys, _world.Tables.WakeUpIndex, _world.Tables.Practices, _world.Tables.Referrals, _world.Tables.Patients, _world.Tables.Kits,
        _world.Tables.WorkItems, _world.Tables.Texts, _world.Tables.Letters, _world.Tables.Notices, _world.Tables.Slots, _world.Tables.Bookings,
        _world.Tables.Quarantine, _world.Tables.LabRows, _world.Tables.Audit, _world.Tables.Outgoing,
    ];

    private async Task SetBackAsync(Dictionary<string, IReadOnlyList<TableEntity>> before, string[] names)
    {
        foreach (TableClient table in Tables.Where(table => names.Contains(table.Name)))
        {
            foreach (TableEntity row in await table.QueryAsync<TableEntity>().ToListAsync())
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
            }

            foreach (TableEntity row in before[table.Name])
            {
                await table.AddEntityAsync(row);
            }
        }
    }

    // Everything the archive holds, as it came; what was not lost is a repeat.
    private async Task SendAgainAsync(string fileEnding = "")
    {
        IRawArchive archive = _world.Get<IRawArchive>();
        foreach (KeptArrival kept in await archive.ArrivalsAsync(default).ToListAsync())
        {
            await using Stream? content = await archive.OpenAsync(kept.Raw, default);
            string body = await new StreamReader(content!).ReadToEndAsync();
            bool isFile = kept.Arrival.Kind == "PutLabFile";
            Assert.InRange(await ReplayTests.SendAsync(_world, kept.Arrival, Encoding.UTF8.GetBytes(isFile ? body + fileEnding : body)), 200, 202);
        }
    }

    private async Task CallAsync(string kind, Actor by, string body) => Assert.InRange(
        await ReplayTests.SendAsync(
            _world,
            new Arrival(kind, null, by, by is Actor.Gp ? Walk.Practice : null, "r-" + TableKeys.Hash(body), "application/json", _world.Time.Now),
            Encoding.UTF8.GetBytes(body)),
        200,
        202);

    private async Task<IReadOnlyList<string>> JourneysAsync()
    {
        List<string> journeys = [];
        await foreach (JourneyListing listing in _world.Get<IJourneyStore>().AllAsync(default))
        {
            Journey journey = await _world.JourneyAsync(listing.Journey.Id);
            IReadOnlyList<RecordedEvent> events = await _world.Get<IJourneyStore>().EventsAsync(journey.Id, default);
            journeys.Add(
                $"{journey.Id.Value} {journey.State.Name} [{string.Join(' ', journey.Kits.Select(kit => kit.Id?.Value))}] "
                + $"[{string.Join(' ', journey.Results.Select(result => result.Value))}] {string.Join(' ', events.Select(recorded => recorded.EventId))}");
        }

        return [.. journeys.Distinct().Order(StringComparer.Ordinal)];
    }

    // A row's event has its file's id in it.
    private static string WithoutFile(string journey) => System.Text.RegularExpressions.Regex.Replace(journey, "[0-9a-f]{64}", "file");

    private async Task<IReadOnlyList<WorkItem>> ItemsAsync() =>
    [
        .. (await _world.Get<IWorklist>().ListAsync(new WorklistQuery(null, null, null, null, 50), default)).Items
            .Where(item => item.ItemId.StartsWith("set-back/", StringComparison.Ordinal)
                || item.ItemId.StartsWith("lost/", StringComparison.Ordinal) || item.ItemId.StartsWith("audit/", StringComparison.Ordinal)),
    ];

    private AuditEntry Line(int number, string said) => new($"e-{number}", _world.Time.Now, Actor.Triage, said, null, null);

    private static string Posted(int patient, JourneyId journey) => $$"""
        {"scans":[{"scanId":"s-{{patient}}","kind":"posted","kitId":"{{Walk.Kit(patient).Value}}","journeyId":"{{journey.Value}}",
        "at":"2026-01-12T09:12:00Z","lot":"LOT-A","expiresOn":"2027-06-30"}]}
        """;

    private static string Referral(int patient) => $$"""
        {"referralId":"GP-{{patient}}","patient":{"nhsNumber":"{{TestPeople.Number(patient).Value}}","familyName":"Smith","givenName":"Jo",
        "dateOfBirth":"1960-02-29","sex":"female","mobile":"07700900{{patient:000}}","address":{"lines":["{{patient}} High Street","Gateshead"],
        "postcode":"NE8 1AA"},"language":"en"},"practice":{"odsCode":"{{Walk.Practice.Value}}"},"clinical":{"symptoms":["change-in-bowel-habit"],
        "findings":[],"ironDeficiencyAnaemia":false,"anaemia":false,"concern":false},"requestedAt":"2026-01-05T09:12:00Z"}
        """;
}
