using System.Text.Json;
using FitPipeline.Application.People;
using FitPipeline.Pathway.Haemoglobin;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Results;

namespace FitPipeline.Application.Practices;

/// <summary>
/// A notice to a practice as FHIR R4: a DiagnosticReport when it tells a result, a Communication otherwise. What the practice
/// sent (its referral's id, its patient's NHS number) is how it finds the patient; no name is in it.
/// </summary>
/// <remarks>
/// Codes: the test is SNOMED CT 1049361000000101, the only member of the NHS refset FAECIMM_COD; the value LOINC 27396-1 with
/// UCUM <c>ug/g</c>. Systems after FHIR UK Core.
/// </remarks>
public static class FhirNotice
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "application/fhir+json";

    private const string Snomed = "http://snomed.info/sct";
    private const string Loinc = "http://loinc.org";
    private const string NhsNumbers = "https://fhir.nhs.uk/Id/nhs-number";
    private const string OdsCodes = "https://fhir.nhs.uk/Id/ods-organization-code";

    /// <summary>Writes a notice.</summary>
    /// <param name="notice">What the practice was told.</param>
    /// <param name="journey">The journey as it is now.</param>
    /// <param name="patient">Whose it is.</param>
    public static byte[] Write(PracticeNotification notice, Journey journey, PatientRecord patient)
    {
        using MemoryStream document = new();
        using (Utf8JsonWriter json = new(document))
        {
            LabResult? result = NoticeDescriptions.TellsAResult(notice.Notice)
                ? journey.Results.LastOrDefault(one => one.Counts && one.ReportedAt <= notice.At) ?? journey.Results.LastOrDefault(one => one.ReportedAt <= notice.At)
                : null;
            json.WriteStartObject();
            if (result is null)
            {
                Communication(json, notice, patient);
            }
            else
            {
                Report(json, notice, result, patient);
            }

            json.WriteEndObject();
        }

        return document.ToArray();
    }

    private static void Communication(Utf8JsonWriter json, PracticeNotification notice, PatientRecord patient)
    {
        json.WriteString("resourceType", "Communication");
        json.WriteString("id", Id(notice));
        json.WriteString("status", "completed");
        Subject(json, patient);
        Request(json, "about", patient);
        json.WriteString("sent", notice.At);
        json.WriteStartArray("recipient");
        Organisation(json, notice.Practice);
        json.WriteEndArray();
        json.WriteStartArray("reasonCode");
        json.WriteStartObject();
        json.WriteString("text", JsonNamingPolicy.CamelCase.ConvertName(notice.Notice.ToString()));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("payload");
        json.WriteStartObject();
        json.WriteString("contentString", NoticeDescriptions.Of(notice.Notice));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Report(Utf8JsonWriter json, PracticeNotification notice, LabResult result, PatientRecord patient)
    {
        json.WriteString("resourceType", "DiagnosticReport");
        json.WriteString("id", Id(notice));
        json.WriteStartArray("contained");
        Observation(json, result, patient);
        json.WriteEndArray();
        Request(json, "basedOn", patient);

        // A value that no longer stands must not be filed as if it did.
        json.WriteString("status", result.Counts ? "final" : "preliminary");
        json.WriteStartArray("category");
        Concept(json, null, "http://terminology.hl7.org/CodeSystem/v2-0074", "LAB", "Laboratory");
        json.WriteEndArray();
        Concept(json, "code", Snomed, "1049361000000101", "Quantitative faecal immunochemical test");
        Subject(json, patient);
        json.WriteString("issued", result.ReportedAt);
        json.WriteStartArray("result");
        json.WriteStartObject();
        json.WriteString("reference", "#value");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("conclusion", NoticeDescriptions.Of(notice.Notice));
    }

    private static void Observation(Utf8JsonWriter json, LabResult result, PatientRecord patient)
    {
        json.WriteStartObject();
        json.WriteString("resourceType", "Observation");
        json.WriteString("id", "value");
        json.WriteString("status", result.Counts ? "final" : "preliminary");
        bool perGram = result.Value.Unit is HaemoglobinUnit.MicrogramsPerGram;
        Concept(json, "code", Loinc, perGram ? "27396-1" : "58453-2", "Hemoglobin.gastrointestinal in Stool");
        Subject(json, patient);
        json.WriteString("issued", result.ReportedAt);
        json.WriteStartObject("valueQuantity");
        json.WriteNumber("value", result.Value.Number);
        if (result.Value.Comparator.ToText() is { Length: > 0 } comparator)
        {
            json.WriteString("comparator", comparator);
        }

        json.WriteString("unit", perGram ? "ug/g" : "ng/mL");
        json.WriteString("system", "http://unitsofmeasure.org");
        json.WriteString("code", perGram ? "ug/g" : "ng/mL");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // A FHIR id has letters, digits, hyphens and dots, at most 64.
    private static string Id(PracticeNotification notice) => notice.NoticeId.Length <= 64 ? notice.NoticeId : notice.NoticeId[^64..];

    private static void Subject(Utf8JsonWriter json, PatientRecord patient)
    {
        json.WriteStartObject("subject");
        json.WriteString("type", "Patient");
        Identifier(json, NhsNumbers, patient.Details.NhsNumber.Value);
        json.WriteEndObject();
    }

    // The practice knows its referral by its own id.
    private static void Request(Utf8JsonWriter json, string name, PatientRecord patient)
    {
        json.WriteStartArray(name);
        json.WriteStartObject();
        json.WriteString("type", "ServiceRequest");
        Identifier(json, null, patient.ReferralId);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Organisation(Utf8JsonWriter json, OdsCode practice)
    {
        json.WriteStartObject();
        json.WriteString("type", "Organization");
        Identifier(json, OdsCodes, practice.Value);
        json.WriteEndObject();
    }

    private static void Identifier(Utf8JsonWriter json, string? system, string value)
    {
        json.WriteStartObject("identifier");
        if (system is not null)
        {
            json.WriteString("system", system);
        }

        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static void Concept(Utf8JsonWriter json, string? name, string system, string code, string display)
    {
        if (name is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(name);
        }

        json.WriteStartArray("coding");
        json.WriteStartObject();
        json.WriteString("system", system);
        json.WriteString("code", code);
        json.WriteString("display", display);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
