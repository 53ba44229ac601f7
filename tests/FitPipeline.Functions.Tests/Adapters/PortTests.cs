using Azure.Data.Tables;
using FitPipeline.Application.Booking;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Application.Practices;
using FitPipeline.Application.Referrals;
using FitPipeline.Application.Reports;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Blobs;
using FitPipeline.Functions.Messages;
using FitPipeline.Functions.Tables;
using FitPipeline.Pathway.Journeys;
using FitPipeline.PortContracts;

namespace FitPipeline.Functions.Tests;

// Every port on Azure's storage keeps the contract of the port, against a real Azurite.
public sealed class JourneysTests : JourneyStoreContract
{
    private readonly Estate _estate = new();

    protected override IJourneyStore Journeys => _estate.Journeys;

    protected override IEffectOutbox Effects => _estate.Effects;

    protected override IWorklist Worklist => _estate.Worklist;
}

public sealed class EffectsTests : EffectQueueContract
{
    private readonly Estate _estate = new();

    protected override IJourneyStore Journeys => _estate.Journeys;

    protected override IEffectOutbox Effects => _estate.Effects;
}

public sealed class WorklistTests : WorklistContract
{
    private readonly Estate _estate = new();

    protected override IJourneyStore Journeys => _estate.Journeys;

    protected override IWorklist Worklist => _estate.Worklist;
}

public sealed class KitsTests : KitRegisterContract
{
    private readonly Estate _estate = new();

    protected override IKitRegister Kits => new TableKits(_estate.Tables);
}

public sealed class PatientsTests : PatientRegisterContract
{
    private readonly Estate _estate = new();

    protected override IPatientRegister Patients => new TablePatients(_estate.Tables);
}

public sealed class LedgerTests : ReferralLedgerContract
{
    private readonly Estate _estate = new();

    protected override IReferralLedger Ledger => new TableLedger(_estate.Tables);
}

public sealed class LabFilesTests : LabFilesContract
{
    private readonly Estate _estate = new();

    protected override ILabFiles Files => new TableLabFiles(_estate.Tables);
}

public sealed class QuarantineTests : QuarantineContract
{
    private readonly Estate _estate = new();

    protected override IQuarantine Quarantine => new TableQuarantine(_estate.Tables);
}

public sealed class TextsTests : TextOutboxContract
{
    private readonly Estate _estate = new();

    protected override ITextOutbox Texts => _estate.Texts;
}

public sealed class LettersTests : LetterOutboxContract
{
    private readonly Estate _estate = new();

    protected override ILetterOutbox Letters => new TableLetters(_estate.Tables);
}

public sealed class DispatchesTests : KitDispatchListContract
{
    private readonly Estate _estate = new();

    protected override IKitDispatchList Kits => new TableDispatches(_estate.Tables, new KeptOutgoing(_estate.Tables));
}

public sealed class NoticesTests : PracticeNoticesContract
{
    private readonly Estate _estate = new();

    protected override IPracticeNotices Notices => new TableNotices(_estate.Tables);
}

public sealed class SlotsTests : SlotBookContract
{
    private readonly Estate _estate = new();

    protected override ISlotBook Slots => new TableSlots(_estate.Tables);
}

public sealed class ArchiveTests : RawArchiveContract
{
    private readonly Estate _estate = new();

    protected override IRawArchive Archive => new BlobArchive(_estate.Blobs);
}

public sealed class AuditTests : AuditTrailContract, IDisposable
{
    private readonly Estate _estate = new();
    private readonly TableAudit _audit;

    public AuditTests() => _audit = new TableAudit(_estate.Tables);

    protected override IAuditTrail Audit => _audit;

    public void Dispose() => _audit.Dispose();

    protected override async Task ChangeAsync(string id, string what)
    {
        TableEntity line = await LineAsync(id);
        line["Entry"] = line.GetString("Entry").Replace("acknowledged the result", what, StringComparison.Ordinal);
        await _estate.Tables.Audit.UpdateEntityAsync(line, line.ETag, TableUpdateMode.Replace);
    }

    protected override async Task RemoveAsync(string id)
    {
        TableEntity line = await LineAsync(id);
        await _estate.Tables.Audit.DeleteEntityAsync(line.PartitionKey, line.RowKey);
    }

