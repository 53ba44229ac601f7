using FitPipeline.Pathway.Policy;

namespace FitPipeline.Pathway.Referrals;

/// <summary>The answer of decision support, with every reason in words.</summary>
/// <param name="Decision">What happens to the referral.</param>
/// <param name="Reasons">One sentence a reason; never empty.</param>
public sealed record EligibilityAnswer(ReferralDecision Decision, IReadOnlyList<string> Reasons);

/// <summary>
/// Who is offered a kit, who must not wait for one. The criteria are those of NICE NG12 recommendation 1.3.2
/// (as amended August 2023): each is one row below.
/// </summary>
public static class Eligibility
{
    /// <summary>Answers a referral. Pure: the same picture and policy give the same answer.</summary>
    public static EligibilityAnswer Of(ClinicalPicture picture, PathwayPolicy policy)
    {
        List<string> reasons = [.. NeverWaits(picture)];
        if (reasons.Count > 0)
        {
            reasons.Add("Refer on the suspected-cancer pathway today; do not wait for a kit.");
            return new(ReferralDecision.ReferWithoutFit, reasons);
        }

        if (picture.AgeInYears < policy.AdultFrom)
        {
            return new(ReferralDecision.NotIndicated, ["The criteria are for adults; ask the children's team for advice."]);
        }

        reasons.AddRange(ReferAlongside(picture));
        if (reasons.Count > 0)
        {
            reasons.Add("Refer on the suspected-cancer pathway now; a kit is posted at the same time.");
            return new(ReferralDecision.FitAndRefer, reasons);
        }

        reasons.AddRange(Indications(picture, policy));
        if (reasons.Count > 0)
        {
            return new(ReferralDecision.FitIndicated, reasons);
        }

        reasons.AddRange(Missing(picture, policy));
        return reasons.Count > 0
            ? new(ReferralDecision.InsufficientInformation, reasons)
            : new(ReferralDecision.NotIndicated, ["What is recorded meets none of the criteria for a kit at this age."]);
    }

    private static IEnumerable<string> NeverWaits(ClinicalPicture picture)
    {
        if (picture.Findings.Contains(Finding.RectalMass))
        {
            yield return "A rectal mass must not wait for a kit.";
        }

        if (picture.Findings.Contains(Finding.AnalMass))
        {
            yield return "An unexplained anal mass must not wait for a kit.";
        }

        if (picture.Findings.Contains(Finding.AnalUlceration))
        {
            yield return "Unexplained anal ulceration must not wait for a kit.";
        }
    }

    private static IEnumerable<string> ReferAlongside(ClinicalPicture picture)
    {
        if (picture.Findings.Contains(Finding.AbdominalMass))
        {
            yield return "An abdominal mass needs a kit and a referral together.";
        }

        if (picture.Findings.Contains(Finding.Obstruction))
        {
            yield return "Obstructive symptoms need a kit and a referral together.";
        }
    }

    private static IEnumerable<string> Indications(ClinicalPicture picture, PathwayPolicy policy)
    {
        int age = picture.AgeInYears;
        bool bleeding = picture.Symptoms.Contains(Symptom.RectalBleeding);
        bool pain = picture.Symptoms.Contains(Symptom.AbdominalPain);
        bool weightLoss = picture.Symptoms.Contains(Symptom.WeightLoss);

        if (picture.Symptoms.Contains(Symptom.ChangeInBowelHabit))
        {
            yield return "A change in bowel habit, at any adult age.";
        }

        if (picture.IronDeficiencyAnaemia is true)
        {
            yield return "Iron-deficiency anaemia, at any adult age.";
        }

        if (weightLoss && pain && age >= policy.WeightLossWithPainFrom)
        {
            yield return $"Weight loss with abdominal pain, aged {policy.WeightLossWithPainFrom} or over.";
        }

        if (bleeding && (pain || weightLoss) && age < policy.SingleSymptomFrom)
        {
            yield return $"Rectal bleeding with abdominal pain or weight loss, aged under {policy.SingleSymptomFrom}.";
        }

        if ((bleeding || pain || weightLoss) && age >= policy.SingleSymptomFrom)
        {
            yield return $"Rectal bleeding, abdominal pain or weight loss, aged {policy.SingleSymptomFrom} or over.";
        }

        if (picture.IsAnaemic(policy) && picture.IronDeficiencyAnaemia is not true && age >= policy.AnaemiaFrom)
        {
            yield return $"Anaemia without iron deficiency, aged {policy.AnaemiaFrom} or over.";
        }
    }

    // Nobody is turned away for something the practice did not say. Iron deficiency is only known to be absent when it is said
    // to be, or when there is no anaemia for it to cause.
    private static IEnumerable<string> Missing(ClinicalPicture picture, PathwayPolicy policy)
    {
        if (picture.IronDeficiencyAnaemia is null)
        {
            if (picture.IsAnaemic(policy))
            {
                yield return "Say whether the anaemia is iron-deficient: it decides whether a kit is offered at this age.";
            }
            else if (picture.Anaemia is null && picture.HaemoglobinGramsPerLitre is null)
            {
                yield return "Say whether the patient has iron-deficiency anaemia: it decides whether a kit is offered at this age.";
            }
        }

        if (picture.Symptoms.Count == 0 && picture.Findings.Count == 0
            && picture.Anaemia is not true && picture.IronDeficiencyAnaemia is not true)
        {
            yield return "Name at least one symptom, finding or anaemia; the criteria cannot be applied to nothing.";
        }
    }
}
