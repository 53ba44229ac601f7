using FitPipeline.Application.Laboratory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>PUT /api/lab/files/{name}</c>.</summary>
public sealed class PutLabFile(Front front, PutLabFileEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(PutLabFile))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/lab/files/{name}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>GET /api/lab/files/{fileId}</c>.</summary>
public sealed class ReadLabFile(Front front, ReadLabFileEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadLabFile))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/lab/files/{fileId}")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/lab/files/{fileId}/acknowledgements</c>.</summary>
public sealed class ReadAcknowledgements(Front front, ReadAcknowledgementsEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadAcknowledgements))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/lab/files/{fileId}/acknowledgements")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/quarantine</c>.</summary>
public sealed class ReadQuarantine(Front front, ReadQuarantineEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadQuarantine))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/quarantine")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>POST /api/quarantine/{id}/resolution</c>.</summary>
public sealed class ResolveQuarantine(Front front, ResolveQuarantineEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ResolveQuarantine))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/quarantine/{id}/resolution")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}
