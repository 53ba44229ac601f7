using System.Text.Json;

namespace FitPipeline.Intake.Fhir;

/// <summary>
/// Writes what this service speaks of FHIR R4, for a sender's software to ask before it sends: referrals in, as a message of
/// the NHS Booking and Referral Standard, a collection, a transaction or a single ServiceRequest. It promises nothing else.
/// </summary>
public static class CapabilityStatement
{
    private const string MessageDefinition = "https://fhir.nhs.uk/MessageDefinition/bars-message-servicerequest-request-referral";

    /// <summary>Writes it.</summary>
    /// <param name="referrals">The path that takes referrals.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Write(string referrals)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "CapabilityStatement");
            json.WriteString("name", "FitPipeline");
            json.WriteString("title", "FitPipeline: referrals to a postal FIT service");
            json.WriteString("status", "active");

            // When what is said here last changed.
            json.WriteString("date", "2026-11-22");
            json.WriteString("kind", "instance");
            Software(json, referrals);
            json.WriteString("fhirVersion", "4.0.1");
            Strings(json, "format", OperationOutcome.MediaType);
            Messaging(json, referrals);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Software(Utf8JsonWriter json, string referrals)
    {
        json.WriteStartObject("software");
        json.WriteString("name", "FitPipeline");
        json.WriteEndObject();
        json.WriteStartObject("implementation");
        json.WriteString(
            "description",
            $"Referrals are posted to {referrals} with a bearer token of the practice and an X-Request-ID. The answer is JSON, a refusal an OperationOutcome with the receiver's codes of the NHS Booking and Referral Standard.");
        json.WriteEndObject();
    }

    private static void Messaging(Utf8JsonWriter json, string referrals)
    {
        json.WriteStartArray("messaging");
        json.WriteStartObject();
        json.WriteStartArray("endpoint");
        json.WriteStartObject();
        json.WriteStartObject("protocol");
        json.WriteString("system", "http://terminology.hl7.org/CodeSystem/message-transport");
        json.WriteString("code", "http");
        json.WriteEndObject();
        json.WriteString("address", referrals);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString(
            "documentation",
            "A Bundle of type message (event servicerequest-request, reason new), collection or transaction, or one ServiceRequest with its Patient contained. X-Request-ID makes a repeat known.");
        json.WriteStartArray("supportedMessage");
        json.WriteStartObject();
        json.WriteString("mode", "receiver");
        json.WriteString("definition", MessageDefinition);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
