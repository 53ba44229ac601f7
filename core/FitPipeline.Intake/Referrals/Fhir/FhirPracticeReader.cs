using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Json;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Identity;

namespace FitPipeline.Intake.Referrals.Fhir;

/// <summary>
/// Who asks: the organisation of the requester, or the message's sender, or the practice the patient is registered with.
/// Whichever it is, the service takes a referral only from a caller who is that practice.
/// </summary>
internal sealed class FhirPracticeReader(FhirDocument document, FhirElement request, FhirElement patient, FieldErrors errors, ReferralChecks checks)
{
    private const string Path = "ServiceRequest.requester";

    internal PracticeDetails? Read()
    {
        FhirElement requester = document.Resolve(request["requester"]);
        string? ods = OdsOf(request["requester"]);
        FhirElement clinician = requester.ResourceType == "Practitioner" ? requester : default;
        if (requester.ResourceType == "PractitionerRole")
        {
            clinician = document.Resolve(requester["practitioner"]);
            ods ??= OdsOf(requester["organization"]);
        }

        if (ods is null)
        {
            FhirElement header = document.Resources.FirstOrDefault(resource => resource.ResourceType == "MessageHeader");
            ods = OdsOf(header["sender"]);
        }

        ods ??= patient.Each("generalPractitioner").Select(OdsOf).FirstOrDefault(code => code is not null);
        if (ods is null)
        {
            errors.Add(Path, "It must lead to an organisation with an ODS code, or the message's sender must.");
            return null;
        }

        string? name = NameOf(clinician) ?? request["requester"]["display"].Text;
        if (name is not null && PlainText.Fault(name, PlainText.MaxName) is string fault)
        {
            errors.Add(Path + ".name", fault);
        }

        return checks.OdsCode(Path + ".identifier", ods) is OdsCode code ? new PracticeDetails(code, name) : null;
    }

    /// <summary>
    /// The ODS code a Reference leads to: on the Reference itself, on the organisation in the document, or as the id of one
    /// outside it (Organization/A99001).
    /// </summary>
    private string? OdsOf(FhirElement reference)
    {
        string? outside = reference["reference"].Text is string target && target.StartsWith("Organization/", StringComparison.Ordinal)
            ? target["Organization/".Length..]
            : null;
        FhirElement organisation = document.Resolve(reference);
        return Code(reference) ?? Code(organisation) ?? (organisation.Exists ? null : outside);
    }

    private static string? Code(FhirElement holder) => holder.Identifiers(FhirElement.OdsSystem) is [string code, ..] ? code : null;

    private static string? NameOf(FhirElement practitioner)
    {
        FhirElement name = practitioner.Each("name").FirstOrDefault();
        if (name["text"].Text is string written)
        {
            return written;
        }

        string parts = string.Join(' ', name.Each("prefix").Concat(name.Each("given")).Append(name["family"]).Select(part => part.Text).OfType<string>());
        return parts.Length == 0 ? null : parts;
    }
}