    private async Task<TableEntity> LineAsync(string id)
    {
        await foreach (TableEntity line in _estate.Tables.Audit.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"EntryId eq {id} and RowKey ge {"line-"}")))
        {
            return line;
        }

        throw new InvalidOperationException("There is no such line.");
    }
}

public sealed class DeskIndexTests : DeskIndexContract
{
    private readonly Estate _estate = new();

    protected override IDeskIndex Index => new TableDeskIndex(_estate.Tables, _estate.Texts);

    protected override IJourneyStore Journeys => _estate.Journeys;

    protected override IPatientRegister Patients => new TablePatients(_estate.Tables);

    protected override ITextOutbox Texts => _estate.Texts;
}

public sealed class KitStockTests : KitStockContract
{
    private readonly Estate _estate = new();

    protected override IKitStock Stock => new TableKitStock(_estate.Tables);

    protected override IKitRegister Kits => new TableKits(_estate.Tables);
}

public sealed class FiguresTests : FiguresContract, IDisposable
{
    private static readonly DateRange Ever = new(DateOnly.MinValue, DateOnly.MaxValue);

    private readonly Estate _estate = new();
    private readonly Later _time = new();
    private readonly TableFigures _figures;

    public FiguresTests() => _figures = new TableFigures(_estate.Tables, _time);

    protected override IFigures Figures => _figures;

    protected override IJourneyStore Journeys => _estate.Journeys;

    protected override IPatientRegister Patients => new TablePatients(_estate.Tables);

    public void Dispose() => _figures.Dispose();

    [Fact]
    public async Task Given_figures_that_took_long_to_read_when_a_report_is_made_then_they_are_held_as_much_longer_and_say_when_they_were_counted()
    {
        DateTimeOffset first = _time.Now;
        _time.Step = TimeSpan.FromSeconds(3);
        Assert.Equal(first, await CountedAsync(false));
        _time.Pass(TimeSpan.FromSeconds(50));
        Assert.Equal(first, await CountedAsync(true));
        _time.Pass(TimeSpan.FromSeconds(10));
        Assert.NotEqual(first, await CountedAsync(false));
    }

    [Fact]
    public async Task Given_figures_that_took_very_long_to_read_when_ten_minutes_have_passed_then_they_are_read_again()
    {
        _time.Step = TimeSpan.FromSeconds(40);
        DateTimeOffset? first = await CountedAsync(false);
        _time.Step = TimeSpan.Zero;
        _time.Pass(TimeSpan.FromMinutes(9));
        Assert.Equal(first, await CountedAsync(false));
        _time.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(_time.Now, await CountedAsync(false));
    }

    [Fact]
    public async Task Given_few_figures_when_they_are_asked_for_twice_then_both_times_they_are_as_they_are_now()
    {
        await CountedAsync(false);
        await new Walk(Journeys).ReferredAsync("GP-77");
        Assert.Single((await Figures.ReceivedAsync(Ever, false, default)).Rows);
    }

    [Fact]
    public async Task Given_a_row_written_before_these_figures_were_when_a_report_is_made_then_the_journey_is_counted_and_the_row_has_them_for_the_next()
    {
        Journey journey = await new Walk(Journeys).ReferredAsync("GP-77");
        TableEntity row = await _estate.Tables.Practices.QueryAsync<TableEntity>().SingleAsync();
        row.Remove(TableFigures.Column);
        await _estate.Tables.Practices.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        Assert.Equal(JourneyFigures.Of(journey), Assert.Single((await Figures.ReceivedAsync(Ever, false, default)).Rows).Journey);

        TableEntity kept = await _estate.Tables.Practices.QueryAsync<TableEntity>().SingleAsync();
        Assert.Equal(TableFigures.Text(journey), kept.GetString(TableFigures.Column));
        Assert.Equal(row.Keys.Where(key => key is not ("odata.etag" or "Timestamp")).Append(TableFigures.Column).Order(), kept.Keys.Where(key => key is not ("odata.etag" or "Timestamp")).Order());
    }

    private async Task<DateTimeOffset?> CountedAsync(bool withPeople) => (await Figures.ReceivedAsync(Ever, withPeople, default)).CountedAt;

    private sealed class Later : TimeProvider
    {
        public DateTimeOffset Now { get; private set; } = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);

        /// <summary>How much passes each time the clock is read.</summary>
        public TimeSpan Step { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            DateTimeOffset now = Now;
            Pass(Step);
            return now;
        }

        public void Pass(TimeSpan time) => Now += time;
    }
}
