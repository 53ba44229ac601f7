using Azure.Core;
using Azure.Core.Pipeline;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Functions.Settings;
using FitPipeline.Pathway.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FitPipeline.Functions.Texts;

/// <summary>
/// Carries texts to Azure Communication Services through Azure.Core's pipeline, which brings the credential, the retries and the
/// tracing that the published client would have brought. What is asked and what an answer means is <see cref="SmsProtocol"/>'s.
/// </summary>
public sealed class CommunicationTexts : ITextProvider
{
    private const string Scope = "https://communication.azure.com/.default";
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
        _address = new Uri(options.Endpoint!, SmsProtocol.PathAndQuery);
        _from = options.From;
        _log = log;
    }

    /// <inheritdoc/>
    public async Task<TextSending> SendAsync(TextRecord text, UkMobile to, CancellationToken cancel)
    {
        TextSending sending = await AskAsync(SmsProtocol.Request(text, to, _from), cancel);
        switch (sending)
        {
            case TextSending.Unknown unknown:
                _log.TextUnknown(text.TextId, unknown.Why);
                break;
            case TextSending.Refused refused:
                _log.TextRefused(refused.Status);
                break;
        }

        return sending;
    }

    private async Task<TextSending> AskAsync(byte[] body, CancellationToken cancel)
    {
        using HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(_address);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(body);
        try
        {
            // A lost connection or a fault of the server is tried again here, under the same id: the provider sees one sending.
            await _pipeline.SendAsync(message, cancel);
        }
        catch (Exception lost) when (lost is Azure.RequestFailedException or AggregateException || (lost is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new TextSending.Unknown(lost.GetType().Name);
        }

        Azure.Response answer = message.Response;
        return SmsProtocol.Read(
            answer.Status, answer.Headers.TryGetValue("Retry-After", out string? after) ? after : null, answer.Content.ToMemory().Span);
    }

    private sealed class SmsClientOptions : ClientOptions;

    private sealed class Classifier : ResponseClassifier
    {
        public override bool IsRetriableResponse(HttpMessage message) => SmsProtocol.MayAskAgain(message.Response.Status);

        public override bool IsErrorResponse(HttpMessage message) => message.Response.Status >= 400;
    }
}
