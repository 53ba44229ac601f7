using System.Text.Json;
using FitPipeline.Intake.Referrals;

namespace FitPipeline.Intake.Fhir;

/// <summary>
/// Writes the FHIR answer to a request that was not taken: an OperationOutcome with the codes that receivers answer with in
/// the NHS Booking and Referral Standard (REC_…), so that a sender's software can act on them.
/// </summary>
public static class OperationOutcome
{
    /// <summary>The media type of what is written.</summary>
    public const string MediaType = "application/fhir+json";

    private const string Profile = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-OperationOutcome";
    private const string CodeSystem = "https://fhir.nhs.uk/Codesystem/http-error-codes";

    /// <summary>Writes the answer to a document that could not be read (400) or whose fields do not hold (422).</summary>
    /// <param name="reading">The reading; <see cref="ReferralReading.Refused"/> gives one issue for each reason, with its path as expression.</param>
    /// <returns>UTF-8.</returns>
    /// <exception cref="ArgumentException">The reading is of a referral that can be taken.</exception>
    public static byte[] Write(ReferralReading reading) => reading switch
    {
        ReferralReading.Unreadable unreadable => Write(400, unreadable.Because),
        ReferralReading.Refused refused => Write(422, refused.Errors),
        _ => throw new ArgumentException("A referral that was read has no errors to write.", nameof(reading)),
    };

    /// <summary>Writes one issue for each reason, with its path as expression.</summary>
    /// <param name="status">The HTTP status it goes with, 400 or more.</param>
    /// <param name="errors">Path to reasons; they must name no patient.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Write(int status, IReadOnlyDictionary<string, IReadOnlyList<string>> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return Write(status, errors.SelectMany(pair => pair.Value.Select(reason => (reason, (string?)pair.Key))));
    }

    /// <summary>Writes one issue.</summary>
    /// <param name="status">The HTTP status it goes with, 400 or more.</param>
    /// <param name="diagnostics">A sentence for the sender; it must name no patient.</param>
    /// <returns>UTF-8.</returns>
    public static byte[] Write(int status, string diagnostics) => Write(status, [(diagnostics, null)]);

    private static byte[] Write(int status, IEnumerable<(string Diagnostics, string? Expression)> issues)
    {
        (string type, string code) = Codes(status);
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "OperationOutcome");
            json.WriteStartObject("meta");
            json.WriteStartArray("profile");
            json.WriteStringValue(Profile);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("issue");
            foreach ((string diagnostics, string? expression) in issues)
            {
                Issue(json, type, code, diagnostics, expression);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Issue(Utf8JsonWriter json, string type, string code, string diagnostics, string? expression)
    {
        json.WriteStartObject();
        json.WriteString("severity", "error");
        json.WriteString("code", type);
        json.WriteStartObject("details");
        json.WriteStartArray("coding");
        json.WriteStartObject();
        json.WriteString("system", CodeSystem);
        json.WriteString("code", code);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("diagnostics", diagnostics);
        if (expression is not null)
        {
            json.WriteStartArray("expression");
            json.WriteStringValue(expression);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>The issue type (FHIR R4) and the receiver's code (BaRS) of a status.</summary>
    private static (string Type, string Code) Codes(int status) => status switch
    {
        401 => ("login", "REC_UNAUTHORIZED"),
        403 => ("forbidden", "REC_FORBIDDEN"),
        404 => ("not-found", "REC_NOT_FOUND"),
        405 => ("not-supported", "REC_METHOD_NOT_ALLOWED"),
        409 => ("conflict", "REC_CONFLICT"),
        413 => ("too-long", "REC_BAD_REQUEST"),
        415 => ("not-supported", "REC_BAD_REQUEST"),
        422 => ("processing", "REC_UNPROCESSABLE_ENTITY"),
        429 => ("throttled", "REC_TOO_MANY_REQUESTS"),
        501 => ("not-supported", "REC_NOT_IMPLEMENTED"),
        503 => ("transient", "REC_UNAVAILABLE"),
        >= 500 => ("exception", "REC_SERVER_ERROR"),
        _ => ("invalid", "REC_BAD_REQUEST"),
    };
}
