using FitPipeline.Application.Messaging.Letters;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>POST /api/letters/batches</c>.</summary>
public sealed class TakeLetterBatch(Front front, TakeLetterBatchEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(TakeLetterBatch))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/letters/batches")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>GET /api/letters/batches/{batchId}</c>.</summary>
public sealed class ReadLetterBatch(Front front, ReadLetterBatchEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadLetterBatch))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/letters/batches/{batchId}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/letters/{letterId}/returned</c>.</summary>
public sealed class RecordReturnedLetter(Front front, RecordReturnedLetterEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(RecordReturnedLetter))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/letters/{letterId}/returned")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}
