using FitPipeline.Application.Http;
using FitPipeline.Application.Worklist;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Http;

/// <summary><c>GET /api/health</c>.</summary>
public sealed class ReadHealth(Front front, HealthEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadHealth))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/openapi.json</c>.</summary>
public sealed class ReadOpenApi(Front front, OpenApiEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadOpenApi))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}
