using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Referrals;

/// <summary>What the rules need to know of a patient at referral. It names nobody.</summary>
/// <param name="Symptoms">The symptoms the practice recorded.</param>
/// <param name="Findings">What the examination found.</param>
/// <param name="IronDeficiencyAnaemia">Iron-deficiency anaemia; null when the practice did not say.</param>
/// <param name="Anaemia">Anaemia of any kind; null when the practice did not say.</param>
/// <param name="Concern">The clinician's concern stands whatever the kit says.</param>
/// <param name="AgeInYears">Completed years on the London date of the referral.</param>
/// <param name="Sex">As recorded.</param>
/// <param name="HaemoglobinGramsPerLitre">Blood haemoglobin from the full blood count, g/L; null without one.</param>
public sealed record ClinicalPicture(
    IReadOnlyList<Symptom> Symptoms,
    IReadOnlyList<Finding> Findings,
    bool? IronDeficiencyAnaemia,
    bool? Anaemia,
    bool Concern,
    int AgeInYears,
    Sex Sex,
    decimal? HaemoglobinGramsPerLitre = null)
{
    /// <summary>
    /// True when the practice says so, or when the blood count is below the policy's limit. The lower limit is for patients recorded
    /// as female; where the sex is not known the higher one decides, for reassuring too easily is the worse mistake.
    /// </summary>
    public bool IsAnaemic(PathwayPolicy policy) =>
        Anaemia is true
        || IronDeficiencyAnaemia is true
        || (HaemoglobinGramsPerLitre is { } haemoglobin
            && haemoglobin < (Sex is Sex.Female ? policy.AnaemiaBelowWomen : policy.AnaemiaBelowMen));

    /// <summary>
    /// Why a result below the threshold is not enough to reassure this patient, as a sentence; null when it is.
    /// A result below the threshold reassures only without a mass, without anaemia and without recorded concern
    /// (NICE NG12 and DG56: do not delay referral where there is strong clinical concern; the iron-deficient are
    /// excluded from step-down).
    /// </summary>
    public string? WhyNotReassured(PathwayPolicy policy)
    {
        if (Findings.Count > 0)
        {
            return "The examination found something that a result below the threshold does not explain.";
        }

        if (IronDeficiencyAnaemia is true)
        {
            return "Iron-deficiency anaemia needs investigating whatever the result.";
        }

        if (IronDeficiencyAnaemia is null)
        {
            return "The referral does not say whether the patient has iron-deficiency anaemia.";
        }

        if (IsAnaemic(policy))
        {
            return "The patient is anaemic, so a result below the threshold is not enough to reassure.";
        }

        return Concern ? "The clinician recorded a concern that stands whatever the result." : null;
    }
}
