using FitPipeline.Application.Kits;
using FitPipeline.Application.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>GET /p/{token}</c>.</summary>
public sealed class ReadPatientPage(Front front, PatientPageEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadPatientPage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "p/{token}")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>POST /p/{token}</c>.</summary>
public sealed class AnswerPatientPage(Front front, AnswerPatientPageEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(AnswerPatientPage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "p/{token}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/journeys/{journeyId}/contact</c>.</summary>
public sealed class ChangeContact(Front front, ContactEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ChangeContact))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/journeys/{journeyId}/contact")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/journeys/{journeyId}/kit-requests</c>.</summary>
public sealed class AskForKit(Front front, AskForKitEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(AskForKit))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/journeys/{journeyId}/kit-requests")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}
