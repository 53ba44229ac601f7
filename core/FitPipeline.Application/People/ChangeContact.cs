using FitPipeline.Application.Journeys;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.People;

/// <summary>What is to change about how a patient is reached; nulls stay as they are.</summary>
/// <param name="Texts">Whether texts are wanted.</param>
/// <param name="Mobile">Another mobile.</param>
/// <param name="NoMobile">There is no mobile any more.</param>
/// <param name="Address">Another address.</param>
/// <param name="Language">Another language.</param>
/// <param name="Formats">The formats needed from now on; empty for ordinary print.</param>
/// <param name="Stop">Why nothing may be sent any more.</param>
/// <param name="Resume">What no longer stops messages.</param>
public sealed record ContactWish(
    bool? Texts = null, UkMobile? Mobile = null, bool NoMobile = false, PostalAddress? Address = null, string? Language = null,
    IReadOnlyList<ContactFormat>? Formats = null, ContactRestriction? Stop = null, ContactRestriction? Resume = null);

/// <summary>
/// Changes how a person is reached: on the register first, where every text is asked before it leaves, then on each of the
/// person's journeys, ended ones too: a letter of theirs may still wait to be printed. Safe to do again under the same id, and half
/// done by a crash it is made good by doing it again.
/// </summary>
public sealed class ChangeContact(IPatientRegister patients, JourneyEngine engine, TimeProvider time)
{
    // Each round lost means that somebody else changed the same record; more in a row is a fault, not a race.
    private const int MostRounds = 20;

    /// <summary>Changes it for the person whose journey this is.</summary>
    /// <param name="journey">One of the person's journeys.</param>
    /// <param name="wish">What is to change.</param>
    /// <param name="requestId">Under which id it is recognised when it comes again.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="note">What a person wrote beside it; null without one.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>What came of it for that journey, change by change; empty when nothing was to change.</returns>
    public async Task<IReadOnlyList<ApplyResult>> RunAsync(
        JourneyId journey, ContactWish wish, string requestId, Actor by, string? note, CancellationToken cancel)
    {
        if (await patients.FindAsync(journey, cancel) is not { } known)
        {
            return [new ApplyResult.NoSuchJourney()];
        }

        List<ApplyResult> applied = [];
        foreach (PatientRecord record in await patients.ByNhsNumberAsync(known.Details.NhsNumber, cancel))
        {
            PatientRecord changed = await WriteAsync(record, wish, cancel);
            foreach ((string name, PathwayEvent @event) in Events(wish, changed.CanBeTexted, by, time.GetUtcNow()))
            {
                ApplyResult one = await engine.ApplyAsync(record.Journey, $"contact/{requestId}/{name}", @event, by, note, cancel);
                if (record.Journey == journey)
                {
                    applied.Add(one);
                }
            }
        }

        return applied;
    }

    private async Task<PatientRecord> WriteAsync(PatientRecord record, ContactWish wish, CancellationToken cancel)
    {
        PatientRecord? now = record;
        for (int round = 0; now is not null && round < MostRounds; round++)
        {
            PatientRecord next = With(now, wish);
            if (await patients.ReplaceAsync(now, next, cancel))
            {
                return next;
            }

            now = await patients.FindAsync(record.Journey, cancel);
        }

        throw new InvalidOperationException("A patient's record could not be changed because other writers kept changing it.");
    }

    private static PatientRecord With(PatientRecord record, ContactWish wish)
    {
        PatientDetails details = record.Details;
        if (wish.Mobile is not null || wish.NoMobile)
        {
            details = details with { Mobile = wish.Mobile, MobileFault = null };
        }

        return record with
        {
            // Letters that went to the old address open the page for whoever lives there now.
            PageToken = Moves(details.Address, wish.Address) ? PageAddresses.NewToken() : record.PageToken,
            TextsRefused = wish.Texts is { } texts ? !texts : record.TextsRefused,
            Details = details with
            {
                Address = wish.Address ?? details.Address,
                Language = wish.Language ?? details.Language,

                // Whoever asks for texts takes back what the practice said of them.
                Contact = new ContactWishes(details.Contact.Sms || wish.Texts is true, wish.Formats ?? details.Contact.Formats),
            },
        };
    }

    private static bool Moves(PostalAddress from, PostalAddress? to) =>
        to is not null && (to.Postcode != from.Postcode || !to.Lines.SequenceEqual(from.Lines));

    private static IEnumerable<(string Name, PathwayEvent Event)> Events(ContactWish wish, bool canBeTexted, Actor by, DateTimeOffset now)
    {
        (string Name, PathwayEvent Event) changed(ContactChange change) => (change.ToString(), new PathwayEvent.ContactChanged(change, canBeTexted, by, now));
        if (wish.Texts is { } texts)
        {
            yield return changed(texts ? ContactChange.TextsWanted : ContactChange.TextsRefused);
        }

        if (wish.Mobile is not null || wish.NoMobile)
        {
            yield return changed(ContactChange.Mobile);
        }

        if (wish.Address is not null)
        {
            yield return changed(ContactChange.Address);
        }

        if (wish.Language is not null)
        {
            yield return changed(ContactChange.Language);
        }

        if (wish.Formats is not null)
        {
            yield return changed(ContactChange.Formats);
        }

        if (wish.Stop is { } stop)
        {
            yield return ("stop-" + stop, new PathwayEvent.ContactStopped(stop, by, now));
        }

        if (wish.Resume is { } resume)
        {
            yield return ("resume-" + resume, new PathwayEvent.ContactResumed(resume, by, now));
        }
    }
}
