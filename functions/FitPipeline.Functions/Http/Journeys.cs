using FitPipeline.Application.Advice;
using FitPipeline.Application.Booking;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Practices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>GET /api/practices/{ods}/journeys</c>.</summary>
public sealed class ReadPracticeJourneys(Front front, ReadPracticeJourneysEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadPracticeJourneys))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/practices/{ods}/journeys")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/journeys/{journeyId}</c>.</summary>
public sealed class ReadJourney(Front front, ReadJourneyEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadJourney))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/journeys/{journeyId}")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>POST /api/journeys/{journeyId}/acknowledgements</c>.</summary>
public sealed class AcknowledgeResult(Front front, AcknowledgeEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(AcknowledgeResult))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/journeys/{journeyId}/acknowledgements")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/journeys/{journeyId}/decisions</c>.</summary>
public sealed class RecordDecision(Front front, DecideEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(RecordDecision))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/journeys/{journeyId}/decisions")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/journeys/{journeyId}/priority</c>.</summary>
public sealed class SetPriority(Front front, SetPriorityEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(SetPriority))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/journeys/{journeyId}/priority")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/journeys/{journeyId}/messages</c>.</summary>
public sealed class SendAdvice(Front front, AdviceEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(SendAdvice))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/journeys/{journeyId}/messages")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/journeys/{journeyId}/priority-requests</c>.</summary>
public sealed class AskForPriority(Front front, AskForPriorityEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(AskForPriority))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/journeys/{journeyId}/priority-requests")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/journeys/{journeyId}/priority-requests/answer</c>.</summary>
public sealed class AnswerPriority(Front front, AnswerPriorityEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(AnswerPriority))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/journeys/{journeyId}/priority-requests/answer")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}
