using System.Collections.Frozen;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Intake.Referrals.Fhir;

/// <summary>
/// The codes by which a FHIR referral says what the practice was told and found. (K) Chosen from SNOMED CT by name and
/// checked by check digit only: the clinical safety officer signs this table off before use. A code that is not here
/// refuses the referral; passing over a finding could send a kit to a patient who must not wait for one.
/// </summary>
internal static class ReferralCodes
{
    /// <summary>Our own words (rectal-mass) as codes, for what has no agreed code of SNOMED CT: an anal mass has none here.</summary>
    internal const string SymptomSystem = "urn:fitpipeline:symptom";

    /// <summary>Our own words for findings as codes.</summary>
    internal const string FindingSystem = "urn:fitpipeline:finding";

    /// <summary>Iron deficiency anaemia (disorder).</summary>
    internal const string IronDeficiencyAnaemia = "87522002";

    /// <summary>Anaemia (disorder).</summary>
    internal const string Anaemia = "271737000";

    /// <summary>Absent (qualifier value): the finding was looked for and is not there.</summary>
    internal const string Absent = "2667000";

    /// <summary>Present (qualifier value).</summary>
    internal const string Present = "52101004";

    /// <summary>Quantitative faecal immunochemical test: the concept of the NHS reference set, and its twin in older lists.</summary>
    internal static readonly FrozenSet<string> Fit = FrozenSet.Create(StringComparer.Ordinal, "1049361000000101", "1049371000000108");

    internal static readonly FrozenDictionary<string, Symptom> Symptoms = new Dictionary<string, Symptom>(StringComparer.Ordinal)
    {
        ["88111009"] = Symptom.ChangeInBowelHabit, // Altered bowel function (finding)
        ["12063002"] = Symptom.RectalBleeding, // Rectal haemorrhage
        ["405729008"] = Symptom.RectalBleeding, // Haematochezia (finding)
        ["21522001"] = Symptom.AbdominalPain, // Abdominal pain (finding)
        ["89362005"] = Symptom.WeightLoss, // Weight loss (finding)
        ["448765001"] = Symptom.WeightLoss, // Unintentional weight loss (finding)
        ["267024001"] = Symptom.WeightLoss, // Abnormal weight loss (finding)
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static readonly FrozenDictionary<string, Finding> Findings = new Dictionary<string, Finding>(StringComparer.Ordinal)
    {
        ["248523006"] = Finding.RectalMass, // Rectal mass (finding)
        ["20928004"] = Finding.AnalUlceration, // Ulcer of anus (disorder)
        ["271860004"] = Finding.AbdominalMass, // Abdominal mass (finding)
        ["81060008"] = Finding.Obstruction, // Intestinal obstruction (disorder)
        ["126765001"] = Finding.Obstruction, // Gastrointestinal obstruction (disorder)
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Observables of a full blood count: the UK edition of SNOMED CT, and LOINC.</summary>
    internal static readonly FrozenDictionary<string, BloodFigure> BloodFigures = new Dictionary<string, BloodFigure>(StringComparer.Ordinal)
    {
        ["1022431000000105"] = BloodFigure.Haemoglobin, // Haemoglobin estimation
        ["718-7"] = BloodFigure.Haemoglobin,
        ["1022491000000106"] = BloodFigure.Mcv, // Mean corpuscular volume
        ["787-2"] = BloodFigure.Mcv,
        ["1022651000000100"] = BloodFigure.Platelets, // Platelet count
        ["777-3"] = BloodFigure.Platelets,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}

/// <summary>A figure of the full blood count.</summary>
internal enum BloodFigure
{
    Haemoglobin,
    Mcv,
    Platelets,
}
