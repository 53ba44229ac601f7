using FitPipeline.Application.Referrals;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>POST /api/referrals</c>.</summary>
public sealed class ReceiveReferral(Front front, ReceiveReferralEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReceiveReferral))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/referrals")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>GET /api/metadata</c>.</summary>
public sealed class ReadCapabilities(Front front, ReadCapabilitiesEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadCapabilities))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/metadata")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}
