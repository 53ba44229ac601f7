using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Messaging.Texts;

/// <summary>
/// Sends the texts whose time has come: within the sending hours, while they are still true, and once. A text handed to
/// the provider without a known answer is not sent again; silence makes it a failure, and a letter says the same.
/// </summary>
public sealed class SmsDispatcher(
    ITextOutbox texts, ITextProvider provider, IPatientRegister patients, IJourneyStore journeys, JourneyEngine engine, SmsRateLimiter brake,
    TimeProvider time)
{
    private const int AtOnce = 100;

    /// <summary>Sends what is ready.</summary>
    /// <returns>How many texts were dealt with; 0 when there is nothing to do before <see cref="NextAsync"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        return await SendAsync(now, cancel)
            + await FailSilentAsync(TextStatus.Sending, now, cancel)
            + (provider.ReportsDelivery ? await FailSilentAsync(TextStatus.Sent, now, cancel) : 0);
    }

    /// <summary>When there is next something to send; null when nothing is queued.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancel) =>
        await texts.NextAsync(cancel) is { } next ? (next > brake.HeldUntil ? next : brake.HeldUntil) : null;

    /// <summary>Records that a text did not arrive; the pathway decides what to do about it.</summary>
    public async Task FailAsync(TextRecord text, bool permanent, DateTimeOffset now, CancellationToken cancel)
    {
        if (text.Status is TextStatus.Delivered or TextStatus.Failed or TextStatus.Cancelled)
        {
            return;
        }

        await NotDeliveredAsync(text, permanent, now, cancel);
        await texts.MoveAsync(text, text with { Status = TextStatus.Failed }, cancel);
    }

    private async Task<int> SendAsync(DateTimeOffset now, CancellationToken cancel)
    {
        IReadOnlyList<TextRecord> ready = now < brake.HeldUntil ? [] : await texts.ReadyAsync(now, AtOnce, cancel);
        DateTimeOffset opens = ServiceCalendar.NextInWindow(now, engine.Policy.TextsFrom, engine.Policy.TextsUntil);
        if (opens > now)
        {
            foreach (TextRecord text in ready)
            {
                await texts.MoveAsync(text, text with { SendAfter = opens }, cancel);
            }

            return ready.Count;
        }

        return ready.Count == 0 ? 0 : await SendAsync(ready, now, cancel);
    }

    private async Task<int> SendAsync(IReadOnlyList<TextRecord> ready, DateTimeOffset now, CancellationToken cancel)
    {
        TextAllowance allowance = await brake.AllowanceAsync(now, cancel);
        int sent = 0;
        int segments = 0;
        for (int i = 0; i < ready.Count; i++)
        {
            // The stop is looked at before the next batch, the minute's room once this one is full.
            if (sent >= allowance.Texts)
            {
                return i;
            }

            if (segments + ready[i].Segments > allowance.Segments)
            {
                brake.Hold(allowance.Again);
                return i;
            }

            if (await SendAsync(ready[i], now, cancel))
            {
                sent++;
                segments += ready[i].Segments;
            }

            if (now < brake.HeldUntil)
            {
                return i + 1;
            }
        }

        return ready.Count;
    }

    // Claimed first and judged last, so that nothing can happen to the patient between the judging and the sending but the
    // blink of the call itself.
    private async Task<bool> SendAsync(TextRecord text, DateTimeOffset now, CancellationToken cancel)
    {
        TextRecord sending = text with { Status = TextStatus.Sending, SentAt = now };
        if (!await texts.MoveAsync(text, sending, cancel))
        {
            return false;
        }

        PatientRecord? patient = await patients.FindAsync(text.Journey, cancel);
        UkMobile? to = patient is { CanBeTexted: true } ? patient.Details.Mobile : null;
        TextVerdict verdict = await JudgeAsync(sending, patient, to, now, cancel);
        if (verdict is TextVerdict.Send && to is not null)
        {
            await HandOverAsync(sending, to, now, cancel);
            return true;
        }

        if (verdict is TextVerdict.ByLetter)
        {
            await NotDeliveredAsync(text, permanent: false, now, cancel);
        }

        TextRecord unsent = verdict is TextVerdict.Wait wait
            ? text with { SendAfter = wait.Until }
            : text with { Status = TextStatus.Cancelled };
        await texts.MoveAsync(sending, unsent, cancel);
        return false;
    }

    private async Task<TextVerdict> JudgeAsync(
        TextRecord text, PatientRecord? patient, UkMobile? to, DateTimeOffset now, CancellationToken cancel)
    {
        int people = to is null ? 0 : await patients.PeopleWithMobileAsync(to, cancel);
        int today = patient is null ? 0 : await SentTodayAsync(text, patient, now, cancel);

        // The journey comes last: it is what may change at any moment.
        Journey? journey = (await journeys.LoadAsync(text.Journey, null, cancel)).Stored?.Journey;
        return journey is null
            ? new TextVerdict.Drop()
            : MessageRules.Judge(text.Template, text.Facts, journey, new TextMoment(now, text.QueuedAt, people, today), engine.Policy);
    }

    // A person may be on several journeys, and has one telephone.
    private async Task<int> SentTodayAsync(TextRecord text, PatientRecord patient, DateTimeOffset now, CancellationToken cancel)
    {
        DateOnly today = ServiceCalendar.DateOf(now);
        int sent = 0;
        foreach (JourneyId journey in await patients.JourneysOfAsync(patient.Details.NhsNumber, cancel))
        {
            string? after = null;
            do
            {
                Page<TextRecord> page = await texts.ListAsync(journey, after, Page<TextRecord>.Size, cancel);
                sent += page.Items.Count(other => other.TextId != text.TextId && other.SentAt is { } at && ServiceCalendar.DateOf(at) == today);
                after = page.Next;
            }
            while (after is not null && sent < engine.Policy.TextsPerPatientPerDay);
        }

        return sent;
    }

    private async Task HandOverAsync(TextRecord sending, UkMobile to, DateTimeOffset now, CancellationToken cancel)
    {
        TextSending answer = await provider.SendAsync(sending, to, cancel);
        brake.Heard(answer, now);
        switch (answer)
        {
            case TextSending.Taken taken:
                await texts.MoveAsync(sending, sending with { Status = TextStatus.Sent, ProviderId = taken.ProviderId }, cancel);
                break;
            case TextSending.NoSuchNumber:
                await FailAsync(sending, permanent: true, now, cancel);
                break;
            case TextSending.Busy busy:
                await WaitAsync(sending, now + busy.Wait, cancel);
                break;
            case TextSending.Refused:
                await WaitAsync(sending, now + SmsRateLimiter.UntilMended, cancel);
                break;
            case TextSending.Unknown:
                // It stays as handed over.
                break;
        }
    }

    private Task<bool> WaitAsync(TextRecord sending, DateTimeOffset until, CancellationToken cancel) =>
        texts.MoveAsync(sending, sending with { Status = TextStatus.Queued, SentAt = null, SendAfter = until }, cancel);

    private async Task<int> FailSilentAsync(TextStatus status, DateTimeOffset now, CancellationToken cancel)
    {
        IReadOnlyList<TextRecord> silent = await texts.SilentSinceAsync(
            status, now.AddHours(-engine.Policy.HoursToDeliveryReport), AtOnce, cancel);
        foreach (TextRecord text in silent)
        {
            await FailAsync(text, permanent: false, now, cancel);
        }

        return silent.Count;
    }

    // Before the text itself is moved: killed in between, the pathway hears twice under one id, and never not at all.
    private Task<ApplyResult> NotDeliveredAsync(TextRecord text, bool permanent, DateTimeOffset now, CancellationToken cancel) => engine.ApplyAsync(
        text.Journey,
        "text/" + text.TextId,
        new PathwayEvent.TextNotDelivered(text.Template, text.Facts, permanent, now),
        Actor.Pathway,
        null,
        cancel);
}
