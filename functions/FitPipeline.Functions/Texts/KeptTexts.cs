using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Functions.Texts;

/// <summary>Sends no text anywhere: it stays in the outbox, where <c>/api/texts</c> shows it. For a developer's machine.</summary>
internal sealed class KeptTexts : ITextProvider
{
    /// <inheritdoc/>
    public bool ReportsDelivery => false;

    /// <inheritdoc/>
    public Task<TextSending> SendAsync(TextRecord text, UkMobile to, CancellationToken cancel) =>
        Task.FromResult<TextSending>(new TextSending.Taken("kept/" + text.TextId));
}
