using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Core;
using Azure.Core.Pipeline;
using FitPipeline.Pathway;
using FitPipeline.Service;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FitPipeline.Functions;

/// <summary>The provider's answer to a text is not known: it may have been taken. It must not be sent again under another id.</summary>
public sealed class TextAnswerUnknownException : Exception
{
    /// <summary>Says so.</summary>
    public TextAnswerUnknownException()
        : base("The text provider's answer is not known.")
    {
    }
}

/// <summary>
/// Sends texts through Azure Communication Services, by its REST protocol: the published client makes a new repeatability
/// id for each call, so that a repeated call would be a second text (docs/decisions/0013-sms-repeatability.md).
/// https://learn.microsoft.com/rest/api/communication/sms/send
/// </summary>
public sealed class CommunicationTexts : ITextProvider
{
    private const string Version = "2021-03-07";
    private const string Scope = "https://communication.azure.com/.default";

    // Alphanumeric senders may send 600 a minute: a minute later there is room again, if the answer does not say when.
    private static readonly TimeSpan Throttled = TimeSpan.FromMinutes(1);

    // Refused for a reason that is ours, such as a sender not yet approved: somebody must mend it.
    private static readonly TimeSpan Refused = TimeSpan.FromMinutes(15);

    private readonly HttpPipeline _pipeline;
    private readonly Uri _address;
    private readonly string _from;
    private readonly ILogger<CommunicationTexts> _log;

    /// <summary>Sends through the resource the options name, as the identity the credential proves.</summary>
    public CommunicationTexts(IOptions<SmsOptions> options, TokenCredential credential, ILogger<CommunicationTexts> log)
        : this(options.Value, new SmsClientOptions(), new BearerTokenAuthenticationPolicy(credential, Scope), log)
    {
    }

    internal CommunicationTexts(SmsOptions options, ClientOptions client, HttpPipelinePolicy authentication, ILogger<CommunicationTexts> log)
    {
        _pipeline = HttpPipelineBuilder.Build(client, [], [authentication], new Classifier());
        _address = new Uri(options.Endpoint!, "/sms?api-version=" + Version);
        _from = options.From;
        _log = log;
    }

    /// <inheritdoc/>
    public async Task<TextSending> SendAsync(TextRecord text, UkMobile to, CancellationToken cancel)
    {
        using HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(_address);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(Body(text, to), SmsJson.Default.SmsRequest));
        try
        {
            // A lost connection or a fault of the server is tried again here, under the same id: the provider sees one sending.
            await _pipeline.SendAsync(message, cancel);
        }
        catch (Exception lost) when (lost is Azure.RequestFailedException or AggregateException || (lost is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            _log.TextUnknown(text.TextId, lost.GetType().Name);
            throw new TextAnswerUnknownException();
        }

        Azure.Response answer = message.Response;
        return answer.Status switch
        {
            202 => Outcome(text, answer),
            429 => new TextSending(false, null, false, RetryAfter(answer) ?? Throttled),
            >= 500 => Unknown(text, answer.Status),
            _ => RefusedWith(answer.Status),
        };
    }

    private static TimeSpan? RetryAfter(Azure.Response answer) =>
        answer.Headers.TryGetValue("Retry-After", out string? after)
        && int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 3600))
            : null;

    private SmsRequest Body(TextRecord text, UkMobile to)
    {
        // The same two values whenever this text is sent: by them the provider knows a repeat.
        string firstSent = (text.SentAt ?? text.QueuedAt).UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        return new SmsRequest(
            _from,
            [new SmsRecipient(to.Value, text.RepeatabilityId.ToString("D"), firstSent)],
            text.Body,
            new SmsSendOptions(EnableDeliveryReport: true, text.TextId));
    }

    // 202 says that the request was read; what became of the text is said beside its number.
    private TextSending Outcome(TextRecord text, Azure.Response answer)
    {
        SmsAnswer? read;
        try
        {
            read = JsonSerializer.Deserialize(answer.Content.ToMemory().Span, SmsJson.Default.SmsAnswer);
        }
        catch (JsonException)
        {
            read = null;
        }

        return read?.Value is [{ } item]
            ? item switch
            {
                { Successful: true, MessageId: { } id } => new TextSending(true, id, false, null),
                { Successful: true } or { RepeatabilityResult: "rejected" } => Unknown(text, item.HttpStatusCode),
                { HttpStatusCode: 429 } => new TextSending(false, null, false, Throttled),
                { HttpStatusCode: >= 500 } => Unknown(text, item.HttpStatusCode),
                { HttpStatusCode: 400 } => new TextSending(false, null, true, null),
                _ => RefusedWith(item.HttpStatusCode),
            }
            : Unknown(text, answer.Status);
    }

    private TextSending Unknown(TextRecord text, int status)
    {
        _log.TextUnknown(text.TextId, status.ToString(CultureInfo.InvariantCulture));
        throw new TextAnswerUnknownException();
    }

    private TextSending RefusedWith(int status)
    {
        _log.TextRefused(status);
        return new TextSending(false, null, false, Refused);
    }

    private sealed class SmsClientOptions : ClientOptions;

    /// <summary>Too many requests are not tried again at once: that counts against the limit too.</summary>
    private sealed class Classifier : ResponseClassifier
    {
        public override bool IsRetriableResponse(HttpMessage message) => message.Response.Status is 408 or >= 500;

        public override bool IsErrorResponse(HttpMessage message) => message.Response.Status >= 400;
    }
}

/// <summary>The request of <c>POST /sms</c>.</summary>
internal sealed record SmsRequest(string From, IReadOnlyList<SmsRecipient> SmsRecipients, string Message, SmsSendOptions SmsSendOptions);

/// <summary>One number, and what makes a repeat known.</summary>
internal sealed record SmsRecipient(string To, string RepeatabilityRequestId, string RepeatabilityFirstSent);

/// <summary>That a report is wanted, and what it is to be tagged with.</summary>
internal sealed record SmsSendOptions(bool EnableDeliveryReport, string Tag);

/// <summary>The answer: one item a number.</summary>
internal sealed record SmsAnswer(IReadOnlyList<SmsItem>? Value);

/// <summary>What became of one text.</summary>
internal sealed record SmsItem(string? To, string? MessageId, int HttpStatusCode, string? RepeatabilityResult, bool Successful);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SmsRequest))]
[JsonSerializable(typeof(SmsAnswer))]
internal sealed partial class SmsJson : JsonSerializerContext;
