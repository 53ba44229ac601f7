using System.Globalization;
using FitPipeline.Application.Http;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Policy;

namespace FitPipeline.Application.Reports;

/// <summary>
/// How many texts left, in how many parts, and what that cost where a price is configured: by London day or month. It speaks of no
/// patient, so small numbers are shown.
/// </summary>
public sealed class TextReport(ITextOutbox texts, TextPrice price, PathwayPolicy policy)
{
    // Each row is asked of the store by itself.
    private const int MostRows = 366;
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <summary>What it can be broken down by; the first is what it is without being asked.</summary>
    public static IReadOnlyList<string> Breakdowns { get; } = ["day", "month"];

    /// <summary>Why the report is not made between these dates; null when it is.</summary>
    public static string? Fault(DateRange range, string by)
    {
        int rows = by is "month"
            ? ((range.To.Year - range.From.Year) * 12) + range.To.Month - range.From.Month + 1
            : range.To.DayNumber - range.From.DayNumber + 1;
        return range.From.Year < FirstYear || range.To.Year > LastYear ? $"Give dates from {FirstYear} to {LastYear}."
            : rows > MostRows ? "Ask for a year at most by day, or for thirty by month."
            : null;
    }

    /// <summary>Makes it.</summary>
    /// <param name="range">London dates.</param>
    /// <param name="by">One of <see cref="Breakdowns"/>; a month that the dates cut is counted between them.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Report> RunAsync(DateRange range, string by, CancellationToken cancel)
    {
        List<ReportRow> rows = [];
        TextsSent all = new(0, 0);
        for (DateOnly from = range.From, next; from <= range.To; from = next)
        {
            next = by is "month" ? new DateOnly(from.Year, from.Month, 1).AddMonths(1) : from.AddDays(1);
            DateOnly until = next <= range.To ? next : range.To.AddDays(1);
            TextsSent left = await texts.LeftAsync(ServiceCalendar.At(from, TimeOnly.MinValue), ServiceCalendar.At(until, TimeOnly.MinValue), cancel);
            all = new TextsSent(all.Texts + left.Texts, all.Segments + left.Segments);
            rows.Add(new ReportRow(
                from.ToString(by is "month" ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture),
                [Plain(left.Texts), Plain(left.Segments), .. price.Pounds(left.Segments) is { } pounds ? (string[])[pounds] : []]));
        }

        return new Report("texts", range.From, range.To, by, price.PencePerPart is null ? ["texts", "parts"] : ["texts", "parts", "pounds"], rows, Notes(all));
    }

    // All is reckoned from all the parts: rows that were each rounded need not add up to it.
    private IReadOnlyList<string> Notes(TextsSent all) =>
    [
        "A text counts on the day it was handed to the provider, whatever became of it. The provider's bill decides.",
        price.PencePerPart is { } pence
            ? string.Create(CultureInfo.InvariantCulture, $"In all £{price.Pounds(all.Segments)}, at {pence} p a part.")
            : "No price of a part is configured, so no cost is shown.",
        .. price.PencePerPart is null
            ? (string[])[]
            : [string.Create(
                CultureInfo.InvariantCulture,
                $"Texting stops for a person to look at {policy.TextsPerHour:N0} texts within an hour: £{price.Pounds(policy.TextsPerHour)} if each took one part, £{price.Pounds(policy.TextsPerHour * (long)MessageComposer.MostSegments)} if each took {MessageComposer.MostSegments}.")],
    ];

    private static string Plain(int count) => count.ToString(CultureInfo.InvariantCulture);
}
