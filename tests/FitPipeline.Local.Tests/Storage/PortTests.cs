using FitPipeline.Application.Booking;
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
using FitPipeline.Local.Storage;
using FitPipeline.PortContracts;

namespace FitPipeline.Local.Tests;

// Every port on SQLite keeps the contract of the port.
public sealed class SqliteJourneysTests : JourneyStoreContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IJourneyStore Journeys => new SqliteJourneys(_file.Database);

    protected override IEffectOutbox Effects => new SqliteEffects(_file.Database);

    protected override IWorklist Worklist => new SqliteWorklist(_file.Database);

    protected override int Many => 1030;

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteEffectsTests : EffectQueueContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IJourneyStore Journeys => new SqliteJourneys(_file.Database);

    protected override IEffectOutbox Effects => new SqliteEffects(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteWorklistTests : WorklistContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IJourneyStore Journeys => new SqliteJourneys(_file.Database);

    protected override IWorklist Worklist => new SqliteWorklist(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteKitsTests : KitRegisterContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IKitRegister Kits => new SqliteKits(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqlitePatientsTests : PatientRegisterContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IPatientRegister Patients => new SqlitePatients(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteReferralLedgerTests : ReferralLedgerContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IReferralLedger Ledger => new SqliteReferralLedger(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteLabFilesTests : LabFilesContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override ILabFiles Files => new SqliteLabFiles(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteQuarantineTests : QuarantineContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IQuarantine Quarantine => new SqliteQuarantine(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteTextsTests : TextOutboxContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override ITextOutbox Texts => new SqliteTexts(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteLettersTests : LetterOutboxContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override ILetterOutbox Letters => new SqliteLetters(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteKitDispatchesTests : KitDispatchListContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IKitDispatchList Kits => new SqliteKitDispatches(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqlitePracticeNoticesTests : PracticeNoticesContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IPracticeNotices Notices => new SqlitePracticeNotices(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteSlotsTests : SlotBookContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override ISlotBook Slots => new SqliteSlots(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteAuditTrailTests : AuditTrailContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IAuditTrail Audit => new SqliteAuditTrail(_file.Database);

    public void Dispose() => _file.Dispose();

    protected override Task ChangeAsync(string id, string what) => _file.Database.WriteAsync(
        session => session.Run("UPDATE audit SET what = ?2 WHERE id = ?1", id, what), CancellationToken.None);

    protected override Task RemoveAsync(string id) => _file.Database.WriteAsync(
        session => session.Run("DELETE FROM audit WHERE id = ?1", id), CancellationToken.None);
}

public sealed class SqliteArchiveTests : RawArchiveContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IRawArchive Archive => new SqliteArchive(_file.Database, _file.Folder);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteDeskIndexTests : DeskIndexContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IDeskIndex Index => new SqliteDeskIndex(_file.Database);

    protected override IJourneyStore Journeys => new SqliteJourneys(_file.Database);

    protected override IPatientRegister Patients => new SqlitePatients(_file.Database);

    protected override ITextOutbox Texts => new SqliteTexts(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteKitStockTests : KitStockContract, IDisposable
{
    private readonly SqliteFile _file = new();

    protected override IKitStock Stock => new SqliteKitStock(_file.Database);

    protected override IKitRegister Kits => new SqliteKits(_file.Database);

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteFiguresTests : FiguresContract, IDisposable
{
    private readonly SqliteFile _file = new();
    private readonly SqliteFigures _figures;

    public SqliteFiguresTests() => _figures = new SqliteFigures(_file.Database);

    protected override IFigures Figures => _figures;

    protected override IJourneyStore Journeys => new SqliteJourneys(_file.Database);

    protected override IPatientRegister Patients => new SqlitePatients(_file.Database);

    public void Dispose()
    {
        _figures.Dispose();
        _file.Dispose();
    }
}
