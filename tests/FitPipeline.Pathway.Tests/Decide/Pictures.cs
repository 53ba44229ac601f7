using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Pathway.Tests;

/// <summary>Patients as their practices describe them at referral.</summary>
internal static class Pictures
{
    /// <summary>A change in bowel habit at 65 and nothing else: a result below the threshold reassures.</summary>
    public static ClinicalPicture Plain { get; } = new(
        [Symptom.ChangeInBowelHabit], [], IronDeficiencyAnaemia: false, Anaemia: false, Concern: false, AgeInYears: 65, Sex.Female);

    public static ClinicalPicture WithConcern { get; } = Plain with { Concern = true };

    public static ClinicalPicture WithIronDeficiency { get; } = Plain with { IronDeficiencyAnaemia = true, Anaemia = true };

    public static ClinicalPicture WithAbdominalMass { get; } = Plain with { Findings = [Finding.AbdominalMass] };

    public static ClinicalPicture WithRectalMass { get; } = Plain with { Findings = [Finding.RectalMass] };

    public static ClinicalPicture NothingThatCounts { get; } = Plain with { Symptoms = [Symptom.RectalBleeding], AgeInYears = 30 };
}
