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
using FitPipeline.Local.Access;
using FitPipeline.Local.Dispatch;

namespace FitPipeline.Local.Storage;

/// <summary>Registers every port on SQLite.</summary>
public static class SqliteStorage
{
    /// <summary>Adds the database and every port.</summary>
    /// <exception cref="NewerSchemaException">A later version of this program wrote the file.</exception>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, DataDirectory data) => services
        .AddSingleton(_ => Database.Open(data.Database))
        .AddSingleton<IJourneyStore, SqliteJourneys>()
        .AddSingleton<IEffectOutbox, SqliteEffects>()
        .AddSingleton<IWorklist, SqliteWorklist>()
        .AddSingleton<IKitRegister, SqliteKits>()
        .AddSingleton<IPatientRegister, SqlitePatients>()
        .AddSingleton<IDeskIndex, SqliteDeskIndex>()
        .AddSingleton<IFigures, SqliteFigures>()
        .AddSingleton<IKitStock, SqliteKitStock>()
        .AddSingleton<IReferralLedger, SqliteReferralLedger>()
        .AddSingleton<ILabFiles, SqliteLabFiles>()
        .AddSingleton<IQuarantine, SqliteQuarantine>()
        .AddSingleton<ITextOutbox, SqliteTexts>()
        .AddSingleton<ILetterOutbox, SqliteLetters>()
        .AddSingleton<IKitDispatchList, SqliteKitDispatches>()
        .AddSingleton<IPracticeNotices, SqlitePracticeNotices>()
        .AddSingleton<IPathwayAnnouncements, SqliteAnnouncements>()
        .AddSingleton<ISlotBook, SqliteSlots>()
        .AddSingleton<IAuditTrail, SqliteAuditTrail>()
        .AddSingleton<IRawArchive>(provider => new SqliteArchive(provider.GetRequiredService<Database>(), data.Archive))
        .AddSingleton<ITimerLog, SqliteTimers>()
        .AddSingleton<ITokenStore, SqliteTokens>();
}
