using FitPipeline.Pathway.Policy;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Pathway.Tests;

/// <summary>NICE NG12 1.3.2, row by row at its age boundaries; what never waits; what cannot be answered yet.</summary>
public sealed class EligibilityTests
{
    private static ClinicalPicture Patient(int age, params Symptom[] symptoms) =>
        new(symptoms, [], IronDeficiencyAnaemia: false, Anaemia: false, Concern: false, age, Sex.Female);

    private static EligibilityAnswer Of(ClinicalPicture picture) => Eligibility.Of(picture, PathwayPolicy.Current);

    public static TheoryData<int, Symptom[], ReferralDecision> SymptomRows() => new()
    {
        // A change in bowel habit: any adult.
        { 17, [Symptom.ChangeInBowelHabit], ReferralDecision.NotIndicated },
        { 18, [Symptom.ChangeInBowelHabit], ReferralDecision.FitIndicated },
        { 90, [Symptom.ChangeInBowelHabit], ReferralDecision.FitIndicated },

        // Unexplained weight loss and abdominal pain: 40 and over.
        { 39, [Symptom.WeightLoss, Symptom.AbdominalPain], ReferralDecision.NotIndicated },
        { 40, [Symptom.WeightLoss, Symptom.AbdominalPain], ReferralDecision.FitIndicated },

        // Rectal bleeding with abdominal pain or weight loss: under 50; from 50 bleeding alone is enough.
        { 18, [Symptom.RectalBleeding, Symptom.AbdominalPain], ReferralDecision.FitIndicated },
        { 18, [Symptom.RectalBleeding, Symptom.WeightLoss], ReferralDecision.FitIndicated },
        { 49, [Symptom.RectalBleeding, Symptom.AbdominalPain], ReferralDecision.FitIndicated },
        { 49, [Symptom.RectalBleeding, Symptom.WeightLoss], ReferralDecision.FitIndicated },
        { 50, [Symptom.RectalBleeding, Symptom.WeightLoss], ReferralDecision.FitIndicated },
        { 17, [Symptom.RectalBleeding, Symptom.WeightLoss], ReferralDecision.NotIndicated },

        // Any one of bleeding, pain and weight loss: 50 and over.
        { 49, [Symptom.RectalBleeding], ReferralDecision.NotIndicated },
        { 49, [Symptom.AbdominalPain], ReferralDecision.NotIndicated },
        { 49, [Symptom.WeightLoss], ReferralDecision.NotIndicated },
        { 50, [Symptom.RectalBleeding], ReferralDecision.FitIndicated },
        { 50, [Symptom.AbdominalPain], ReferralDecision.FitIndicated },
        { 50, [Symptom.WeightLoss], ReferralDecision.FitIndicated },
    };

    [Theory]
    [MemberData(nameof(SymptomRows))]
    public void Given_symptoms_at_an_age_then_the_criteria_answer(int age, Symptom[] symptoms, ReferralDecision expected) =>
        Assert.Equal(expected, Of(Patient(age, symptoms)).Decision);

    [Theory]
    [InlineData(17, ReferralDecision.NotIndicated)]
    [InlineData(18, ReferralDecision.FitIndicated)]
    [InlineData(35, ReferralDecision.FitIndicated)]
    public void Given_iron_deficiency_anaemia_then_a_kit_is_offered_at_any_adult_age(int age, ReferralDecision expected) =>
        Assert.Equal(expected, Of(Patient(age) with { IronDeficiencyAnaemia = true }).Decision);

    [Theory]
    [InlineData(59, ReferralDecision.NotIndicated)]
    [InlineData(60, ReferralDecision.FitIndicated)]
    public void Given_anaemia_without_iron_deficiency_then_a_kit_is_offered_from_60(int age, ReferralDecision expected) =>
        Assert.Equal(expected, Of(Patient(age) with { Anaemia = true }).Decision);

    [Theory]
    [InlineData(Sex.Female, 119, ReferralDecision.FitIndicated)]
    [InlineData(Sex.Female, 120, ReferralDecision.InsufficientInformation)]
    [InlineData(Sex.Male, 129, ReferralDecision.FitIndicated)]
    [InlineData(Sex.Male, 130, ReferralDecision.InsufficientInformation)]
    [InlineData(Sex.NotKnown, 129, ReferralDecision.FitIndicated)]
    [InlineData(Sex.Other, 129, ReferralDecision.FitIndicated)]
    public void Given_only_a_blood_count_at_60_then_a_low_one_is_anaemia_and_a_normal_one_says_nothing(Sex sex, int haemoglobin, ReferralDecision expected) =>
        Assert.Equal(expected, Of(Patient(60) with { Sex = sex, HaemoglobinGramsPerLitre = haemoglobin }).Decision);

    [Theory]
    [InlineData(Finding.RectalMass)]
    [InlineData(Finding.AnalMass)]
    [InlineData(Finding.AnalUlceration)]
    public void Given_a_rectal_or_anal_mass_or_anal_ulceration_then_nobody_waits_for_a_kit_at_any_age(Finding finding)
    {
        foreach (int age in new[] { 16, 18, 49, 90 })
        {
            EligibilityAnswer answer = Of(Patient(age, Symptom.ChangeInBowelHabit) with { Findings = [Finding.AbdominalMass, finding] });
            Assert.Equal(ReferralDecision.ReferWithoutFit, answer.Decision);
        }
    }

