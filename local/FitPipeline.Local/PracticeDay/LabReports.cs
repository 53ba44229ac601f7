using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace FitPipeline.Local.PracticeDay;

/// <summary>One line of a laboratory's report.</summary>
internal sealed record ReportLine(
    string KitId, Person Person, DateOnly? CollectedOn, DateTimeOffset ReceivedAt, DateTimeOffset ResultAt, Reading Reading, string LabNumber);

/// <summary>Reports as laboratories write them.</summary>
internal static class LabReports
{
    /// <summary>CSV with the contract's heading.</summary>
    public static string Csv(IEnumerable<ReportLine> lines)
    {
        StringBuilder csv = new("kitId,nhsNumber,familyName,dateOfBirth,collectedOn,receivedAt,resultAt,value,unit,analyser,labNumber,status,reason\r\n");
        foreach (ReportLine line in lines)
        {
            csv.AppendJoin(
                ',',
                line.KitId,
                line.Person.NhsNumber,
                line.Person.FamilyName,
                Iso(line.Person.DateOfBirth),
                line.CollectedOn is { } collected ? Iso(collected) : "",
                Iso(line.ReceivedAt),
                Iso(line.ResultAt),
                line.Reading.Value,
                line.Reading.Unit,
                line.Reading.Analyser,
                line.LabNumber,
                line.Reading.Status,
                line.Reading.Reason).Append("\r\n");
        }

        return csv.ToString();
    }

    /// <summary>HL7 v2.4 ORU^R01, one message a result.</summary>
    public static string Hl7(ReportLine line)
    {
        string status = line.Reading.Status switch { "corrected" => "C", "withdrawn" => "D", "rejected" or "failed" => "X", _ => "F" };
        string at = Stamp(line.ResultAt);
        (string sign, string number) = line.Reading.Value.Length > 0 && line.Reading.Value[0] is '<' or '>'
            ? (line.Reading.Value[..1], line.Reading.Value[1..])
            : ("", line.Reading.Value);
        string value = line.Reading.Value.Length == 0 ? "" : $"{sign}^{number}";
        string sex = line.Person.Sex == "female" ? "F" : "M";
        string collected = line.CollectedOn is { } date ? date.ToString("yyyyMMdd", CultureInfo.InvariantCulture) : "";
        string unit = line.Reading.Unit.Length == 0 ? "" : line.Reading.Unit + "^^UCUM";
        string code = "1049361000000101^Quantitative faecal immunochemical test^SCT";
        return string.Join(
            '\r',
            $@"MSH|^~\&|WINPATH|RR7|FITPATH|RR7|{at}||ORU^R01^ORU_R01|{line.LabNumber}{status}|P|2.4|||AL|NE||UNICODE UTF-8",
            $"PID|1||{line.Person.NhsNumber}^^^NHS^NH||{line.Person.FamilyName.ToUpperInvariant()}^{line.Person.GivenName.ToUpperInvariant()}||{line.Person.DateOfBirth:yyyyMMdd}|{sex}",
            $"ORC|RE|{line.KitId}|{line.LabNumber}",
            $"OBR|1|{line.KitId}|{line.LabNumber}|{code}|||{collected}|||||||{Stamp(line.ReceivedAt)}||||||||{at}|||{status}",
            $"OBX|1|SN|{code}||{value}|{unit}|||||{status}|||{at}||||{line.Reading.Analyser}",
            line.Reading.Reason.Length > 0 ? $"NTE|1||{line.Reading.Reason}" : "").TrimEnd('\r') + "\r";
    }

