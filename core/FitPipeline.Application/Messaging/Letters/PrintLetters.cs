using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Application.Worklist;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary>
/// Puts the letters that wait into a batch for the mail room. Each is judged as it is taken: one that is no longer true is not
/// printed, one that may not be sent is told by a person. A letter is in one batch only, whoever asks at once.
/// </summary>
public sealed class PrintLetters(
    ILetterOutbox letters, IPatientRegister patients, IJourneyStore journeys, JourneyEngine engine, IWorklist worklist, LetterPrint print,
    PageAddresses pages, TimeProvider time)
{
    /// <summary>The most letters of one batch: what a mail room folds in a morning.</summary>
    public const int Most = 500;

    /// <summary>Takes a batch. The same id again is the same batch; a batch that a crash cut short leaves the rest to the next.</summary>
    public async Task<IReadOnlyList<LetterRecord>> TakeAsync(string batchId, CancellationToken cancel)
    {
        if (await letters.OfBatchAsync(batchId, cancel) is { Count: > 0 } taken)
        {
            return taken;
        }

        foreach (LetterRecord letter in await letters.WaitingAsync(Most, cancel))
        {
            await TakeAsync(letter, batchId, cancel);
        }

        return await letters.OfBatchAsync(batchId, cancel);
    }

    /// <summary>
    /// Prints a batch, as often as it is asked for. A patient who died, or to whom nothing may be sent, since it was taken is left out.
    /// </summary>
    /// <returns>The PDF; null when there is no such batch, or nothing of it may be sent any more.</returns>
    public async Task<byte[]?> PrintAsync(string batchId, CancellationToken cancel)
    {
        List<LetterToPrint> sheets = [];
        foreach (LetterRecord letter in await letters.OfBatchAsync(batchId, cancel))
        {
            Journey? journey = (await journeys.LoadAsync(letter.Journey, null, cancel)).Stored?.Journey;
            if (journey is { ContactIsStopped: true, Deceased: false })
            {
                await HoldBackAsync(letter, cancel);
            }
            else if (journey is { Deceased: false } && await patients.FindAsync(letter.Journey, cancel) is { } patient)
            {
                // A page ends with its journey: nobody is sent to one that says so.
                bool answers = PageTopics.Of(journey, time.GetUtcNow(), engine.Policy) is not null;
                sheets.Add(new LetterToPrint(letter, patient, answers ? pages.Of(patient) : null));
            }
        }

        return sheets.Count == 0 ? null : print.Print(sheets).Pdf;
    }

    private async Task TakeAsync(LetterRecord letter, string batchId, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        PatientRecord? patient = await patients.FindAsync(letter.Journey, cancel);
        Journey? journey = (await journeys.LoadAsync(letter.Journey, null, cancel)).Stored?.Journey;
        LetterVerdict verdict = journey is null || patient is null
            ? LetterVerdict.Drop
            : MessageRules.Judge(letter.Template, letter.Facts, journey);
        if (verdict is LetterVerdict.HoldBack)
        {
            await HoldBackAsync(letter, cancel);
        }

        if (verdict is LetterVerdict.Print && (patient!.Details.Address.IsPseudoPostcode || !LetterPrint.CanPrint(patient)))
        {
            await NotDeliveredAsync(letter, LetterTrouble.NoAddress, "letter/" + letter.LetterId, cancel);
            verdict = LetterVerdict.HoldBack;
        }

        if (verdict is LetterVerdict.Print && Needed(patient!) is { } format)
        {
            await RaiseAsync(letter, journey!, "format", $"This patient needs letters in {format}. Have this one made so and send it; ordinary print goes too.", now, cancel);
        }

        await letters.MoveAsync(
            letter,
            verdict is LetterVerdict.Print
                ? letter with { Status = LetterStatus.Printed, BatchId = batchId, PrintedAt = now }
                : letter with { Status = LetterStatus.Cancelled },
            cancel);
    }

    /// <summary>Records that the post brought a letter back; the pathway decides who rings the patient. Told twice, it came back once.</summary>
    public Task<ApplyResult> CameBackAsync(LetterRecord letter, CancellationToken cancel) =>
        NotDeliveredAsync(letter, LetterTrouble.CameBack, $"letter/{letter.LetterId}/back", cancel);

    private Task<ApplyResult> NotDeliveredAsync(LetterRecord letter, LetterTrouble trouble, string eventId, CancellationToken cancel) => engine.ApplyAsync(
        letter.Journey, eventId, new PathwayEvent.LetterNotDelivered(letter.Template, letter.Facts, trouble, time.GetUtcNow()), Actor.Pathway, null, cancel);

    // What a printer cannot make.
    private static string? Needed(PatientRecord patient)
    {
        string[] needed =
        [
            .. patient.Details.Contact.Formats.Order().Select(format => format switch
            {
                ContactFormat.Braille => "Braille",
                ContactFormat.Audio => "audio",
                ContactFormat.EasyRead => "easy read",
                ContactFormat.Bsl => "British Sign Language",
                _ => "",
            }).Where(name => name.Length > 0),
        ];
        return needed.Length == 0 ? null : string.Join(" and ", needed);
    }

    private Task RaiseAsync(LetterRecord letter, Journey journey, string why, string what, DateTimeOffset now, CancellationToken cancel) => worklist.RaiseAsync(
        new WorkItem(
            $"letter/{letter.LetterId}/{why}", letter.Journey, journey.Practice, what, Owner.KitDesk,
            ServiceCalendar.CloseOfWorkingDay(now, engine.Policy.WorkingDaysToAssist, engine.Policy.CloseOfBusiness),
            $"The letter is: {letter.Subject}."),
        cancel);

    // Under the letter's own id, so that hearing of it twice is hearing of it once.
    private Task<ApplyResult> HoldBackAsync(LetterRecord letter, CancellationToken cancel) => engine.ApplyAsync(
        letter.Journey, "letter/" + letter.LetterId, new PathwayEvent.LetterHeldBack(letter.Template, letter.Facts, time.GetUtcNow()),
        Actor.Pathway, null, cancel);
}
