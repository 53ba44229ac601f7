using FitPipeline.Application.Booking;
using FitPipeline.Application.Http;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Messaging.Letters;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.People;
using FitPipeline.Application.Worklist;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Http;

/// <summary><c>GET /api/session</c>.</summary>
public sealed class ReadSession(Front front, ReadSessionEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadSession))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/session")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/front</c>.</summary>
public sealed class ReadFront(Front front, ReadFrontEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadFront))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/front")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>POST /api/people</c>.</summary>
public sealed class ReadPeople(Front front, ReadPeopleEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadPeople))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/people")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/kits/to-post</c>.</summary>
public sealed class ReadKitsToPost(Front front, ReadKitsToPostEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadKitsToPost))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/kits/to-post")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>POST /api/search</c>.</summary>
public sealed class Search(Front front, SearchEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(Search))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/search")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/untold</c>.</summary>
public sealed class ReadUntold(Front front, ReadUntoldEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadUntold))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/untold")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/texts/failed</c>.</summary>
public sealed class ReadFailedTexts(Front front, ReadFailedTextsEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadFailedTexts))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/texts/failed")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/kits/stock</c>.</summary>
public sealed class ReadStock(Front front, ReadStockEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadStock))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/kits/stock")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>POST /api/kits/deliveries</c>.</summary>
public sealed class RecordDelivery(Front front, RecordDeliveryEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(RecordDelivery))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/kits/deliveries")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/slots</c>.</summary>
public sealed class ReadFreeSlots(Front front, ReadFreeSlotsEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadFreeSlots))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/slots")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/letters/waiting</c>.</summary>
public sealed class ReadWaitingLetters(Front front, ReadWaitingLettersEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadWaitingLetters))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/letters/waiting")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}