    /// <summary>LIS2-A2 (ASTM), one transmission of many results, as an analyser sends it.</summary>
    public static string Lis2(IReadOnlyList<ReportLine> lines)
    {
        StringBuilder lis = new($@"H|\^&|||HMJACK^HM-JACKarc^SN123|||||FITPATH||P|LIS2-A2|{Local(lines[0].ResultAt)}" + "\r");
        for (int n = 0; n < lines.Count; n++)
        {
            ReportLine line = lines[n];
            string sex = line.Person.Sex == "female" ? "F" : "M";
            string collected = line.CollectedOn is { } date ? date.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "073000" : "";
            lis.Append(
                CultureInfo.InvariantCulture,
                $"P|{n + 1}|{line.Person.NhsNumber}|||{line.Person.FamilyName}^{line.Person.GivenName}||{line.Person.DateOfBirth:yyyyMMdd}|{sex}\r");
            lis.Append(
                CultureInfo.InvariantCulture,
                $"O|1|{line.KitId}|{line.LabNumber}|^^^FIT|R||{collected}|||||||{Local(line.ReceivedAt)}|||||||||||F\r");
            lis.Append(
                CultureInfo.InvariantCulture,
                $"R|1|^^^FIT|{line.Reading.Value}|{line.Reading.Unit}||||F||||{Local(line.ResultAt)}|JACK01\r");
        }

        return lis.Append("L|1|N\r").ToString();
    }

    /// <summary>A FHIR R4 report of one result.</summary>
    public static string Fhir(ReportLine line)
    {
        JsonObject coded(string code) => new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://snomed.info/sct", ["code"] = code }) };
        JsonObject reference(int n) => new() { ["reference"] = Urn(n) };
        JsonObject value = new() { ["value"] = decimal.Parse(line.Reading.Value.TrimStart('<', '>'), CultureInfo.InvariantCulture), ["unit"] = "ug/g", ["system"] = "http://unitsofmeasure.org", ["code"] = "ug/g" };
        if (line.Reading.Value[0] is '<' or '>')
        {
            value["comparator"] = line.Reading.Value[..1];
        }

        JsonObject specimen = new()
        {
            ["resourceType"] = "Specimen",
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "urn:fitpipeline:kit", ["value"] = line.KitId }),
            ["accessionIdentifier"] = new JsonObject { ["value"] = line.LabNumber },
            ["receivedTime"] = Iso(line.ReceivedAt),
        };
        if (line.CollectedOn is { } collected)
        {
            specimen["collection"] = new JsonObject { ["collectedDateTime"] = Iso(collected) };
        }

        JsonObject[] resources =
        [
            new() { ["resourceType"] = "DiagnosticReport", ["status"] = "final", ["code"] = coded("1049361000000101"), ["result"] = new JsonArray(reference(1)) },
            new()
            {
                ["resourceType"] = "Observation", ["status"] = "final", ["code"] = coded("1049361000000101"), ["subject"] = reference(2),
                ["specimen"] = reference(3), ["device"] = reference(4), ["issued"] = Iso(line.ResultAt), ["valueQuantity"] = value,
            },
            new()
            {
                ["resourceType"] = "Patient",
                ["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = line.Person.NhsNumber }),
                ["name"] = new JsonArray(new JsonObject { ["use"] = "official", ["family"] = line.Person.FamilyName, ["given"] = new JsonArray(line.Person.GivenName) }),
                ["birthDate"] = Iso(line.Person.DateOfBirth),
            },
            specimen,
            new()
            {
                ["resourceType"] = "Device",
                ["deviceName"] = new JsonArray(new JsonObject { ["name"] = "HM-JACKarc", ["type"] = "model-name" }),
                ["identifier"] = new JsonArray(new JsonObject { ["value"] = "HMJACK1" }),
            },
        ];
        return new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "collection",
            ["entry"] = new JsonArray([.. resources.Select((resource, n) => (JsonNode)new JsonObject { ["fullUrl"] = Urn(n), ["resource"] = resource })]),
        }.ToJsonString();
    }

    /// <summary>True for a plain final value of the analyser that these two formats speak for.</summary>
    public static bool IsPlain(ReportLine line) =>
        line.Reading is { Status: "final", Analyser: "hm-jackarc", Unit: "ug/g", Value.Length: > 0 };

    private static string Urn(int n) => $"urn:uuid:00000000-0000-4000-8000-{n:000000000000}";

    private static string Local(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "+0000";
}
