using System.Text.Json.Serialization;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Application.People;

/// <summary>Who a journey is about. The only place that holds personal data of patients.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="ReferralId">The practice's own id of the referral.</param>
/// <param name="Details">As referred, or as corrected since.</param>
/// <param name="Practice">The practice and its clinician.</param>
/// <param name="PageToken">The unguessable part of the address of the patient's page.</param>
/// <param name="TextsRefused">The patient said, after the referral, that no more texts are wanted.</param>
public sealed record PatientRecord(
    JourneyId Journey, string ReferralId, PatientDetails Details, PracticeDetails Practice, string PageToken, bool TextsRefused = false)
{
    /// <summary>True when there is a mobile to text to, and neither the practice nor the patient has said no.</summary>
    [JsonIgnore]
    public bool CanBeTexted => Details.Mobile is not null && Details.Contact.Sms && !TextsRefused;

    /// <summary>The type's name: every detail is personal data.</summary>
    public override string ToString() => nameof(PatientRecord);
}

/// <summary>The register of patients, one record a journey.</summary>
public interface IPatientRegister
{
    /// <summary>Adds a record. Adding the same journey again changes nothing.</summary>
    Task AddAsync(PatientRecord patient, CancellationToken cancel);

    /// <summary>
    /// Puts a record in another's place, if that still is as it was read: mobile, address, language, formats, wishes. Journey,
    /// page, NHS number and date of birth stay what they are. False when somebody else changed it first.
    /// </summary>
    Task<bool> ReplaceAsync(PatientRecord from, PatientRecord to, CancellationToken cancel);

    /// <summary>The patient of a journey; null when there is none.</summary>
    Task<PatientRecord?> FindAsync(JourneyId journey, CancellationToken cancel);

    /// <summary>The patient whose page this is; null when there is none.</summary>
    Task<PatientRecord?> ByPageTokenAsync(string token, CancellationToken cancel);

    /// <summary>Journeys of a person, newest first.</summary>
    Task<IReadOnlyList<PatientRecord>> ByNhsNumberAsync(NhsNumber number, CancellationToken cancel);

    /// <summary>Which journeys are a person's, newest first.</summary>
    Task<IReadOnlyList<JourneyId>> JourneysOfAsync(NhsNumber number, CancellationToken cancel);

    /// <summary>Journeys of people of this family name and date of birth: candidates for a result that names no kit we know.</summary>
    Task<IReadOnlyList<PatientRecord>> ByNameAndBirthAsync(string familyName, DateOnly dateOfBirth, CancellationToken cancel);

    /// <summary>Journeys of everyone who uses this mobile now.</summary>
    Task<IReadOnlyList<PatientRecord>> ByMobileAsync(UkMobile mobile, CancellationToken cancel);

    /// <summary>How many different people use this mobile: a shared number must not be told anything about one of them.</summary>
    Task<int> PeopleWithMobileAsync(UkMobile mobile, CancellationToken cancel);
}
