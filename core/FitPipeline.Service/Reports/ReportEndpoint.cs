using FitPipeline.Pathway;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Service;

/// <summary><c>GET /api/reports/{report}?from=&amp;to=&amp;by=</c>.</summary>
public sealed class ReportEndpoint(MakeReport make, PathwayPolicy policy, TimeProvider time) : IEndpoint
{
    private const int DefaultDays = 365;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadReport", "GET", "/api/reports/{report}", "The funnel, turnaround, equity or standards report, as JSON or text/csv.",
        [Actor.Triage, Actor.KitDesk, Actor.BookingDesk, Actor.Lab, Actor.Admin])
    {
        Response = typeof(Report),
        Query = ["from", "to", "by"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        string name = call.Path("report");
        if (name is not ("funnel" or "turnaround" or "equity" or "standards"))
        {
            return Problems.NotFound(call, "The reports are funnel, turnaround, equity and standards.");
        }

        string? by = call.Query("by");
        if (by is not null && !MakeReport.Strata.Contains(by))
        {
            return Problems.Invalid(call, "by", "Break down by practice, sex, age, ethnicity, language or deprivation.", 400);
        }

        DateOnly today = London.DateOf(time.GetUtcNow());
        (DateRange? range, IResult? problem) = DateRange.Read(call, today.AddDays(-DefaultDays), today);
        if (problem is not null)
        {
            return problem;
        }

        Report report = await make.RunAsync(name, range!, by, policy, cancel);
        bool csv = call.Http.Request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);
        return csv ? Results.Text(report.ToCsv(), "text/csv; charset=utf-8") : Results.Json(report, ServiceJson.Default.Report);
    }
}
