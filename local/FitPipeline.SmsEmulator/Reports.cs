using System.Net.Http.Headers;
using System.Text.Json;

namespace FitPipeline.SmsEmulator;

/// <summary>Delivery reports as Event Grid posts them: after a handshake, at least once, tried again when they are not taken.</summary>
public sealed class Reports(TimeSpan delay) : IDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private ReportsBody? _to;

    /// <summary>Asks an address whether it wants the reports, as Event Grid does.</summary>
    /// <returns>True when it answered with the code it was sent.</returns>
    public async Task<bool> SubscribeAsync(ReportsBody to, CancellationToken cancel)
    {
        string code = Guid.NewGuid().ToString("N");
        GridEvent validation = Event("Microsoft.EventGrid.SubscriptionValidationEvent", new GridData { ValidationCode = code });
        using HttpResponseMessage answer = await PostAsync(to, "SubscriptionValidation", [validation], cancel);
        ValidationBody? said = answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(cancel), EmulatorJson.Default.ValidationBody)
            : null;
        _to = said?.ValidationResponse == code ? to : _to;
        return said?.ValidationResponse == code;
    }

    /// <summary>Reports what became of a text.</summary>
    public Task SendAsync(PhoneText text, string status, string details, CancellationToken cancel) => SendAsync(
        Event("Microsoft.Communication.SMSDeliveryReportReceived", new GridData
        {
            MessageId = text.MessageId,
            From = text.From,
            To = text.To,
            DeliveryStatus = status,
            DeliveryStatusDetails = details,
            ReceivedTimestamp = DateTimeOffset.UtcNow,
            Tag = text.Tag,
        }),
        cancel);

    /// <summary>Passes on what a telephone wrote back.</summary>
    public Task ReplyAsync(string from, string message, CancellationToken cancel) => SendAsync(
        Event("Microsoft.Communication.SMSReceived", new GridData { MessageId = "Incoming_" + Guid.NewGuid().ToString("D"), From = from, Message = message }),
        cancel);

    /// <summary>What becomes of a text some time after it was taken.</summary>
    public async Task LaterAsync(PhoneText text, Fault? fault, CancellationToken cancel)
    {
        await Task.Delay(delay, cancel);
        (string status, string details) = fault switch
        {
            Fault.Unassigned => ("Failed", "Unassigned number"),
            Fault.Absent => ("Failed", "Absent subscriber"),
            Fault.OptedOut => ("Failed", "Sender blocked for given recipient"),
            _ => ("Delivered", "No error."),
        };
        for (int times = fault switch { Fault.LostReport => 0, Fault.TwoReports => 2, _ => 1 }; times > 0; times--)
        {
            await SendAsync(text, status, details, cancel);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static GridEvent Event(string type, GridData data) =>
        new(Guid.NewGuid().ToString("D"), "/emulator", "/phonenumber/" + data.To, type, "1.0", DateTimeOffset.UtcNow, data);

    private async Task SendAsync(GridEvent report, CancellationToken cancel)
    {
        if (_to is not { } to)
        {
            return;
        }

        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                using HttpResponseMessage answer = await PostAsync(to, "Notification", [report], cancel);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                // Whoever takes reports may be away for a moment: tried again, like Event Grid does.
            }

            await Task.Delay(Between * attempt, cancel);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(ReportsBody to, string kind, GridEvent[] events, CancellationToken cancel)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, to.Url)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(events, EmulatorJson.Default.GridEventArray)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("aeg-event-type", kind);
        if (to.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await _http.SendAsync(request, cancel);
    }
}
