using System.Globalization;
using System.Text;

namespace FitPipeline.Contract.Tests;

// As an analyser's own interface sends it.
public sealed partial record LabReport
{
    /// <summary>One LIS2-A2 transmission of many results, on the laboratory's wall clock. An analyser cannot withdraw: the format has no word for it.</summary>
    public static string Lis2(params LabReport[] reports)
    {
        StringBuilder lis = new($@"H|\^&|||LIMS|||||FITPATH||P|LIS2-A2|{Wall(reports[0].ResultAt)}" + "\r");
        for (int n = 0; n < reports.Length; n++)
        {
            LabReport report = reports[n];
            string collected = report.CollectedOn.Replace("-", "", StringComparison.Ordinal);
            string status = report.Status switch { "corrected" => "C", "rejected" or "failed" => "X", _ => "F" };
            lis.Append(
                CultureInfo.InvariantCulture,
                $"P|{n + 1}|{report.NhsNumber}|||{report.FamilyName}^Sam||{report.DateOfBirth.Replace("-", "", StringComparison.Ordinal)}|F\r");
            lis.Append(CultureInfo.InvariantCulture, $"O|1|{report.Kit}|{report.LabNumber}|^^^FIT|R||{collected}|||||||{Wall(report.ReceivedAt)}|||||||||||F\r");
            lis.Append(CultureInfo.InvariantCulture, $"R|1|^^^FIT|{report.Value}|{report.Unit}||||{status}||||{Wall(report.ResultAt)}|{report.Analyser}\r");
            lis.Append(report.Reason.Length > 0 ? $"C|1|L|{report.Reason}|G\r" : "");
        }

        return lis.Append("L|1|N\r").ToString();
    }

    private static string Wall(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"{LondonCalendar.DateOf(at):yyyyMMdd}{LondonCalendar.TimeOf(at):HHmmss}");
}
