using System.Globalization;
using System.Text.Json.Nodes;

namespace FitPipeline.Contract.Tests;

/// <summary>One report of one sample, written as a laboratory writes it.</summary>
public sealed partial record LabReport
{
    private const string TestCode = "1049361000000101^Quantitative faecal immunochemical test^SCT";

    public required string Kit { get; init; }

    public required string NhsNumber { get; init; }

    public required string FamilyName { get; init; }

    public required string DateOfBirth { get; init; }

    public string CollectedOn { get; init; } = "";

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset ResultAt { get; init; }

    public string Value { get; init; } = "";

    public string Unit { get; init; } = "ug/g";

    public string Analyser { get; init; } = "hm-jackarc";

    public string LabNumber { get; init; } = "";

    public string Status { get; init; } = "final";

    public string Reason { get; init; } = "";

    /// <summary>A report on the kit of a referred patient: collected, received and analysed at this time.</summary>
    public static LabReport Of(string kit, JsonObject referral, DateTimeOffset now)
    {
        JsonObject patient = (JsonObject)referral["patient"]!;
        return new LabReport
        {
            Kit = kit,
            NhsNumber = (string)patient["nhsNumber"]!,
            FamilyName = (string)patient["familyName"]!,
            DateOfBirth = (string)patient["dateOfBirth"]!,
            CollectedOn = LondonCalendar.DateOf(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ReceivedAt = now,
            ResultAt = now,
            LabNumber = "LAB-" + kit,
        };
    }

    /// <summary>A sample that could not be used.</summary>
    public LabReport Rejected(string reason) => this with { Value = "", Unit = "", Analyser = "", Status = "rejected", Reason = reason };

    /// <summary>A file of these reports in the format that a name's ending says.</summary>
    public static string Write(string ending, params LabReport[] reports) => ending switch
    {
        "hl7" => Hl7(reports),
        "astm" => Lis2(reports),
        "json" => Fhir(reports),
        _ => Csv(reports),
    };

    /// <summary>A file in the contract's own layout.</summary>
    public static string Csv(params LabReport[] reports) =>
        "kitId,nhsNumber,familyName,dateOfBirth,collectedOn,receivedAt,resultAt,value,unit,analyser,labNumber,status,reason\r\n"
        + string.Concat(reports.Select(report => string.Join(',', report.Cells.Select(Quoted)) + "\r\n"));

    /// <summary>One HL7 v2 ORU^R01 message a report, as domain.md shows it.</summary>
    public static string Hl7(params LabReport[] reports) => string.Concat(reports.Select(report => report.Message()));

    private IEnumerable<string> Cells =>
    [
        Kit, NhsNumber, FamilyName, DateOfBirth, CollectedOn, Instant(ReceivedAt), Instant(ResultAt), Value, Unit, Analyser, LabNumber, Status, Reason,
    ];

    private string Message()
    {
        string at = Stamp(ResultAt);
        string status = Status switch { "corrected" => "C", "withdrawn" => "D", "rejected" or "failed" => "X", _ => "F" };
        string number = Value.TrimStart('<', '>', '=');
        string value = Value.Length == 0 ? "" : Value[..^number.Length] + "^" + number;
        string reject = Reason.Length == 0 ? "" : "SPM|1" + new string('|', 20) + Reason + "\r";
        return string.Join(
            '\r',
            $@"MSH|^~\&|WINPATH|RR7|FITPATH|RR7|{at}||ORU^R01^ORU_R01|{Guid.NewGuid():N}|P|2.5.1|||AL|NE||UNICODE UTF-8",
            $"PID|1||{NhsNumber}^^^NHS^NH~D123456^^^RR7^PI||{FamilyName.ToUpperInvariant()}^SAM||{DateOfBirth.Replace("-", "", StringComparison.Ordinal)}|F",
            $"ORC|RE|{Kit}|{LabNumber}",
            $"OBR|1|{Kit}|{LabNumber}|{TestCode}|||{CollectedOn.Replace("-", "", StringComparison.Ordinal)}|||||||{Stamp(ReceivedAt)}||||||||{at}|||{status}",
            $"OBX|1|SN|{TestCode}||{value}|{Unit}^^UCUM|<10||||{status}|||{at}||||{Analyser}",
            reject);
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"") ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : cell;

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "+0000";
}
