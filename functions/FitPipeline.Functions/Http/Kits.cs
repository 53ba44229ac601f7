using FitPipeline.Application.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>POST /api/kits/scans</c>.</summary>
public sealed class ReceiveScans(Front front, ReceiveScansEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReceiveScans))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/kits/scans")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/kits/recalls</c>.</summary>
public sealed class RecallLot(Front front, RecallLotEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(RecallLot))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/kits/recalls")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>GET /api/kits/dispatch</c>.</summary>
public sealed class ReadKitDispatch(Front front, ReadKitDispatchEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadKitDispatch))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/kits/dispatch")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}
