using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FitPipeline.Intake.Referrals;
using FitPipeline.Intake.Results;
using FitPipeline.Intake.Scans;

namespace FitPipeline.Intake.Tests;

/// <summary>Readings as JSON that a laboratory can read: what is absent is left out.</summary>
internal static class Rendering
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Of(IReadOnlyList<LabReading> readings) => Write(json =>
    {
        json.WriteStartArray();
        foreach (LabReading reading in readings)
        {
            json.WriteStartObject();
            Lab(json, reading);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    internal static string Of(ReferralReading reading) => Write(json =>
    {
        json.WriteStartObject();
        switch (reading)
        {
            case ReferralReading.Read read:
                json.WriteStartObject("read");
                Referral(json, read.Message);
                json.WriteEndObject();
                break;
            case ReferralReading.Refused refused:
                Errors(json, refused.Errors);
                break;
            case ReferralReading.Unreadable unreadable:
                json.WriteString("unreadable", unreadable.Because);
                break;
        }

        json.WriteEndObject();
    });

    internal static string Of(ScanListReading reading) => Write(json =>
    {
        json.WriteStartObject();
        switch (reading)
        {
            case ScanListReading.Read read:
                json.WriteStartArray("scans");
                foreach (ScanReading scan in read.Scans)
                {
                    json.WriteStartObject();
                    Scan(json, scan);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            case ScanListReading.Refused refused:
                Errors(json, refused.Errors);
                break;
            case ScanListReading.Unreadable unreadable:
                json.WriteString("unreadable", unreadable.Because);
                break;
        }

        json.WriteEndObject();
    });

    private static void Lab(Utf8JsonWriter json, LabReading reading)
    {
        switch (reading)
        {
            case LabRow row:
                Row(json, row);
                break;
            case RowFault fault:
                json.WriteNumber("row", fault.Row);
                json.WriteString("rowFault", fault.Because);
                break;
            case FileFault fault:
                json.WriteString("fileFault", fault.Because);
                Text(json, "line", fault.Line?.ToString(CultureInfo.InvariantCulture));
                break;
            case MessageEnd end:
                json.WriteString("message", end.Header.ControlId);
                json.WriteString("acknowledge", end.Acknowledge.ToString());
                json.WriteNumber("rows", end.Rows);
                Text(json, "because", end.Because);
                break;
        }
    }

    private static void Row(Utf8JsonWriter json, LabRow row)
    {
        json.WriteNumber("row", row.Row);
        Text(json, "kit", row.KitId?.Value);
        Text(json, "kitText", row.KitId?.Value == row.KitText ? null : row.KitText);
        Text(json, "nhsNumber", row.NhsNumber?.Value);
        Text(json, "familyName", row.FamilyName);
        Text(json, "dateOfBirth", Day(row.DateOfBirth));
        Text(json, "collectedOn", Day(row.CollectedOn));
        Text(json, "receivedAt", Time(row.ReceivedAt));
        Text(json, "resultAt", Time(row.ResultAt));
        Text(json, "value", row.Value?.Words);
        Text(json, "labNumber", row.LabNumber);
        json.WriteString("status", row.Status.ToString());
        Text(json, "reason", row.Reason?.ToString());
        Text(json, "reasonText", row.ReasonText);
        List(json, "faults", row.Faults);
    }

    private static void Scan(Utf8JsonWriter json, ScanReading reading)
    {
        if (reading is ScanReading.Refused refused)
        {
            Text(json, "scanId", refused.ScanId);
            List(json, "refused", refused.Because);
            return;
        }

        Scan scan = ((ScanReading.Read)reading).Scan;
        json.WriteString("scanId", scan.ScanId);
        json.WriteString("kind", scan.Kind.ToString());
        json.WriteString("kit", scan.KitId.Value);
        Text(json, "journey", scan.JourneyId?.Value);
        json.WriteString("at", Time(scan.At));
        Text(json, "lot", scan.Lot);
        Text(json, "expiresOn", Day(scan.ExpiresOn));
        Text(json, "trackingId", scan.TrackingId);
        Text(json, "collectedOn", Day(scan.CollectedOn));
        Text(json, "labNumber", scan.LabNumber);
    }

    private static void Referral(Utf8JsonWriter json, ReferralMessage message)
    {
        PatientDetails patient = message.Patient;
        json.WriteString("referralId", message.ReferralId);
        json.WriteString("nhsNumber", patient.NhsNumber.Value);
        json.WriteString("familyName", patient.FamilyName);
        json.WriteString("givenName", patient.GivenName);
        json.WriteString("dateOfBirth", Day(patient.DateOfBirth));
        json.WriteString("sex", patient.Sex.ToString());
        Text(json, "mobile", patient.Mobile?.Value);
        Text(json, "mobileFault", patient.MobileFault);
        List(json, "address", patient.Address.Lines);
        json.WriteString("postcode", patient.Address.Postcode);
        json.WriteBoolean("isPseudoPostcode", patient.Address.IsPseudoPostcode);
        Text(json, "ethnicCategory", patient.EthnicCategory);
        Text(json, "lsoa21", patient.Lsoa21);
        json.WriteString("language", patient.Language);
        json.WriteBoolean("sms", patient.Contact.Sms);
        List(json, "formats", [.. patient.Contact.Formats.Order().Select(format => format.ToString())]);
        json.WriteString("practice", message.Practice.OdsCode.Value);
        Text(json, "clinician", message.Practice.Clinician);
        List(json, "symptoms", [.. message.Clinical.Symptoms.Order().Select(symptom => symptom.ToString())]);
        List(json, "findings", [.. message.Clinical.Findings.Order().Select(finding => finding.ToString())]);
        Text(json, "ironDeficiencyAnaemia", message.Clinical.IronDeficiencyAnaemia?.ToString());
        Text(json, "anaemia", message.Clinical.Anaemia?.ToString());
        json.WriteBoolean("concern", message.Clinical.Concern);
        Text(json, "fbc", message.Clinical.Fbc is FullBloodCount fbc
            ? string.Create(CultureInfo.InvariantCulture, $"Hb {fbc.Haemoglobin} g/L, MCV {fbc.Mcv} fL, platelets {fbc.Platelets} ×10⁹/L, taken {Day(fbc.TakenOn)}")
            : null);
        json.WriteString("requestedAt", Time(message.RequestedAt));
    }

    private static void Errors(Utf8JsonWriter json, IReadOnlyDictionary<string, IReadOnlyList<string>> errors)
    {
        json.WriteStartObject("refused");
        foreach ((string path, IReadOnlyList<string> reasons) in errors)
        {
            List(json, path, reasons);
        }

        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> content)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Layout))
        {
            content(json);
        }

        return Encoding.UTF8.GetString(bytes.ToArray()).ReplaceLineEndings("\n") + "\n";
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string? Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
