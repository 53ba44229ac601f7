using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Json;
using FitPipeline.Pathway.Referrals;

namespace FitPipeline.Intake.Referrals.Fhir;

/// <summary>
/// What the practice was told and found, from the request's reasons and from the Conditions and Observations that come with
/// it. A reason that cannot be understood refuses the referral: it may be the one that says not to wait for a kit.
/// </summary>
internal sealed class FhirClinicalReader(FhirDocument document, FhirElement request, FieldErrors errors, ReferralChecks checks)
{
    private readonly HashSet<Symptom> _symptoms = [];
    private readonly HashSet<Finding> _findings = [];
    private readonly FhirBloodCount _blood = new(errors, checks);
    private bool? _ironDeficiency;
    private bool? _anaemia;

    internal ClinicalDetails Read(bool concern, DateOnly? born)
    {
        foreach (FhirElement reason in request.Each("reasonCode"))
        {
            if (!TryTake(reason, present: true))
            {
                errors.Add("ServiceRequest.reasonCode", "Each must carry a code that is known here; the table is in docs/formats.md.");
            }
        }

        foreach (FhirElement reference in request.Each("reasonReference"))
        {
            FhirElement reason = document.Resolve(reference);
            if (reason.ResourceType is not ("Condition" or "Observation"))
            {
                errors.Add("ServiceRequest.reasonReference", "Each must refer to a Condition or an Observation in the document.");
            }
            else if (!IsKnown(reason["code"]))
            {
                errors.Add("ServiceRequest.reasonReference", "Each must lead to a code that is known here; the table is in docs/formats.md.");
            }
        }

        foreach (FhirElement condition in document.OfType("Condition"))
        {
            Take(condition);
        }

        foreach (FhirElement observation in document.OfType("Observation"))
        {
            TakeObservation(observation);
        }

        return new ClinicalDetails(_symptoms, _findings, _ironDeficiency, _anaemia, concern, _blood.Finish(born));
    }

    private static bool IsKnown(FhirElement concept) => Codes(concept).Any(code =>
        ReferralCodes.Symptoms.ContainsKey(code) || ReferralCodes.Findings.ContainsKey(code) || ReferralCodes.BloodFigures.ContainsKey(code)
        || code is ReferralCodes.IronDeficiencyAnaemia or ReferralCodes.Anaemia)
        || concept.Codes(ReferralCodes.SymptomSystem).Any(code => ReferralVocabulary.Symptoms.TryGet(code, out _))
        || concept.Codes(ReferralCodes.FindingSystem).Any(code => ReferralVocabulary.Findings.TryGet(code, out _));

    private static IEnumerable<string> Codes(FhirElement concept) => concept.Codes(FhirElement.Snomed).Concat(concept.Codes(FhirElement.Loinc));

    private void Take(FhirElement condition)
    {
        string[] verification = [.. condition["verificationStatus"].Each("coding").Select(coding => coding["code"].Text).OfType<string>()];
        string[] clinical = [.. condition["clinicalStatus"].Each("coding").Select(coding => coding["code"].Text).OfType<string>()];
        if (verification.Contains("entered-in-error") || clinical.Intersect(["inactive", "resolved", "remission"]).Any())
        {
            return;
        }

        TryTake(condition["code"], present: !verification.Contains("refuted"));
    }

    private void TakeObservation(FhirElement observation)
    {
        if (observation["status"].Text is "entered-in-error" or "cancelled" || !IsKnown(observation["code"]))
        {
            return;
        }

        foreach (string code in Codes(observation["code"]))
        {
            if (ReferralCodes.BloodFigures.TryGetValue(code, out BloodFigure figure))
            {
                _blood.Take(figure, observation);
                return;
            }
        }

        string[] answers = [.. observation["valueCodeableConcept"].Codes(FhirElement.Snomed)];
        if (observation["valueBoolean"].Flag is bool flag)
        {
            TryTake(observation["code"], flag);
        }
        else if (answers.Contains(ReferralCodes.Absent) || answers.Contains(ReferralCodes.Present))
        {
            TryTake(observation["code"], answers.Contains(ReferralCodes.Present));
        }
        else if (observation["valueCodeableConcept"].Exists || observation["valueString"].Exists || observation["valueQuantity"].Exists)
        {
            errors.Add("Observation.value", "A symptom or finding must be valued true or false, or SNOMED CT present or absent.");
        }
        else
        {
            // An observation of a finding without a value says that it was observed.
            TryTake(observation["code"], present: true);
        }
    }

    /// <summary>Takes a concept in; false when none of its codes is known.</summary>
    private bool TryTake(FhirElement concept, bool present)
    {
        bool known = false;
        foreach (string code in Codes(concept))
        {
            if (ReferralCodes.Symptoms.TryGetValue(code, out Symptom symptom))
            {
                known = true;
                Note(_symptoms, symptom, present);
            }
            else if (ReferralCodes.Findings.TryGetValue(code, out Finding finding))
            {
                known = true;
                Note(_findings, finding, present);
            }
            else if (code == ReferralCodes.IronDeficiencyAnaemia)
            {
                known = true;
                _ironDeficiency = Either(_ironDeficiency, present);
            }
            else if (code == ReferralCodes.Anaemia)
            {
                known = true;
                _anaemia = Either(_anaemia, present);
            }
        }

        foreach (string word in concept.Codes(ReferralCodes.SymptomSystem))
        {
            if (ReferralVocabulary.Symptoms.TryGet(word, out Symptom symptom))
            {
                known = true;
                Note(_symptoms, symptom, present);
            }
        }

        foreach (string word in concept.Codes(ReferralCodes.FindingSystem))
        {
            if (ReferralVocabulary.Findings.TryGet(word, out Finding finding))
            {
                known = true;
                Note(_findings, finding, present);
            }
        }

        return known;
    }

    // Said once to be there, it is there, whatever else is said: the safer of two readings.
    private static void Note<T>(HashSet<T> all, T one, bool present)
    {
        if (present)
        {
            all.Add(one);
        }
    }

    private static bool Either(bool? before, bool now) => before == true || now;
}