    [Theory]
    [InlineData(Finding.AbdominalMass)]
    [InlineData(Finding.Obstruction)]
    public void Given_an_abdominal_mass_or_obstruction_then_the_kit_and_the_referral_go_together(Finding finding)
    {
        Assert.Equal(ReferralDecision.FitAndRefer, Of(Patient(18) with { Findings = [finding] }).Decision);
        Assert.Equal(ReferralDecision.FitAndRefer, Of(Patient(70, Symptom.ChangeInBowelHabit) with { Findings = [finding] }).Decision);
    }

    [Fact]
    public void Given_nothing_recorded_then_nobody_can_say() =>
        Assert.Equal(ReferralDecision.InsufficientInformation, Of(Patient(70)).Decision);

    [Fact]
    public void Given_anaemia_at_45_of_unsaid_kind_then_the_practice_is_asked_which()
    {
        ClinicalPicture picture = Patient(45) with { Anaemia = true, IronDeficiencyAnaemia = null };
        Assert.Equal(ReferralDecision.InsufficientInformation, Of(picture).Decision);
        Assert.Equal(ReferralDecision.FitIndicated, Of(picture with { IronDeficiencyAnaemia = true }).Decision);
        Assert.Equal(ReferralDecision.NotIndicated, Of(picture with { IronDeficiencyAnaemia = false }).Decision);

        // From 60 the kind does not matter.
        Assert.Equal(ReferralDecision.FitIndicated, Of(picture with { AgeInYears = 60 }).Decision);
    }

    [Fact]
    public void Given_a_low_blood_count_at_45_and_nothing_said_of_iron_then_nobody_is_turned_away() =>
        Assert.Equal(
            ReferralDecision.InsufficientInformation,
            Of(Patient(45, Symptom.RectalBleeding) with { Anaemia = null, IronDeficiencyAnaemia = null, HaemoglobinGramsPerLitre = 95m }).Decision);

    [Fact]
    public void Given_nothing_said_of_anaemia_at_all_then_nobody_is_turned_away_for_it()
    {
        ClinicalPicture picture = Patient(45, Symptom.RectalBleeding) with { Anaemia = null, IronDeficiencyAnaemia = null };
        Assert.Equal(ReferralDecision.InsufficientInformation, Of(picture).Decision);

        // Each of these rules iron-deficiency anaemia out.
        Assert.Equal(ReferralDecision.NotIndicated, Of(picture with { IronDeficiencyAnaemia = false }).Decision);
        Assert.Equal(ReferralDecision.NotIndicated, Of(picture with { Anaemia = false }).Decision);
        Assert.Equal(ReferralDecision.NotIndicated, Of(picture with { HaemoglobinGramsPerLitre = 140m }).Decision);
    }

    [Fact]
    public void Given_several_things_missing_then_all_are_named_at_once() =>
        Assert.Equal(2, Of(Patient(45) with { Anaemia = null, IronDeficiencyAnaemia = null }).Reasons.Count);

    [Fact]
    public void Given_every_picture_there_can_be_then_more_recorded_never_means_less_care()
    {
        // Adding a symptom, a finding or an anaemia to a picture never moves a patient towards no kit.
        foreach (ClinicalPicture picture in AllPictures())
        {
            int before = Care(Of(picture).Decision);
            foreach (Symptom symptom in Enum.GetValues<Symptom>())
            {
                Assert.True(Care(Of(picture with { Symptoms = [.. picture.Symptoms, symptom] }).Decision) >= before, $"{picture} + {symptom}");
            }

            foreach (Finding finding in Enum.GetValues<Finding>())
            {
                Assert.True(Care(Of(picture with { Findings = [.. picture.Findings, finding] }).Decision) >= before, $"{picture} + {finding}");
            }

            Assert.True(Care(Of(picture with { IronDeficiencyAnaemia = true, Anaemia = true }).Decision) >= before, $"{picture} + iron deficiency");
        }

        static int Care(ReferralDecision decision) => decision switch
        {
            ReferralDecision.NotIndicated => 0,
            ReferralDecision.InsufficientInformation => 0,
            ReferralDecision.FitIndicated => 1,
            ReferralDecision.FitAndRefer => 2,
            _ => 3,
        };
    }

    [Fact]
    public void Every_answer_has_reasons_and_each_is_a_sentence()
    {
        foreach (ClinicalPicture picture in AllPictures())
        {
            EligibilityAnswer answer = Of(picture);
            Assert.NotEmpty(answer.Reasons);
            Assert.All(answer.Reasons, reason => Sentences.AssertReadable(reason, picture.ToString()));
        }
    }

    [Fact]
    public void Given_a_policy_with_other_ages_then_the_reasons_name_those()
    {
        EligibilityAnswer answer = Eligibility.Of(Patient(45, Symptom.RectalBleeding), PathwayPolicy.Current with { SingleSymptomFrom = 45 });

        Assert.Contains(answer.Reasons, reason => reason.Contains("45", StringComparison.Ordinal));
    }

    private static IEnumerable<ClinicalPicture> AllPictures()
    {
        foreach (int age in new[] { 17, 18, 39, 40, 49, 50, 59, 60 })
        {
            for (int symptoms = 0; symptoms < 16; symptoms++)
            {
                foreach (bool? anaemia in new bool?[] { null, false, true })
                {
                    foreach (bool? iron in new bool?[] { null, false, true })
                    {
                        Symptom[] chosen = [.. Enum.GetValues<Symptom>().Where(symptom => (symptoms & (1 << (int)symptom)) != 0)];
                        yield return Patient(age, chosen) with { Anaemia = anaemia, IronDeficiencyAnaemia = iron };
                    }
                }
            }
        }
    }
}
