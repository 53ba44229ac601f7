using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>POST /api/referrals</c>, which practices' systems call.</summary>
public sealed class ReceiveReferral(Front front)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReceiveReferral))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/referrals")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, durable);
}

/// <summary><c>POST /api/kits/scans</c>, which the kit supplier's system calls.</summary>
public sealed class ReceiveScans(Front front)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReceiveScans))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/kits/scans")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, durable);
}

/// <summary>
/// Every other path: the one route table of both hosts says which there are. The host's own paths, <c>/admin</c> and
/// <c>/runtime</c>, are matched before any function's.
/// </summary>
public sealed class Api(Front front)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(Api))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "{*path}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, durable);
}
