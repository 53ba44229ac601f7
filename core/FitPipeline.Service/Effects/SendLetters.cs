using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>Queues letters for the mail room.</summary>
public sealed class SendLetters(ILetterOutbox letters, MessageComposer composer, TimeProvider time) : IEffectDoer
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.SendLetter);

    /// <inheritdoc/>
    public Task DoAsync(PendingEffect pending, CancellationToken cancel)
    {
        Effect.SendLetter letter = (Effect.SendLetter)pending.Effect;
        ComposedMessage message = composer.Compose(letter.Template, letter.Facts);
        return letters.QueueAsync(
            new LetterRecord(
                pending.Id, pending.Journey, letter.Template, letter.Facts, message.Subject, message.Paragraphs, message.Language, time.GetUtcNow()),
            cancel);
    }
}
