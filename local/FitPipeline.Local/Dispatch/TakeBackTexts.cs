using FitPipeline.Service;

namespace FitPipeline.Local;

/// <summary>
/// Texts that a host killed in the act left as handed over go back into the queue when the next one starts. Elsewhere
/// that could send one twice; here the outbox is where texts end, only one host holds it, and nothing has left.
/// </summary>
internal sealed class TakeBackTexts(ITextOutbox texts) : IHostedService
{
    private const int AtOnce = 200;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TextRecord> handedOver;
        do
        {
            handedOver = await texts.SilentSinceAsync(TextStatus.Sending, DateTimeOffset.MaxValue, AtOnce, cancellationToken);
            foreach (TextRecord text in handedOver)
            {
                await texts.MoveAsync(text, text with { Status = TextStatus.Queued, SentAt = null }, cancellationToken);
            }
        }
        while (handedOver.Count > 0);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
