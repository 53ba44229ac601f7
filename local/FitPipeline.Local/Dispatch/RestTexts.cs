using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using FitPipeline.Pathway;
using FitPipeline.Service;
using FitPipeline.SmsEmulator;

namespace FitPipeline.Local;

/// <summary>The provider's answer to a text is not known: it may have been taken. It is not sent again under another id.</summary>
public sealed class TextAnswerUnknownException : Exception
{
    /// <summary>Says so.</summary>
    public TextAnswerUnknownException()
        : base("The text provider's answer is not known.")
    {
    }
}

/// <summary>Sends texts by the REST protocol of Azure Communication Services, signed with a key, to a provider on this machine.</summary>
internal sealed class RestTexts(ISmsPlace place) : ITextProvider, IDisposable
{
    private const string PathAndQuery = "/sms?api-version=2021-03-07";
    private const string Sender = "NHSKIT";
    private const int Attempts = 3;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Throttled = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Refused = TimeSpan.FromMinutes(15);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <inheritdoc/>
    public async Task<TextSending> SendAsync(TextRecord text, UkMobile to, CancellationToken cancel)
    {
        if (place.Address is not { } address)
        {
            return new TextSending(false, null, false, Soon);
        }

        byte[] body = JsonSerializer.SerializeToUtf8Bytes(
            new SmsRequest(
                Sender,
                [
                    new SmsRecipient(
                        to.Value, text.RepeatabilityId.ToString("D"),
                        (text.SentAt ?? text.QueuedAt).UtcDateTime.ToString("R", CultureInfo.InvariantCulture)),
                ],
                text.Body,
                new SmsOptions(true, text.TextId)),
            SmsWire.Default.SmsRequest);

        // Under the same id a repeat is the same sending: a lost answer is asked for again, a text is not sent twice.
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                using HttpResponseMessage answer = await PostAsync(address, body, cancel);
                if (answer.StatusCode < HttpStatusCode.InternalServerError)
                {
                    return await OutcomeAsync(answer, cancel);
                }
            }
            catch (Exception lost) when (lost is HttpRequestException || (lost is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                // Tried again below.
            }
        }

        throw new TextAnswerUnknownException();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(Uri address, byte[] body, CancellationToken cancel)
    {
        (string date, string hash, string authorization) = Signature.Of(
            "POST", PathAndQuery, address.Authority, body, Signature.KnownKey, DateTimeOffset.UtcNow);
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(address, PathAndQuery)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-content-sha256", hash);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await _http.SendAsync(request, cancel);
    }

    private static async Task<TextSending> OutcomeAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.StatusCode is HttpStatusCode.TooManyRequests)
        {
            return new TextSending(false, null, false, answer.Headers.RetryAfter?.Delta ?? Throttled);
        }

        if (answer.StatusCode is not HttpStatusCode.Accepted)
        {
            return new TextSending(false, null, false, Refused);
        }

        SmsAnswer? read = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(cancel), SmsWire.Default.SmsAnswer);
        return read?.Value is [{ } item]
            ? item switch
            {
                { Successful: true, MessageId: { } id } => new TextSending(true, id, false, null),
                { HttpStatusCode: 400 } => new TextSending(false, null, true, null),
                { HttpStatusCode: 429 } => new TextSending(false, null, false, Throttled),

                // A repeat that came too late: what became of the first is told by its report, or by silence.
                _ => throw new TextAnswerUnknownException(),
            }
            : throw new TextAnswerUnknownException();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SmsRequest))]
[JsonSerializable(typeof(SmsAnswer))]
internal sealed partial class SmsWire : JsonSerializerContext;
