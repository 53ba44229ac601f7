using FitPipeline.Service;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions;

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
