using System.Security.Cryptography;
using System.Text.Json;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Application.Referrals;

/// <summary>What came of a referral that could be read.</summary>
public abstract record ReferralOutcome
{
    private ReferralOutcome()
    {
    }

    /// <summary>It is taken in, now or before.</summary>
    /// <param name="Journey">The journey.</param>
    /// <param name="Reasons">What decision support said, in words.</param>
    /// <param name="Duplicate">True when it was taken in before.</param>
    public sealed record TakenIn(Journey Journey, IReadOnlyList<string> Reasons, bool Duplicate) : ReferralOutcome;

    /// <summary>It leaves out what the criteria turn on; nothing was started.</summary>
    /// <param name="Reasons">What is missing.</param>
    public sealed record Insufficient(IReadOnlyList<string> Reasons) : ReferralOutcome;

    /// <summary>An id was used before for other content; nothing was started.</summary>
    /// <param name="Because">Which id, and what to do.</param>
    public sealed record Conflict(string Because) : ReferralOutcome;
}

/// <summary>Takes a referral in: recognises a repeat, asks decision support, registers the patient, starts the journey.</summary>
public sealed class ReceiveReferral(
    IReferralLedger ledger, IPatientRegister patients, IJourneyStore journeys, JourneyEngine engine, TimeProvider time)
{
    /// <summary>Takes a referral in. A crash half-way is made good by sending it again.</summary>
    /// <param name="message">As read.</param>
    /// <param name="requestId">The caller's X-Request-ID.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<ReferralOutcome> RunAsync(ReferralMessage message, string requestId, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        OdsCode practice = message.Practice.OdsCode;
        ClinicalPicture picture = PictureOf(message, now);
        EligibilityAnswer answer = Eligibility.Of(picture, engine.Policy);
        if (answer.Decision is ReferralDecision.InsufficientInformation)
        {
            return new ReferralOutcome.Insufficient(answer.Reasons);
        }

        LedgerEntry entry = await ledger.ClaimAsync(practice, message.ReferralId, requestId, Fingerprint(message), cancel);
        if (entry is LedgerEntry.ReferralIdReused)
        {
            return new ReferralOutcome.Conflict("This referral id was used before with other content. Send a correction under a new referral id.");
        }

        if (entry is LedgerEntry.RequestIdReused)
        {
            return new ReferralOutcome.Conflict("This X-Request-ID was used before with other content. Send it again under a new one.");
        }

        JourneyId id = JourneyId.For(practice, message.ReferralId);
        if (entry is LedgerEntry.Same && (await journeys.LoadAsync(id, null, cancel)).Stored is { } known)
        {
            return new ReferralOutcome.TakenIn(known.Journey, Eligibility.Of(known.Journey.Picture, engine.Policy).Reasons, true);
        }

        // What a person asked for on an earlier journey is not undone by a practice that does not know of it.
        IReadOnlyList<PatientRecord> earlier = await patients.ByNhsNumberAsync(message.Patient.NhsNumber, cancel);
        PatientRecord patient = new(
            id, message.ReferralId, message.Patient, message.Practice, PageAddresses.NewToken(), earlier.Count > 0 && earlier[0].TextsRefused);
        await patients.AddAsync(patient, cancel);
        ApplyResult applied = await engine.StartAsync(
            new PathwayEvent.ReferralReceived(id, practice, picture, patient.CanBeTexted, now, await IsProtectedAsync(earlier, cancel)), cancel);
        return applied switch
        {
            ApplyResult.Decided decided => new ReferralOutcome.TakenIn(decided.Journey, answer.Reasons, decided.Decision is not Decision.Accepted),
            ApplyResult.Repeated repeated => new ReferralOutcome.TakenIn(repeated.Journey, answer.Reasons, true),
            _ => throw new InvalidOperationException("A referral that decision support could answer did not start a journey."),
        };
    }

    private async Task<bool> IsProtectedAsync(IReadOnlyList<PatientRecord> earlier, CancellationToken cancel)
    {
        foreach (PatientRecord record in earlier)
        {
            if ((await journeys.LoadAsync(record.Journey, null, cancel)).Stored?.Journey is { DetailsProtected: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the rules need of a referral, without naming the patient.</summary>
    public static ClinicalPicture PictureOf(ReferralMessage message, DateTimeOffset at)
    {
        DateOnly today = ServiceCalendar.DateOf(at);
        DateOnly born = message.Patient.DateOfBirth;
        int age = today.Year - born.Year - (today < born.AddYears(today.Year - born.Year) ? 1 : 0);
        ClinicalDetails clinical = message.Clinical;
        return new ClinicalPicture(
            [.. clinical.Symptoms.Order()],
            [.. clinical.Findings.Order()],
            clinical.IronDeficiencyAnaemia,
            clinical.Anaemia,
            clinical.Concern,
            age,
            message.Patient.Sex,
            clinical.Fbc?.Haemoglobin);
    }

    // By what it means, not by its bytes: white space, field order and format do not make another referral.
    private static string Fingerprint(ReferralMessage message) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
            message with
            {
                Clinical = message.Clinical with
                {
                    Symptoms = new SortedSet<Symptom>(message.Clinical.Symptoms),
                    Findings = new SortedSet<Finding>(message.Clinical.Findings),
                },
            },
            JourneyJson.Default.ReferralMessage)));
}
