using System.Security.Cryptography;
using System.Text;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.People;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Messaging.Texts;

/// <summary>Queues texts; they leave within the sending hours, and only while they are true.</summary>
public sealed class SendTexts(
    ITextOutbox texts, IPatientRegister patients, MessageComposer composer, PathwayPolicy policy, TimeProvider time) : IEffectHandler
{
    /// <inheritdoc/>
    public Type Kind => typeof(Effect.SendText);

    /// <inheritdoc/>
    public async Task DoAsync(PendingEffect pending, CancellationToken cancel)
    {
        Effect.SendText text = (Effect.SendText)pending.Effect;
        DateTimeOffset now = time.GetUtcNow();
        PatientRecord patient = await patients.OfEffectAsync(pending, cancel);
        ComposedMessage message = composer.Compose(text.Template, text.Facts, patient.Details.Language);
        await texts.QueueAsync(
            new TextRecord(
                pending.Id,
                pending.Journey,
                text.Template,
                text.Facts,
                message.Text,
                Gsm7.Segments(message.Text),
                now,
                ServiceCalendar.NextInWindow(now, policy.TextsFrom, policy.TextsUntil),
                null,
                TextStatus.Queued,
                null,
                RepeatabilityOf(pending.Id)),
            cancel);
    }

    // From the effect's id, so that sending again is recognised by the provider as the same sending.
    private static Guid RepeatabilityOf(string effectId) => new(SHA256.HashData(Encoding.UTF8.GetBytes(effectId)).AsSpan(0, 16));
}
