using FitPipeline.Intake.Referrals;
using FitPipeline.Intake.Referrals.Fhir;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Intake.Tests;

public sealed class ReferralCodesTests
{
    [Fact]
    public void Given_the_table_of_codes_then_each_of_SNOMED_CT_is_a_concept_whose_check_digit_fits()
    {
        IEnumerable<string> codes = ReferralCodes.Symptoms.Keys
            .Concat(ReferralCodes.Findings.Keys)
            .Concat(ReferralCodes.Fit)
            .Concat(ReferralCodes.BloodFigures.Keys.Where(code => !code.Contains('-', StringComparison.Ordinal)))
            .Concat([ReferralCodes.IronDeficiencyAnaemia, ReferralCodes.Anaemia, ReferralCodes.Absent, ReferralCodes.Present]);
        Assert.All(codes, code => Assert.True(SnomedCode.TryParse(code, out SnomedCode? known, out _) && known.IsConcept, code));
    }

    [Fact]
    public void Given_every_symptom_and_finding_then_a_FHIR_referral_has_a_way_to_say_it()
    {
        Assert.All(Enum.GetValues<Symptom>(), symptom => Assert.Contains(symptom, ReferralCodes.Symptoms.Values));
        Assert.All(
            Enum.GetValues<Finding>().Except([Finding.AnalMass]),
            finding => Assert.Contains(finding, ReferralCodes.Findings.Values));
        Assert.True(ReferralVocabulary.Findings.TryGet("anal-mass", out _));
    }
}
