using System.Text.Json.Nodes;
using FitPipeline.SmsEmulator;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FitPipeline.Local.Dispatch;

/// <summary>Where the text provider is.</summary>
internal interface ISmsService
{
    /// <summary>Its address; null while it cannot report yet what becomes of a text.</summary>
    Uri? Address { get; }
}

/// <summary>A provider that is running already.</summary>
internal sealed class ExternalSmsService(Uri address) : ISmsService
{
    /// <inheritdoc/>
    public Uri? Address { get; } = address;
}

/// <summary>
/// An emulator of the host's own, which reports what became of texts to the host as the provider would: over HTTP, after its
/// handshake, with a token.
/// </summary>
internal sealed class BundledSmsEmulator(IServer server, IHostApplicationLifetime life, DataDirectory data, ILogger<BundledSmsEmulator> log)
    : ISmsService, IHostedService, IAsyncDisposable
{
    private Emulator? _emulator;
    private volatile Uri? _address;

    /// <inheritdoc/>
    public Uri? Address => _address;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Emulator emulator = await Emulator.StartAsync();
        _emulator = emulator;

        // The host answers the handshake only once it listens; until reports can come, no text leaves.
        life.ApplicationStarted.Register(() => _ = SubscribeAsync(emulator));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The container holds this under three names, and disposes of it once for each.
        if (Interlocked.Exchange(ref _emulator, null) is { } emulator)
        {
            await emulator.DisposeAsync();
        }
    }

    private async Task SubscribeAsync(Emulator emulator)
    {
        try
        {
            string host = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
            string token = (string)JsonNode.Parse(await File.ReadAllTextAsync(data.Tokens))!["admin"]!;
            if (!await emulator.SubscribeAsync(new Uri(host + "/api/texts/delivery-reports"), "Bearer " + token))
            {
                throw new InvalidOperationException("The host did not answer the emulator's handshake.");
            }

            await Console.Error.WriteLineAsync($"Texts go to telephones at {emulator.Address}");
            _address = emulator.Address;
        }
#pragma warning disable CA1031 // Nobody awaits this: it is logged, and texts wait.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.LogSmsFailed(fault.GetType().Name);
        }
    }
}

internal static partial class SmsLog
{
    [LoggerMessage(EventId = 210, Level = LogLevel.Error, Message = "The text emulator could not be joined to the host: {Fault}")]
    internal static partial void LogSmsFailed(this ILogger logger, string fault);
}
