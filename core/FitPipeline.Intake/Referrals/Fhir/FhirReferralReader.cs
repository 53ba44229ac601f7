using System.Text.Json;
using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Json;
using FitPipeline.Intake.Text;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Intake.Referrals.Fhir;

/// <summary>
/// Reads a referral in FHIR R4 (<c>application/fhir+json</c>): a Bundle of type message (BaRS <c>$process-message</c>,
/// servicerequest-request), collection or transaction, or one ServiceRequest with its Patient contained.
/// </summary>
public static class FhirReferralReader
{
    private const string ConcernExtension = "urn:fitpipeline:clinical-concern";

    /// <summary>Reads one referral, naming every fault at once. The caller limits the body to 256 KiB.</summary>
    /// <param name="utf8">The body; a byte order mark is passed over.</param>
    /// <param name="receivedAt">When it arrived; what lies more than five minutes after it is in the future.</param>
    /// <returns>The referral, or why it is not one; the paths of errors are FHIRPath expressions.</returns>
    public static ReferralReading Read(ReadOnlyMemory<byte> utf8, DateTimeOffset receivedAt)
    {
        if (!JsonBody.TryOpen(utf8, out JsonDocument? json, out string? because))
        {
            return new ReferralReading.Unreadable(because!);
        }

        using (json)
        {
            if (json!.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new ReferralReading.Unreadable("The body must be one FHIR resource.");
            }

            FhirDocument document = new(json.RootElement);
            FieldErrors errors = new();
            ReferralMessage? message = FindRequest(document, errors) is FhirElement request
                ? ReadMessage(document, request, errors, new ReferralChecks(errors, receivedAt))
                : null;
            return message is null || errors.Any
                ? new ReferralReading.Refused(errors.ToErrors())
                : new ReferralReading.Read(message);
        }
    }

    private static FhirElement? FindRequest(FhirDocument document, FieldErrors errors)
    {
        FhirElement root = document.Root;
        switch (root.ResourceType)
        {
            case "ServiceRequest":
                return root;
            case "Bundle" when root["type"].Text is "message":
                return FindFocus(document, errors);
            case "Bundle" when root["type"].Text is "collection" or "transaction":
                return TheOnly(document, errors);
            case "Bundle":
                errors.Add("Bundle.type", "It must be message, collection or transaction.");
                return null;
            default:
                errors.Add("resourceType", "It must be Bundle or ServiceRequest.");
                return null;
        }
    }

    private static FhirElement? FindFocus(FhirDocument document, FieldErrors errors)
    {
        FhirElement header = document.Resources.FirstOrDefault(resource => resource.ResourceType == "MessageHeader");
        if (!header.Exists)
        {
            errors.Add("MessageHeader", "It is required in a message.");
            return null;
        }

        if (header["eventCoding"]["code"].Text is string code && code != "servicerequest-request")
        {
            errors.Add("MessageHeader.eventCoding.code", "It must be servicerequest-request; other messages are not taken here.");
        }

        if (header["reason"].Each("coding").Select(coding => coding["code"].Text).OfType<string>().Any(reason => reason != "new"))
        {
            errors.Add("MessageHeader.reason", "It must be new; a change to a referral is not taken here.");
        }

        FhirElement focus = header.Each("focus").Select(reference => document.Resolve(reference)).FirstOrDefault(resource => resource.ResourceType == "ServiceRequest");
        return focus.Exists ? focus : TheOnly(document, errors);
    }

    private static FhirElement? TheOnly(FhirDocument document, FieldErrors errors)
    {
        FhirElement[] requests = [.. document.Resources.Where(resource => resource.ResourceType == "ServiceRequest").Take(2)];
        if (requests.Length == 1)
        {
            return requests[0];
        }

        errors.Add("ServiceRequest", requests.Length == 0 ? "It is required." : "There must be only one.");
        return null;
    }

    private static ReferralMessage? ReadMessage(FhirDocument document, FhirElement request, FieldErrors errors, ReferralChecks checks)
    {
        string? id = ReadId(request, errors);
        CheckOrder(request, errors);
        PatientDetails? patient = null;
        FhirElement subject = document.Resolve(request["subject"]);
        if (subject.ResourceType == "Patient")
        {
            patient = new FhirPatientReader(subject, errors, checks).Read();
        }
        else
        {
            errors.Add("ServiceRequest.subject", "It must refer to a Patient in the document.");
        }

        PracticeDetails? practice = new FhirPracticeReader(document, request, subject, errors, checks).Read();
        ClinicalDetails clinical = new FhirClinicalReader(document, request, errors, checks).Read(
            request.Extensions(ConcernExtension).Any(extension => extension["valueBoolean"].Flag == true), patient?.DateOfBirth);
        DateTimeOffset? requestedAt = ReadAuthored(request, errors, checks);
        return id is null || patient is null || practice is null || requestedAt is not DateTimeOffset at
            ? null
            : new ReferralMessage(id, patient, practice, clinical, at);
    }

    private static string? ReadId(FhirElement request, FieldErrors errors)
    {
        string? id = request.Each("identifier").Select(identifier => identifier["value"].Text).OfType<string>().FirstOrDefault() ?? request["id"].Text;
        if (id is null)
        {
            errors.Add("ServiceRequest.identifier", "It is required.");
        }
        else if (PlainText.Fault(id, ReferralChecks.MaxId) is string fault)
        {
            errors.Add("ServiceRequest.identifier", fault);
        }

        return id;
    }

    private static void CheckOrder(FhirElement request, FieldErrors errors)
    {
        if (request["status"].Text is not "active")
        {
            errors.Add("ServiceRequest.status", "It must be active.");
        }

        if (request["doNotPerform"].Flag == true)
        {
            errors.Add("ServiceRequest.doNotPerform", "It says that the test must not be done.");
        }

        if (request["code"].Exists && !request["code"].Codes(FhirElement.Snomed).Any(ReferralCodes.Fit.Contains))
        {
            errors.Add("ServiceRequest.code", "It must be the quantitative faecal immunochemical test, SNOMED CT 1049361000000101.");
        }
    }

    private static DateTimeOffset? ReadAuthored(FhirElement request, FieldErrors errors, ReferralChecks checks)
    {
        string? text = request["authoredOn"].Text;
        if (text is null)
        {
            errors.Add("ServiceRequest.authoredOn", "It is required.");
            return null;
        }

        // FHIR allows a day alone; its first moment keeps every clock that starts here on the patient's side.
        if (Iso8601.TryDate(text, out DateOnly day))
        {
            return checks.RequestedAt("ServiceRequest.authoredOn", ServiceCalendar.At(day, TimeOnly.MinValue));
        }

        if (Iso8601.TryTime(text, out DateTime wall, out TimeSpan? offset) && offset is TimeSpan ahead)
        {
            return checks.RequestedAt("ServiceRequest.authoredOn", new DateTimeOffset(wall, ahead).ToUniversalTime());
        }

        errors.Add("ServiceRequest.authoredOn", "It must be a day, or a time with its offset, written like 2026-01-05T09:12:00Z.");
        return null;
    }
}
