using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using FitPipeline.Application.Booking;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Laboratory;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Application.Practices;
using FitPipeline.Application.Referrals;
using FitPipeline.Application.Reports;
using FitPipeline.Application.Storage;
using FitPipeline.Application.Worklist;
using FitPipeline.Functions.Blobs;
using FitPipeline.Functions.Callers;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Http;
using FitPipeline.Functions.Messages;
using FitPipeline.Functions.Tables;
using FitPipeline.Functions.Texts;
using FitPipeline.Functions.Timers;
using FitPipeline.Pathway.Policy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FitPipeline.Functions.Settings;

/// <summary>Puts this host's parts together; Program reads as their table of contents.</summary>
public static class Registrations
{
    /// <summary>Reads the options and refuses to go on with any that are wrong.</summary>
    /// <exception cref="InvalidOperationException">The app must not start here; the message says why.</exception>
    public static HostEnvironment AddSettings(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptions<DataOptions>().BindConfiguration(DataOptions.SectionName);
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.SectionName);
        services.AddOptions<LabFilesOptions>().BindConfiguration(LabFilesOptions.SectionName);
        services.AddOptions<SmsOptions>().BindConfiguration(SmsOptions.SectionName)
            .Validate(sms => sms.PencePerPart is null or (> 0 and < 100), "Sms__PencePerPart is the price of one part of a text in pence: above 0 and below 100.")
            .ValidateOnStart();
        services.AddOptions<PathwayOptions>().BindConfiguration(PathwayOptions.SectionName)
            .Validate(
                pathway => pathway.PolicyVersion == PathwayPolicy.Current.Version,
                $"Pathway__PolicyVersion is not {PathwayPolicy.Current.Version}, the version of the rules in this package.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SmsOptions>, ValidateSmsOptions>();
        services.AddSingleton<IValidateOptions<PathwayOptions>, ValidatePathwayOptions>();

        HostEnvironment here = HostEnvironment.Of(settings);
        string? refusal = here.Refusal(
            Read<AuthOptions>(settings, AuthOptions.SectionName),
            Read<SmsOptions>(settings, SmsOptions.SectionName),
            Read<DataOptions>(settings, DataOptions.SectionName),
            Read<PatientsOptions>(settings, PatientsOptions.SectionName));
        return refusal is null ? here : throw new InvalidOperationException(refusal);
    }

    /// <summary>How the service names itself to patients.</summary>
    public static WordingSettings ReadWording(this IConfiguration settings) => Read<PatientsOptions>(settings, PatientsOptions.SectionName).Wording();

    /// <summary>Tables and blobs of the data account, and every port on them.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, HostEnvironment here)
    {
        services.AddSingleton<TokenCredential>(provider => new DefaultAzureCredential(new DefaultAzureCredentialOptions
        {
            ManagedIdentityClientId = provider.GetRequiredService<IOptions<DataOptions>>().Value.ClientId,
        }));
        services.AddSingleton(provider => here.StorageConnection is { } connection
            ? new TableServiceClient(connection)
            : new TableServiceClient(Data(provider).TableServiceUri!, provider.GetRequiredService<TokenCredential>()));
        services.AddSingleton(provider => here.StorageConnection is { } connection
            ? new BlobServiceClient(connection)
            : new BlobServiceClient(Data(provider).BlobServiceUri!, provider.GetRequiredService<TokenCredential>()));
        services.AddSingleton(TimeProvider.System);
        services.AddHostedService<DataPlaces>();
        return services
            .AddSingleton<DataTables>().AddSingleton<WakeUpIndex>().AddSingleton<JourneyProjections>()
            .AddSingleton<TableJourneys>().AddSingleton<IJourneyStore>(provider => provider.GetRequiredService<TableJourneys>())
            .AddSingleton<TableTexts>().AddSingleton<ITextOutbox>(provider => provider.GetRequiredService<TableTexts>())
            .AddSingleton<TableAudit>().AddSingleton<IAuditTrail>(provider => provider.GetRequiredService<TableAudit>())
            .AddSingleton<IEffectOutbox, TableEffects>().AddSingleton<IWorklist, TableWorklist>().AddSingleton<IPatientRegister, TablePatients>()
            .AddSingleton<IKitRegister, TableKits>().AddSingleton<IReferralLedger, TableLedger>().AddSingleton<ISlotBook, TableSlots>()
            .AddSingleton<IQuarantine, TableQuarantine>().AddSingleton<ILabFiles, TableLabFiles>().AddSingleton<ILetterOutbox, TableLetters>()
            .AddSingleton<IDeskIndex, TableDeskIndex>().AddSingleton<IFigures, TableFigures>().AddSingleton<IKitStock, TableKitStock>()
            .AddSingleton<IPracticeNotices, TableNotices>().AddSingleton<IKitDispatchList, TableDispatches>()
            .AddSingleton<IRawArchive, BlobArchive>().AddSingleton<MalwareScan>().AddSingleton<LabInbox>().AddSingleton<AuditAnchor>();
    }

    /// <summary>What leaves for other systems: messages through Service Bus, texts through Communication Services.</summary>
    public static IServiceCollection AddOutgoing(this IServiceCollection services, HostEnvironment here)
    {
        if (here.ServiceBus is { } bus)
        {
            services.AddSingleton(provider => new ServiceBusClient(bus, provider.GetRequiredService<TokenCredential>()));
            services.AddSingleton<IOutgoing, ServiceBusOutgoing>();
        }
        else
        {
            services.AddSingleton<IOutgoing, KeptOutgoing>();
        }

        services.AddSingleton<ITextProvider>(provider => provider.GetRequiredService<IOptions<SmsOptions>>().Value.Endpoint is null
            ? new KeptTexts()
            : ActivatorUtilities.CreateInstance<CommunicationTexts>(provider));
        services.AddSingleton(provider => new TextPrice(provider.GetRequiredService<IOptions<SmsOptions>>().Value.PencePerPart));
        return services.AddSingleton<IBookingRequests, SentBookingRequests>().AddSingleton<IPathwayAnnouncements, SentAnnouncements>().AddSingleton<TextRounds>();
    }

    /// <summary>Who may call, and the way in.</summary>
    public static IServiceCollection AddCallers(this IServiceCollection services)
    {
        services.AddSingleton<ICallerAuthenticator>(provider => provider.GetRequiredService<IOptions<AuthOptions>>().Value.TokensFile is { Length: > 0 } file
            ? new FileTokenAuthenticator(file)
            : new PrincipalAuthenticator());
        return services.AddSingleton<RouteTable>().AddSingleton<Front>();
    }

    /// <summary>Orchestrations, and what makes good whatever they miss.</summary>
    public static IServiceCollection AddOrchestrations(this IServiceCollection services)
    {
        services.Configure<WorkerOptions>(worker => worker.Serializer = EnvelopeJson.Serializer);
        return services
            .AddSingleton<JourneyStandings>().AddSingleton<JourneyNotifier>().AddSingleton<IJourneyNotifier>(provider => provider.GetRequiredService<JourneyNotifier>())
            .AddSingleton<SweepRound>().AddSingleton<RestoreDetector>().AddSingleton<Reconciliation>();
    }

    private static DataOptions Data(IServiceProvider provider) => provider.GetRequiredService<IOptions<DataOptions>>().Value;

    private static T Read<T>(IConfiguration settings, string section)
        where T : class, new() => settings.GetSection(section).Get<T>() ?? new T();
}
