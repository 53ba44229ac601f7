using FitPipeline.Application.Booking;
using FitPipeline.Application.Messaging.Texts;

namespace FitPipeline.Local.Dispatch;

/// <summary>
/// Finishes, before anything else is done, what a host that was killed left half done. Effects and due times need none of
/// this, for they are done again under the same ids; texts and bookings pass through more than one record.
/// </summary>
internal sealed class StartupRecovery(ITextOutbox texts, ITextProvider provider, RunBookingRound bookings) : IHostedService
{
    private const int AtOnce = 200;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!provider.ReportsDelivery)
        {
            await TakeBackTextsAsync(cancellationToken);
        }

        await bookings.MendAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A text left as handed over goes back into the queue. With a provider outside that could send it twice: there its report
    // tells, or a day's silence makes it a letter. Here the outbox is where texts end, and nothing has left.
    private async Task TakeBackTextsAsync(CancellationToken cancel)
    {
        IReadOnlyList<TextRecord> handedOver;
        do
        {
            handedOver = await texts.SilentSinceAsync(TextStatus.Sending, DateTimeOffset.MaxValue, AtOnce, cancel);
            foreach (TextRecord text in handedOver)
            {
                await texts.MoveAsync(text, text with { Status = TextStatus.Queued, SentAt = null }, cancel);
            }
        }
        while (handedOver.Count > 0);
    }
}
