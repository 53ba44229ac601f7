using System.Net.Http.Headers;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Pathway.Identity;
using FitPipeline.SmsEmulator;

namespace FitPipeline.Local.Dispatch;

/// <summary>
/// Carries texts, signed with a key, to a provider on this machine that speaks as Azure Communication Services does. What is asked
/// and what an answer means is <see cref="SmsProtocol"/>'s.
/// </summary>
internal sealed class RestTexts(ISmsService place) : ITextProvider, IDisposable
{
    private const string Sender = "NHSKit";
    private const int Attempts = 3;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <inheritdoc/>
    public async Task<TextSending> SendAsync(TextRecord text, UkMobile to, CancellationToken cancel)
    {
        if (place.Address is not { } address)
        {
            return new TextSending.Busy(Soon);
        }

        // Under the same id a repeat is the same sending: a lost answer is asked for again, a text is not sent twice.
        byte[] body = SmsProtocol.Request(text, to, Sender);
        TextSending sending = new TextSending.Unknown("no attempt");
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                using HttpResponseMessage answer = await PostAsync(address, body, cancel);
                int status = (int)answer.StatusCode;
                sending = SmsProtocol.Read(
                    status, answer.Headers.TryGetValues("Retry-After", out IEnumerable<string>? after) ? after.FirstOrDefault() : null,
                    await answer.Content.ReadAsByteArrayAsync(cancel));
                if (!SmsProtocol.MayAskAgain(status))
                {
                    break;
                }
            }
            catch (Exception lost) when (lost is HttpRequestException || (lost is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                sending = new TextSending.Unknown(lost.GetType().Name);
            }
        }

        return sending;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(Uri address, byte[] body, CancellationToken cancel)
    {
        (string date, string hash, string authorization) = Signature.Of(
            "POST", SmsProtocol.PathAndQuery, address.Authority, body, Signature.KnownKey, DateTimeOffset.UtcNow);
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(address, SmsProtocol.PathAndQuery)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-content-sha256", hash);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await _http.SendAsync(request, cancel);
    }
}
