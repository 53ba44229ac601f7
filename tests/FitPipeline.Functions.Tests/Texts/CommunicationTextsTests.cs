using Azure.Core;
using Azure.Core.Pipeline;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Functions.Texts;
using FitPipeline.PortContracts;
using FitPipeline.SmsEmulator;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Functions.Tests;

/// <summary>The sender that Azure uses, signing with a key where Azure's own resource asks for an identity.</summary>
public sealed class CommunicationTextsTests : TextProviderContract, IDisposable
{
    private readonly Captured _logs = new();

    protected override ITextProvider SenderTo(Uri provider)
    {
        Client client = new();
        client.Retry.MaxRetries = 2;
        client.Retry.Mode = RetryMode.Fixed;
        client.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return new CommunicationTexts(
            new Settings.SmsOptions { Endpoint = provider }, client, new Signing(), new Logger<CommunicationTexts>(new OnlyFactory(_logs)));
    }

    // Whatever was asked and answered, the log names no number and repeats no word of the provider's.
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("7700900", StringComparison.Ordinal) || line.Contains("provisioned", StringComparison.Ordinal));
    }

    public void Dispose() => _logs.Dispose();

    private sealed class Client : ClientOptions;

    private sealed class Signing : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            using MemoryStream body = new();
            message.Request.Content!.WriteTo(body, message.CancellationToken);
            Uri address = message.Request.Uri.ToUri();
            (string date, string hash, string authorization) = Signature.Of(
                "POST", address.PathAndQuery, address.Authority, body.ToArray(), Signature.KnownKey, DateTimeOffset.UtcNow);
            message.Request.Headers.SetValue("x-ms-date", date);
            message.Request.Headers.SetValue("x-ms-content-sha256", hash);
            message.Request.Headers.SetValue("Authorization", authorization);
        }
    }

    private sealed class OnlyFactory(ILoggerProvider provider) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => provider.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }
}
