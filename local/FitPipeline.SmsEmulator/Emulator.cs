using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FitPipeline.SmsEmulator;

/// <summary>
/// A text provider on 127.0.0.1 with the REST shape of Azure Communication Services, for tests and for seeing texts as a
/// telephone would: <c>POST /sms</c>, <c>GET /</c> the telephones, <c>GET /texts</c> the same as JSON, and under <c>/control</c> what
/// is to go wrong, where reports go, and a text written back.
/// </summary>
public sealed class Emulator : IAsyncDisposable
{
    private const int MostRecipients = 100;
    private const int LongestMessage = 2048;
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(2);
    private readonly WebApplication _app;
    private readonly TextService _service;
    private readonly Reports _reports;
    private readonly Faults _faults = new();
    private readonly string _key;
    private readonly CancellationTokenSource _stopped = new();

    private Emulator(int port, int unitsAMinute, TimeSpan reportDelay, string? key)
    {
        _service = new TextService(unitsAMinute);
        _reports = new Reports(reportDelay);
        _key = key ?? Signature.KnownKey;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = 256 * 1024;
        });
        _app = builder.Build();
        _app.MapPost("/sms", (Delegate)SendAsync);
        _app.MapGet("/", () => Results.Content(Phones.Page(_service.Texts), "text/html", Encoding.UTF8));
        _app.MapGet("/texts", () => Results.Json(_service.Texts, EmulatorJson.Default.IReadOnlyListPhoneText));
        _app.MapPost("/control/faults", (Delegate)AddFaultAsync);
        _app.MapDelete("/control/faults", () => _faults.Clear());
        _app.MapPost("/control/reports", (Func<HttpContext, Task<IResult>>)SubscribeAsync);
        _app.MapPost("/control/replies", (Delegate)ReplyAsync);
    }

    /// <summary>Where it answers.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>What is to go wrong.</summary>
    public Faults Faults => _faults;

    /// <summary>Every text taken, in order.</summary>
    public IReadOnlyList<PhoneText> Texts => _service.Texts;

    /// <summary>Starts one.</summary>
    /// <param name="port">On 127.0.0.1; 0 takes a free one.</param>
    /// <param name="unitsAMinute">Parts a minute before it says "too many"; 600 is what the provider gives an alphanumeric sender.</param>
    /// <param name="reportDelay">How long after a text its report leaves.</param>
    /// <param name="key">The key that requests are signed with; the one everybody knows when null.</param>
    public static async Task<Emulator> StartAsync(int port = 0, int unitsAMinute = 600, TimeSpan? reportDelay = null, string? key = null)
    {
        Emulator emulator = new(port, unitsAMinute, reportDelay ?? TimeSpan.FromMilliseconds(50), key);
        await emulator._app.StartAsync();
        return emulator;
    }

    /// <summary>Sends reports there from now on; false when the address does not answer the handshake.</summary>
    public Task<bool> SubscribeAsync(Uri url, string? authorization) =>
        _reports.SubscribeAsync(new ReportsBody(url, authorization), _stopped.Token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _app.DisposeAsync();
        _reports.Dispose();
        _stopped.Dispose();
    }

    private async Task<IResult> SendAsync(HttpContext http)
    {
        using MemoryStream body = new();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (Signature.Fault(http.Request, body.ToArray(), _key, now) is { } unsigned)
        {
            return Error(401, "Denied", unsigned);
        }

        if (string.IsNullOrEmpty(http.Request.Query["api-version"]))
        {
            return Error(400, "BadRequest", "The api-version is missing.");
        }

        SmsRequest? request;
        try
        {
            request = JsonSerializer.Deserialize(body.ToArray(), EmulatorJson.Default.SmsRequest);
        }
        catch (JsonException)
        {
            request = null;
        }

        if (Wrong(request) is { } wrong)
        {
            return Error(400, "BadRequest", wrong);
        }

        Fault? fault = _faults.Take(request!.SmsRecipients![0].To ?? "");
        switch (fault)
        {
            case Fault.Unauthorised:
                return Error(401, "Denied", "The request is refused.");
            case Fault.ServerError:
                return Error(500, "InternalServerError", "Something went wrong.");
            case Fault.TooMany:
                return TooMany(http, TimeSpan.FromSeconds(2));
            case Fault.BadNumber:
                return Answer([.. request.SmsRecipients.Select(one => new SmsItem(one.To ?? "", null, 400, null, false, "Invalid To phone number format."))]);
        }

        if (_service.Wait(request, now) is { } wait)
        {
            return TooMany(http, wait);
        }

        List<SmsItem> items = [];
        foreach (SmsRecipient recipient in request.SmsRecipients)
        {
            (SmsItem item, PhoneText? text) = _service.Take(request, recipient, now);
            items.Add(item);
            if (text is not null && request.SmsSendOptions is { EnableDeliveryReport: true })
            {
                await ReportAsync(text, fault);
            }
        }

        if (fault is Fault.Slow)
        {
            await Task.Delay(SlowAnswer, http.RequestAborted);
        }

        if (fault is Fault.LostAnswer)
        {
            http.Abort();
            return Results.Empty;
        }

        return Answer(items);
    }

    private async Task ReportAsync(PhoneText text, Fault? fault)
    {
        if (fault is Fault.EarlyReport)
        {
            await _reports.SendAsync(text, "Delivered", "No error.", _stopped.Token);
            return;
        }

        _ = Task.Run(
            async () =>
            {
                try
                {
                    await _reports.LaterAsync(text, fault, _stopped.Token);
                }
                catch (Exception lost) when (lost is OperationCanceledException or HttpRequestException)
                {
                    // The emulator was stopped, or nobody takes reports any more: the report is lost, as reports are.
                }
            },
            _stopped.Token);
    }

    private async Task<IResult> AddFaultAsync(HttpContext http)
    {
        FaultBody? body = await ReadAsync(http, EmulatorJson.Default.FaultBody);
        if (body?.Fault is not { } fault || body.Times is < 1 or > 10_000)
        {
            return Error(400, "BadRequest", "Name a fault, and how many times.");
        }

        _faults.Add(fault, body.Times ?? 1);
        return Results.NoContent();
    }

    private async Task<IResult> SubscribeAsync(HttpContext http) =>
        await ReadAsync(http, EmulatorJson.Default.ReportsBody) is { Url: not null } body && await _reports.SubscribeAsync(body, http.RequestAborted)
            ? Results.NoContent()
            : Error(400, "BadRequest", "That address did not answer the handshake.");

    private async Task<IResult> ReplyAsync(HttpContext http)
    {
        if (await ReadAsync(http, EmulatorJson.Default.ReplyBody) is not { From: { } from, Message: { } message })
        {
            return Error(400, "BadRequest", "Say who writes what.");
        }

        await _reports.ReplyAsync(from, message, http.RequestAborted);
        return Results.NoContent();
    }

    private static async Task<T?> ReadAsync<T>(HttpContext http, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, shape, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Wrong(SmsRequest? request) => request switch
    {
        null => "The body could not be read.",
        { From: null or "" } => "The sender is missing.",
        { SmsRecipients: null or { Count: 0 or > MostRecipients } } => "There must be 1 to 100 recipients.",
        { Message: null or "" or { Length: > LongestMessage } } => "The message must have 1 to 2,048 characters.",
        _ => null,
    };

    private static IResult TooMany(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Error(429, "TooManyRequests", "Too many requests.");
    }

    private static IResult Answer(IReadOnlyList<SmsItem> items) => Results.Json(new SmsAnswer(items), EmulatorJson.Default.SmsAnswer, statusCode: 202);

    private static IResult Error(int status, string code, string message) =>
        Results.Json(new SmsError(new SmsErrorDetail(code, message)), EmulatorJson.Default.SmsError, statusCode: status);
}
