using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Intake.Referrals;

/// <summary>The words of a JSON referral, as the contract spells them.</summary>
internal static class ReferralVocabulary
{
    internal static readonly WireNames<Symptom> Symptoms = new(
        ("change-in-bowel-habit", Symptom.ChangeInBowelHabit),
        ("rectal-bleeding", Symptom.RectalBleeding),
        ("abdominal-pain", Symptom.AbdominalPain),
        ("weight-loss", Symptom.WeightLoss));

    internal static readonly WireNames<Finding> Findings = new(
        ("rectal-mass", Finding.RectalMass),
        ("anal-mass", Finding.AnalMass),
        ("anal-ulceration", Finding.AnalUlceration),
        ("abdominal-mass", Finding.AbdominalMass),
        ("obstruction", Finding.Obstruction));

    internal static readonly WireNames<Sex> Sexes = new(
        ("female", Sex.Female),
        ("male", Sex.Male),
        ("other", Sex.Other),
        ("notKnown", Sex.NotKnown),
        // The FHIR spelling, which several systems also send in JSON.
        ("unknown", Sex.NotKnown));

    internal static readonly WireNames<ContactFormat> Formats = new(
        ("largePrint", ContactFormat.LargePrint),
        ("braille", ContactFormat.Braille),
        ("audio", ContactFormat.Audio),
        ("easyRead", ContactFormat.EasyRead),
        ("bsl", ContactFormat.Bsl));
}
