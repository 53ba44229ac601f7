using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using FitPipeline.Application;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Application.Referrals;
using FitPipeline.Functions.Blobs;
using FitPipeline.Functions.Durable;
using FitPipeline.Functions.Settings;
using FitPipeline.Functions.Tables;
using FitPipeline.Functions.Timers;
using FitPipeline.Intake.Referrals;
using FitPipeline.Intake.Scans;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;
using FitPipeline.PortContracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Tests;

/// <summary>
/// The whole app over Azurite and the tests' durable engine, in virtual time: put together as Program does, with its own
/// functions called by the names under which the orchestrator orders them.
/// </summary>
internal sealed class World : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, (Type Type, MethodInfo Method)> _activities = ActivitiesOf(typeof(KitJourney).Assembly);
    private readonly string _tokens = Path.Combine(Path.GetTempPath(), "fit-functions-" + Guid.NewGuid().ToString("N") + ".json");
    private readonly List<World> _hosts = [];
    private int _scans;
    private int _turns;

    /// <param name="now">Where its clock begins.</param>
    /// <param name="tables">How it reaches its tables.</param>
    /// <param name="alter">What in it is other than in the app.</param>
    /// <param name="blobs">How it reaches its blobs.</param>
    /// <param name="beside">Another host over the same account and task hub; activities go to each in turn.</param>
    internal World(
        DateTimeOffset? now = null, Action<TableClientOptions>? tables = null, Action<IServiceCollection>? alter = null, Action<BlobClientOptions>? blobs = null,
        World? beside = null)
    {
        Connection = beside?.Connection ?? AzuriteServer.NewAccount();
        Time = new ManualTime(now ?? Walk.Begins);
        Engine = beside?.Engine ?? new DurableHost(KitJourney.RunAsync, OnOneAsync, Time);
        Client = new DurableClient(Engine);
        Network = beside?.Network ?? new FakeNetwork();
        _hosts.Add(this);
        beside?._hosts.Add(this);
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data"] = Connection,
            ["Auth:RequirePrincipal"] = "false",
            ["Auth:TokensFile"] = _tokens,
            ["Pathway:PolicyVersion"] = PathwayPolicy.Current.Version,
        }).Build();
        ServiceCollection services = new();
        services.AddSingleton(settings).AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        HostEnvironment here = services.AddSettings(settings);
        services.AddTelemetry(settings).AddStorage(here).AddOutgoing(here).AddCallers().AddOrchestrations().AddFitPipeline(PathwayPolicy.Current, new WordingSettings());
        services.AddSingleton<TimeProvider>(Time).AddSingleton<ITextProvider>(Network);
        if (tables is not null)
        {
            TableClientOptions options = new();
            tables(options);
            services.AddSingleton(new TableServiceClient(Connection, options));
        }

        if (blobs is not null)
        {
            BlobClientOptions options = new();
            blobs(options);
            services.AddSingleton(new BlobServiceClient(Connection, options));
        }

        alter?.Invoke(services);
        _services = services.BuildServiceProvider();
        new DataPlaces(Get<DataTables>(), Get<BlobServiceClient>()).StartAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    internal string Connection { get; }

    internal ManualTime Time { get; }

    internal DurableHost Engine { get; }

    internal DurableClient Client { get; }

    internal Captured Logs { get; } = new();

    internal FakeNetwork Network { get; }

    internal DataTables Tables => Get<DataTables>();

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    internal object Get(Type type) => _services.GetRequiredService(type);

    /// <summary>Calls a function's class as the Functions host does: made anew, with what it asks for.</summary>
    internal T Function<T>() => ActivatorUtilities.CreateInstance<T>(_services);

    internal async Task<JourneyId> ReferAsync(int patient, bool sms = true)
    {
        PatientRecord person = TestPeople.Of($"GP-{patient}", number: patient, mobile: $"07700900{patient:000}");
        ReferralMessage message = new(
            person.ReferralId,
            person.Details with { Contact = person.Details.Contact with { Sms = sms } },
            person.Practice,
            new ClinicalDetails(new HashSet<Symptom> { Symptom.ChangeInBowelHabit }, new HashSet<Finding>(), false, false, false, null),
            Walk.Begins);
        using IDisposable line = Get<JourneyNudges>().Through(Client);
        ReferralOutcome.TakenIn taken = Assert.IsType<ReferralOutcome.TakenIn>(
            await Get<FitPipeline.Application.Referrals.ReceiveReferral>().RunAsync(message, "request-" + patient, default));
        await Engine.RunAsync();
        return taken.Journey.Id;
    }

    internal Task PostAsync(JourneyId journey, int patient) => ScanAsync(ScanKind.Posted, journey, patient);

    internal Task ReceiveAsync(int patient) => ScanAsync(ScanKind.Received, null, patient);

    internal async Task ScanAsync(ScanKind kind, JourneyId? journey, int patient)
    {
        Scan scan = new($"scan-{++_scans}", kind, Walk.Kit(patient), journey, Time.Now, "LOT-A", null, null, null, null);
        using IDisposable line = Get<JourneyNudges>().Through(Client);
        ScanAnswer answer = Assert.Single(await Get<FitPipeline.Application.Kits.ReceiveScans>().RunAsync([new ScanReading.Read(scan)], Actor.KitDesk, default));
        Assert.True(answer.Outcome is ScanOutcome.Accepted, answer.Because);
        await Engine.RunAsync();
    }

    /// <summary>A laboratory file with one result, in the container it is handed in at; nobody has announced it.</summary>
    internal Task<string> HandInAsync(int patient, string value) => HandInAsync([(patient, value)]);

    /// <summary>A laboratory file with several.</summary>
    internal async Task<string> HandInAsync(IReadOnlyList<(int Patient, string Value)> results)
    {
        string day = ServiceCalendar.DateOf(Time.Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string at = Time.Now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string csv = "kitId,nhsNumber,familyName,dateOfBirth,collectedOn,receivedAt,resultAt,value,unit,analyser,labNumber,status,reason\r\n"
            + string.Concat(results.Select(result =>
                $"{Walk.Kit(result.Patient).Value},{TestPeople.Number(result.Patient).Value},Smith,1960-02-29,{day},{at},{at},{result.Value},ug/g,OC-Sensor PLEDIA,L-{result.Patient},final,\r\n"));
        string name = $"result-{string.Join('-', results.Select(result => result.Patient))}.csv";
        await Inbox.GetBlobClient(name).UploadAsync(new BinaryData(Encoding.UTF8.GetBytes(csv)), new Azure.Storage.Blobs.Models.BlobUploadOptions());
        return name;
    }

    internal BlobContainerClient Inbox => Get<BlobServiceClient>().GetBlobContainerClient(LabInbox.Container);

    internal async Task AnnounceAsync(string name)
    {
        await Function<ReceiveLabFile>().RunAsync(Inbox.GetBlobClient(name), name, Client, default);
        await Engine.RunAsync();
    }

    internal async Task ApplyAsync(JourneyId id, string eventId, PathwayEvent @event, Actor by)
    {
        using IDisposable line = Get<JourneyNudges>().Through(Client);
        ApplyResult.Decided decided = Assert.IsType<ApplyResult.Decided>(await Get<JourneyEngine>().ApplyAsync(id, eventId, @event, by, "said so", default));
        Assert.True(decided.Decision is Decision.Accepted, decided.Decision.Because);
        await Engine.RunAsync();
    }

    internal async Task SweepAsync()
    {
        await Function<Sweep>().RunAsync(new TimerInfo(), Client, default);
        await Engine.RunAsync();
    }

    /// <summary>Time passes, with a sweep every six hours.</summary>
    internal async Task PassAsync(TimeSpan span)
    {
        DateTimeOffset end = Time.Now + span;
        while (Time.Now < end)
        {
            DateTimeOffset next = Time.Now + TimeSpan.FromHours(6);
            await Engine.MoveToAsync(next < end ? next : end);
            await SweepAsync();
        }
    }

    internal async Task<Journey> JourneyAsync(JourneyId id) => (await Get<IJourneyStore>().LoadAsync(id, null, default)).Stored!.Journey;

    internal async Task<IReadOnlyList<PendingEffect>> UndoneAsync(JourneyId id) => await Get<IEffectOutbox>().OfJourneyAsync(id, default);

    internal async Task<IReadOnlyList<TextRecord>> TextsAsync(JourneyId id) => (await Get<ITextOutbox>().ListAsync(id, null, 200, default)).Items;

    public void Dispose()
    {
        _services.Dispose();
        File.Delete(_tokens);
    }

    private static Dictionary<string, (Type Type, MethodInfo Method)> ActivitiesOf(Assembly app) => app.GetTypes()
        .SelectMany(type => type.GetMethods().Select(method => (Type: type, Method: method)))
        .Where(function => function.Method.GetParameters().Any(parameter => parameter.GetCustomAttribute<ActivityTriggerAttribute>() is not null))
        .ToDictionary(function => function.Method.GetCustomAttribute<FunctionAttribute>()!.Name);

    private Task<string> OnOneAsync(string name, string input) => _hosts[Interlocked.Increment(ref _turns) % _hosts.Count].ActAsync(name, input);

    private async Task<string> ActAsync(string name, string input)
    {
        (Type type, MethodInfo method) = _activities[name];
        object instance = ActivatorUtilities.CreateInstance(_services, type);
        Task task = (Task)method.Invoke(instance, [Wire.Read<JourneyOrder>(input), CancellationToken.None])!;
        await task;
        return Wire.Write(method.ReturnType.IsGenericType ? task.GetType().GetProperty("Result")!.GetValue(task) : null);
    }
}

/// <summary>Everything that was logged, as it was written.</summary>
internal sealed class Captured : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    internal IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");
}

/// <summary>A text provider that counts what was really sent: a repeat under the same id is one text.</summary>
internal sealed class FakeNetwork : ITextProvider
{
    internal List<(string TextId, Guid Repeatability)> Calls { get; } = [];

    public bool ReportsDelivery { get; set; }

    /// <summary>What happens at a call, before it is answered.</summary>
    internal Func<TextRecord, TextSending?> Answer { get; set; } = _ => null;

    /// <summary>What happens between a host's claim of a text and its call.</summary>
    internal Func<Task> Before { get; set; } = () => Task.CompletedTask;

    internal int Sent => Calls.Select(call => call.Repeatability).Distinct().Count();

    public async Task<TextSending> SendAsync(TextRecord text, UkMobile to, CancellationToken cancel)
    {
        await Before();
        lock (Calls)
        {
            Calls.Add((text.TextId, text.RepeatabilityId));
        }

        return Answer(text) ?? new TextSending.Taken("p/" + text.TextId);
    }
}
