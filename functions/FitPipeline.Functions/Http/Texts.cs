using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>GET /api/texts</c>.</summary>
public sealed class ReadTexts(Front front, ReadTextsEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadTexts))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/texts")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/letters</c>.</summary>
public sealed class ReadLetters(Front front, ReadLettersEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadLetters))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/letters")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>POST /api/texts/delivery-reports</c>.</summary>
public sealed class ReceiveDeliveryReports(Front front, DeliveryReportsEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReceiveDeliveryReports))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/texts/delivery-reports")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}
