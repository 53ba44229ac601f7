using FitPipeline.Application.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Http;

/// <summary><c>GET /api/reports/{report}</c>.</summary>
public sealed class ReadReport(Front front, ReportEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadReport))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/reports/{report}")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}
