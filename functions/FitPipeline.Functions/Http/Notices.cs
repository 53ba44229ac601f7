using FitPipeline.Application.Practices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FitPipeline.Functions.Http;

/// <summary><c>GET /api/practices/{ods}/notices</c>.</summary>
public sealed class ReadPracticeNotices(Front front, ReadPracticeNoticesEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadPracticeNotices))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/practices/{ods}/notices")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>GET /api/practices/{ods}/notices/{journeyId}/{noticeId}</c>.</summary>
public sealed class ReadPracticeNotice(Front front, ReadPracticeNoticeEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadPracticeNotice))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/practices/{ods}/notices/{journeyId}/{noticeId}")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}
