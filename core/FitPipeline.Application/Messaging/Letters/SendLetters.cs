using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Pathway.Effects;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary>Queues letters for the mail room.</summary>
public sealed class SendLetters(
    ILetterOutbox letters, IPatientRegister patients, MessageComposer composer, TimeProvider time) : IEffectHandler
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.SendLetter);

    /// <inheritdoc/>
    public async Task DoAsync(PendingEffect pending, CancellationToken cancel)
    {
        Effect.SendLetter letter = (Effect.SendLetter)pending.Effect;
        PatientRecord patient = await patients.OfEffectAsync(pending, cancel);
        ComposedMessage message = composer.Compose(letter.Template, letter.Facts, MessageComposer.LetterLanguage(patient.Details.Language));
        await letters.QueueAsync(
            new LetterRecord(
                pending.Id, pending.Journey, letter.Template, letter.Facts, message.Subject, message.Paragraphs, message.Language, time.GetUtcNow()),
            cancel);
    }
}
