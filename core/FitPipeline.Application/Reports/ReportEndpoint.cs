using FitPipeline.Application.Http;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Policy;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Reports;

/// <summary><c>GET /api/reports/{report}?from=&amp;to=&amp;by=</c>.</summary>
public sealed class ReportEndpoint(MakeReport make, BookingReports booking, TextReport texts, PathwayPolicy policy, TimeProvider time) : IEndpoint
{
    private const int DefaultDays = 365;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadReport", "GET", "/api/reports/{report}",
        "The funnel, turnaround, equity, standards, sixtyTwoDay, dm01, waiting, breaches, slots or texts report, as JSON or text/csv.",
        [Actor.Triage, Actor.KitDesk, Actor.BookingDesk, Actor.Lab, Actor.Admin])
    {
        Response = typeof(Report),
        Query = ["from", "to", "by"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        string name = call.Path("report");
        bool ofBooking = BookingReports.Breakdowns.TryGetValue(name, out IReadOnlyList<string>? breakdowns);
        bool ofTexts = name is "texts";
        breakdowns = ofTexts ? TextReport.Breakdowns : breakdowns;
        if (!ofBooking && !ofTexts && !MakeReport.Names.Contains(name))
        {
            return Problems.NotFound(call, "The reports are funnel, turnaround, equity, standards, sixtyTwoDay, dm01, waiting, breaches, slots and texts.");
        }

        if (ofBooking && call.Caller.Role is not (Actor.Triage or Actor.BookingDesk or Actor.Admin))
        {
            return Problems.Of(call, 403, "Not with this role", "This report is for the booking desk, triage and the service's administrators.");
        }

        string? by = call.Query("by");
        if (by is not null && !(breakdowns ?? MakeReport.Strata).Contains(by))
        {
            return Problems.Invalid(
                call, "by",
                breakdowns is not null
                    ? "Break this report down by " + string.Join(" or ", breakdowns) + "."
                    : "Break down by practice, sex, age, ethnicity, language or deprivation.",
                400);
        }

        DateOnly today = ServiceCalendar.DateOf(time.GetUtcNow());
        (DateRange? range, IResult? problem) = DateRange.Read(
            call, ofTexts ? new DateOnly(today.Year, today.Month, 1) : today.AddDays(-DefaultDays), today);
        if (problem is not null)
        {
            return problem;
        }

        if (ofTexts && TextReport.Fault(range!, by ?? breakdowns![0]) is { } fault)
        {
            return Problems.Invalid(call, "from", fault, 400);
        }

        Report report = ofTexts ? await texts.RunAsync(range!, by ?? breakdowns![0], cancel)
            : ofBooking ? await booking.RunAsync(name, range!, by ?? breakdowns![0], cancel)
            : await make.RunAsync(name, range!, by, policy, cancel);
        bool csv = call.Http.Request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);
        return csv ? Results.Text(report.ToCsv(), "text/csv; charset=utf-8") : Results.Json(report, ReportsJson.Default.Report);
    }
}
