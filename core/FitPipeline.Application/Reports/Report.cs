using System.Globalization;
using System.Text;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Application.Reports;

/// <summary>A report: rows of figures, one row a stratum.</summary>
/// <param name="Name">Which report.</param>
/// <param name="From">Referrals received from this London date.</param>
/// <param name="To">To this one.</param>
/// <param name="By">What the rows are; null for one row.</param>
/// <param name="Columns">The names of the figures.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record Report(
    string Name, DateOnly From, DateOnly To, string? By, IReadOnlyList<string> Columns, IReadOnlyList<ReportRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The report with a note of when its figures were read; the same where that is now.</summary>
    /// <param name="at">When; null when that is now.</param>
    public Report CountedAt(DateTimeOffset? at) => at is { } read
        ? this with { Notes = [.. Notes, $"Counted at {ServiceCalendar.TimeOf(read):HH:mm} on {ServiceCalendar.DateOf(read):d MMMM yyyy}."] }
        : this;

    /// <summary>The report as CSV, safe to open in a spreadsheet: no cell can be taken for a formula.</summary>
    public string ToCsv()
    {
        StringBuilder csv = new();
        csv.AppendJoin(',', Columns.Prepend(By ?? "all").Select(Cell)).Append("\r\n");
        foreach (ReportRow row in Rows)
        {
            csv.AppendJoin(',', row.Figures.Prepend(row.Stratum).Select(Cell)).Append("\r\n");
        }

        return csv.ToString();
    }

    private static string Cell(string text)
    {
        string safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : safe;
    }
}

/// <summary>One row of a report.</summary>
/// <param name="Stratum">Whose figures.</param>
/// <param name="Figures">As text: a small number is shown as <c>*</c>.</param>
public sealed record ReportRow(string Stratum, IReadOnlyList<string> Figures);

/// <summary>How figures are shown.</summary>
public static class Figures
{
    // Numbers this small could point at a person. General practice in NHS statistics (K); needs the trust's sign-off.
    private const int Smallest = 5;

    /// <summary>A count; from 1 to 4 it is suppressed.</summary>
    public static string Count(int count) => count is > 0 and < Smallest ? "*" : count.ToString(CultureInfo.InvariantCulture);

    /// <summary>A share in percent; suppressed when either number is small.</summary>
    public static string Share(int part, int whole) => whole == 0
        ? ""
        : part is > 0 and < Smallest || whole < Smallest ? "*" : (100m * part / whole).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>The value below which this share of the values lies (nearest rank), in days; empty without any.</summary>
    public static string Days(List<double> days, double share)
    {
        if (days.Count == 0)
        {
            return "";
        }

        days.Sort();
        int rank = Math.Clamp((int)Math.Ceiling(share * days.Count), 1, days.Count);
        return days[rank - 1].ToString("0.0", CultureInfo.InvariantCulture);
    }
}
