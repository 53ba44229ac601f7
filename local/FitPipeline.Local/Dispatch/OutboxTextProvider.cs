using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Local.Dispatch;

/// <summary>
/// Sends no text anywhere: it stays in the outbox, marked as handed over, where <c>/api/texts</c> shows it.
/// </summary>
internal sealed class OutboxTextProvider : ITextProvider
{
    /// <inheritdoc/>
    public bool ReportsDelivery => false;

    /// <inheritdoc/>
    public Task<TextSending> SendAsync(TextRecord text, UkMobile to, CancellationToken cancel) =>
        Task.FromResult<TextSending>(new TextSending.Taken("outbox/" + text.TextId));
}
