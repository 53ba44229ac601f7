using FitPipeline.Application.Worklist;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>GET /api/worklist</c>.</summary>
public sealed class ReadWorklist(Front front, ReadWorklistEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadWorklist))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/worklist")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>POST /api/worklist/{itemId}/done</c>.</summary>
public sealed class FinishWork(Front front, FinishWorkEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(FinishWork))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/worklist/{itemId}/done")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}
