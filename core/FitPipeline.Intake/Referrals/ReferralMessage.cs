using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Intake.Referrals;

/// <summary>A practice's request for a FIT, whichever format it came in.</summary>
/// <param name="ReferralId">The practice's own id for this request, 1 to 64 characters; with the practice it names the journey.</param>
/// <param name="Patient">Whom the request is for.</param>
/// <param name="Practice">Who asks.</param>
/// <param name="Clinical">What was told and found. Whether it is enough is the rules' matter, not the reader's.</param>
/// <param name="RequestedAt">When the practice asked, UTC.</param>
public sealed record ReferralMessage(
    string ReferralId,
    PatientDetails Patient,
    PracticeDetails Practice,
    ClinicalDetails Clinical,
    DateTimeOffset RequestedAt);

/// <summary>Who asks for the kit and will be told what comes of it.</summary>
/// <param name="OdsCode">The practice.</param>
/// <param name="Clinician">The clinician's name as the practice writes it, when given.</param>
public sealed record PracticeDetails(OdsCode OdsCode, string? Clinician);

/// <summary>
/// Whom the kit goes to. A mobile number that cannot be texted does not refuse the referral: a letter reaches the
/// patient, and refusing would leave them without a kit because of a mistyped digit. The fault is said instead.
/// </summary>
/// <param name="NhsNumber">Verified by its check digit.</param>
/// <param name="FamilyName">At most 255 characters, without control characters.</param>
/// <param name="GivenName">At most 255 characters, without control characters.</param>
/// <param name="DateOfBirth">Not after the day of receipt, at most 120 years before it.</param>
/// <param name="Sex">As the practice recorded it.</param>
/// <param name="Mobile">Absent when none was sent or the one sent cannot be texted.</param>
/// <param name="MobileFault">Why the mobile sent cannot be used; absent when it can or none was sent.</param>
/// <param name="Address">Where the kit goes.</param>
/// <param name="EthnicCategory">NHS Data Dictionary 2001 category: A to S, Z (asked, not stated) or 99 (not known); absent when not sent.</param>
/// <param name="Lsoa21">Lower layer super output area of 2021 (<c>E01008162</c>); absent when not sent.</param>
/// <param name="Language">BCP 47 tag; <c>en</c> when not sent.</param>
/// <param name="Contact">How the patient wishes to be reached.</param>
public sealed record PatientDetails(
    NhsNumber NhsNumber,
    string FamilyName,
    string GivenName,
    DateOnly DateOfBirth,
    Sex Sex,
    UkMobile? Mobile,
    string? MobileFault,
    PostalAddress Address,
    string? EthnicCategory,
    string? Lsoa21,
    string Language,
    ContactWishes Contact)
{
    /// <summary>The type's name: every detail is personal data.</summary>
    public override string ToString() => nameof(PatientDetails);
}

/// <summary>Where post reaches the patient.</summary>
/// <param name="Lines">One to six lines.</param>
/// <param name="Postcode">Upper case with one space (<c>NE8 1AA</c>), or a pseudo-code as sent.</param>
/// <param name="IsPseudoPostcode">
/// The postcode is one of the NHS's stand-ins (ZZ99 xxx, NFA, ANK, ZZZSECUR) for no fixed abode, not known or protected:
/// it is nowhere to post a kit to, and a person must find another way.
/// </param>
public sealed record PostalAddress(IReadOnlyList<string> Lines, string Postcode, bool IsPseudoPostcode)
{
    /// <summary>The type's name: an address is personal data.</summary>
    public override string ToString() => nameof(PostalAddress);
}

/// <summary>How the patient wishes to be reached. Declining texts changes the channel and never the care.</summary>
/// <param name="Sms">Texts are welcome; true unless the practice says otherwise.</param>
/// <param name="Formats">Formats the patient needs letters in; empty for ordinary print.</param>
public sealed record ContactWishes(bool Sms, IReadOnlyList<ContactFormat> Formats);

/// <summary>A format a patient needs, after the Accessible Information Standard.</summary>
public enum ContactFormat
{
    /// <summary>Large print.</summary>
    LargePrint,

    /// <summary>Braille.</summary>
    Braille,

    /// <summary>Audio.</summary>
    Audio,

    /// <summary>Easy read.</summary>
    EasyRead,

    /// <summary>British Sign Language.</summary>
    Bsl,
}

/// <summary>What the practice was told and found, as the eligibility rules need it.</summary>
/// <param name="Symptoms">Told by the patient; may be empty.</param>
/// <param name="Findings">Found on examination; may be empty.</param>
/// <param name="IronDeficiencyAnaemia">Absent when the practice did not say.</param>
/// <param name="Anaemia">Anaemia of any kind; absent when the practice did not say.</param>
/// <param name="Concern">The clinician records an ongoing concern; false when not sent, as the field records a concern that exists.</param>
/// <param name="Fbc">The latest full blood count, when sent.</param>
public sealed record ClinicalDetails(
    IReadOnlySet<Symptom> Symptoms,
    IReadOnlySet<Finding> Findings,
    bool? IronDeficiencyAnaemia,
    bool? Anaemia,
    bool Concern,
    FullBloodCount? Fbc);

/// <summary>A full blood count; each figure is absent when not sent.</summary>
/// <param name="Haemoglobin">g/L.</param>
/// <param name="Mcv">Mean cell volume, fL.</param>
/// <param name="Platelets">10⁹/L.</param>
/// <param name="TakenOn">The day the blood was taken.</param>
public sealed record FullBloodCount(decimal? Haemoglobin, decimal? Mcv, decimal? Platelets, DateOnly? TakenOn);
