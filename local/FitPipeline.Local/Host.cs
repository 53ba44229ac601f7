using System.Net;
using FitPipeline.Application;
using FitPipeline.Application.Booking;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Application.Reports;
using FitPipeline.Local.Access;
using FitPipeline.Local.Desk;
using FitPipeline.Local.Dispatch;
using FitPipeline.Local.Inbox;
using FitPipeline.Local.Storage;
using FitPipeline.Local.Time;
using FitPipeline.Pathway.Policy;
using Microsoft.AspNetCore.Diagnostics;

namespace FitPipeline.Local;

/// <summary>Puts the host together.</summary>
public static class Host
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    private static readonly string[] Compressed =
    [
        "text/html", "text/css", "text/javascript", "text/csv", "image/svg+xml", "application/json", "application/problem+json",
    ];

    /// <summary>Builds a host that has not started.</summary>
    /// <exception cref="InvalidOperationException">The policy has faults, or another host holds the data directory.</exception>
    public static WebApplication Build(Options options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        // Standard output is for one line: ready.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = 50L * 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);

        DataDirectory data = new(options.Data);
        // Made by the container, so that it lets go of the directory when the host has ended.
        builder.Services.AddSingleton(_ => data).AddSqliteStorage(data);
        builder.Services.AddSingleton(new DeskSettings(options.Demo));
        if (options.Demo)
        {
            builder.Services.AddSingleton(PracticeDay.Neighbourhoods.Bands);
        }
        else if (File.Exists(data.Deprivation))
        {
            builder.Services.AddSingleton(DeprivationBands.Read(File.ReadLines(data.Deprivation)));
        }

        // On paper an address of this machine leads nowhere else; it is there so that a letter can be tried as it will be.
        builder.Services.AddSingleton(services => new PageAddresses(() => new Uri(RunCommand.AddressOf(services) + "/")));
        builder.Services.AddFitPipeline(PathwayPolicy.Current, new WordingSettings());
        builder.Services.AddSingleton<TokenAuthenticator>().AddSingleton(_ => new DeskSessions(TimeProvider.System)).AddSingleton<ICallerAuthenticator, DeskSessionAuthenticator>();
        AddTexts(builder.Services, options);
        builder.Services.AddSingleton<Nudges>().AddSingleton<IJourneyNotifier>(services => services.GetRequiredService<Nudges>());
        builder.Services.AddSingleton<IBookingRequests, BookingRequests>();
        builder.Services.AddSingleton<Timers>().AddSingleton<DropFolder>().AddSingleton<Dispatcher>();
        builder.Services.AddHostedService<StartupRecovery>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Dispatcher>()).AddHostedService<ParentWatch>();
        builder.Services.AddSingleton<IEndpoint, MintTokenEndpoint>();
        builder.Services.AddSingleton<IEndpoint, ReadSignInEndpoint>().AddSingleton<IEndpoint, SignInEndpoint>().AddSingleton<IEndpoint, SignOutEndpoint>();
        builder.Services.AddResponseCompression(compression => compression.MimeTypes = Compressed);
        if (options.VirtualClock is { } start)
        {
            builder.Services.AddSingleton<TimeProvider>(services => VirtualTime.Resume(services.GetRequiredService<Database>(), start));
            builder.Services.AddSingleton<DemoPeople>().AddSingleton<IEndpoint, ReadClockEndpoint>();
            builder.Services.AddSingleton<MoveClockEndpoint>().AddSingleton<IEndpoint>(services => services.GetRequiredService<MoveClockEndpoint>());
            if (options.Demo)
            {
                builder.Services.AddSingleton<IEndpoint, DemoClockEndpoint>();
            }
        }
        else
        {
            builder.Services.AddSingleton(TimeProvider.System);
        }

        WebApplication app = builder.Build();
        try
        {
            Map(app, options);
            return app;
        }
        catch
        {
            // Whoever mends what is wrong and starts again must find the directory free.
            ((IDisposable)app).Dispose();
            data.Dispose();
            throw;
        }
    }

    private static void AddTexts(IServiceCollection services, Options options)
    {
        switch (options.Sms)
        {
            case null:
                services.AddSingleton<ITextProvider, OutboxTextProvider>();
                break;
            case Options.Emulator:
                services.AddSingleton<BundledSmsEmulator>().AddSingleton<ISmsService>(provider => provider.GetRequiredService<BundledSmsEmulator>());
                services.AddHostedService(provider => provider.GetRequiredService<BundledSmsEmulator>()).AddSingleton<ITextProvider, RestTexts>();
                break;
            default:
                services.AddSingleton<ISmsService>(new ExternalSmsService(new Uri(options.Sms))).AddSingleton<ITextProvider, RestTexts>();
                break;
        }
    }

    private static void Map(WebApplication app, Options options)
    {
        app.UseResponseCompression();
        app.UseStatusCodePages(NothingThereAsync);
        app.Use(async (http, next) =>
        {
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            await next(http);
        });
        DeskPages.Map(app);
        RequestPipeline door = app.Services.GetRequiredService<RequestPipeline>();
        Dispatcher? settles = options.VirtualClock is null ? null : app.Services.GetRequiredService<Dispatcher>();
        foreach (IEndpoint endpoint in app.Services.GetServices<IEndpoint>())
        {
            app.MapMethods(
                endpoint.Route.Path, endpoint.Route.Methods, (Delegate)((HttpContext http) => AnswerAsync(door, endpoint, settles, http)));
        }
    }

    // In virtual time a call that changes something is answered when all that follows from it at this moment is done:
    // whoever calls next sees the same, however busy the machine is.
    private static async Task<IResult> AnswerAsync(RequestPipeline door, IEndpoint endpoint, Dispatcher? settles, HttpContext http)
    {
        IResult answer = await door.AnswerAsync(http, endpoint, http.RequestAborted);
        if (settles is not null && endpoint.Route is { Method: not "GET", ReadsOnly: false })
        {
            await settles.SettleAsync(http.RequestAborted);
        }

        return answer;
    }

    // What no endpoint answered: no such path, or another method.
    private static async Task NothingThereAsync(StatusCodeContext context)
    {
        HttpContext http = context.HttpContext;
        int status = http.Response.StatusCode;
        FitPipeline.Application.Http.Route none = new("None", http.Request.Method, "", "", []);
        (string title, string detail) = status is 405
            ? ("Not with this method", "This path is called with another method.")
            : ("Not found", "There is no such path.");
        await Problems.Of(new ApiCall(http, null, none, TimeProvider.System), status, title, detail).ExecuteAsync(http);
    }
}
