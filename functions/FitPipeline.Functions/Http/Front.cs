using FitPipeline.Application.Http;
using FitPipeline.Functions.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary>Takes a request from the Functions host to the door that both hosts share.</summary>
public sealed class Front(RequestPipeline door, JourneyNudges nudges)
{
    /// <summary>Answers a request that moves no journey.</summary>
    public Task<IResult> AnswerAsync(HttpRequest request, IEndpoint endpoint)
    {
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return door.AnswerAsync(request.HttpContext, endpoint, request.HttpContext.RequestAborted);
    }

    /// <summary>Answers a request that may move journeys, and nudges their orchestrations.</summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, IEndpoint endpoint, DurableTaskClient durable)
    {
        using IDisposable line = nudges.Through(durable);
        return await AnswerAsync(request, endpoint);
    }
}
