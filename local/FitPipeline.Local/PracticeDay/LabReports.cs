using System.Globalization;
using System.Text;

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
            line.Reading.Reason.Length > 0 ? $"NTE|1||{line.Reading.Reason}" : "") .TrimEnd('\r') + "\r";
    }

    private static string Iso(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "+0000";
}
