using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Fhir;

/// <summary>Whom a report's subject names: a Patient in the document, or an NHS number on the reference itself.</summary>
internal sealed class FhirReportPatient(LabRowDraft draft)
{
    internal void Apply(FhirElement patient, FhirElement reference)
    {
        string[] numbers = [.. patient.Identifiers(FhirElement.NhsNumberSystem).Concat(reference.Identifiers(FhirElement.NhsNumberSystem)).Distinct()];
        if (numbers.Length > 1)
        {
            draft.Fault("The report has two different NHS numbers.");
        }

        draft.NhsNumber(numbers.FirstOrDefault());
        FhirElement[] names = [.. patient.Each("name").Where(name => name["use"].Text is null or "official" or "usual")];
        draft.FamilyName(names.FirstOrDefault()["family"].Text);
        if (patient["birthDate"].Text is not string born)
        {
            return;
        }

        if (Iso8601.TryDate(born, out DateOnly day))
        {
            draft.DateOfBirth(day);
        }
        else
        {
            draft.Fault("The date of birth " + LabFaults.BadDate);
        }
    }
}
