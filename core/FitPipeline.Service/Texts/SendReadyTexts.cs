using FitPipeline.Pathway;

namespace FitPipeline.Service;

/// <summary>
/// Sends the texts whose time has come: within the sending hours, while they are still true, and once. A text handed to
/// the provider without a known answer is not sent again; silence makes it a failure, and a letter says the same.
/// </summary>
public sealed class SendReadyTexts(
    ITextOutbox texts, ITextProvider provider, IPatientRegister patients, IJourneyStore journeys, JourneyEngine engine, TimeProvider time)
{
    private const int AtOnce = 100;

    // A provider that has said nothing for this long will not: the report's own time limit is 12 hours.
    private static readonly TimeSpan Silence = TimeSpan.FromHours(24);

    /// <summary>Sends what is ready.</summary>
    /// <returns>How many texts were dealt with; 0 when nothing is ready.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<TextRecord> ready = await texts.ReadyAsync(now, AtOnce, cancel);
        foreach (TextRecord text in ready)
        {
            await SendAsync(text, now, cancel);
        }

        IReadOnlyList<TextRecord> silent = await texts.SilentSinceAsync(now - Silence, AtOnce, cancel);
        foreach (TextRecord text in silent)
        {
            await FailAsync(text, permanent: false, now, cancel);
        }

        return ready.Count + silent.Count;
    }

    /// <summary>Records that a text did not arrive; the pathway decides what to do about it.</summary>
    public async Task FailAsync(TextRecord text, bool permanent, DateTimeOffset now, CancellationToken cancel)
    {
        if (await texts.MoveAsync(text, text with { Status = TextStatus.Failed }, cancel))
        {
            await engine.ApplyAsync(
                text.Journey,
                "text/" + text.TextId,
                new PathwayEvent.TextNotDelivered(text.Template, text.Facts, permanent, now),
                Actor.Pathway,
                null,
                cancel);
        }
    }

    private async Task SendAsync(TextRecord text, DateTimeOffset now, CancellationToken cancel)
    {
        DateTimeOffset allowed = London.NextInWindow(now, engine.Policy.TextsFrom, engine.Policy.TextsUntil);
        if (allowed > now)
        {
            await texts.MoveAsync(text, text with { SendAfter = allowed }, cancel);
            return;
        }

        Journey? journey = (await journeys.LoadAsync(text.Journey, null, cancel)).Stored?.Journey;
        UkMobile? to = (await patients.FindAsync(text.Journey, cancel))?.Details.Mobile;
        if (journey is null || !MessageRules.StillTrue(text.Template, text.Facts, journey))
        {
            await texts.MoveAsync(text, text with { Status = TextStatus.Cancelled }, cancel);
            return;
        }

        // The number went dead while the text waited: what it says is still true, so a letter must say it.
        if (to is null || !journey.CanBeTexted)
        {
            await FailAsync(text, permanent: true, now, cancel);
            return;
        }

        TextRecord sending = text with { Status = TextStatus.Sending, SentAt = now };
        if (!await texts.MoveAsync(text, sending, cancel))
        {
            return;
        }

        TextSending answer = await provider.SendAsync(sending, to, cancel);
        if (answer.Accepted)
        {
            await texts.MoveAsync(sending, sending with { Status = TextStatus.Sent, ProviderId = answer.ProviderId }, cancel);
        }
        else if (answer.RetryAfter is { } wait && !answer.Permanent)
        {
            await texts.MoveAsync(sending, sending with { Status = TextStatus.Queued, SentAt = null, SendAfter = now + wait }, cancel);
        }
        else
        {
            await FailAsync(sending, answer.Permanent, now, cancel);
        }
    }
}
