using FitPipeline.Application.Http;
using FitPipeline.Functions.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary>Takes a request from the Functions host to the pipeline that both hosts share.</summary>
public sealed class Front(RequestPipeline pipeline, RouteTable routes, JourneyNotifier notifier, TimeProvider time)
{
    /// <summary>Answers a request.</summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, DurableTaskClient durable)
    {
        notifier.Use(durable);
        HttpContext http = request.HttpContext;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        (IEndpoint? endpoint, int status) = await routes.FindAsync(http);
        return endpoint is not null ? await pipeline.AnswerAsync(http, endpoint, http.RequestAborted) : Nothing(http, status);
    }

    private IResult Nothing(HttpContext http, int status)
    {
        (string title, string detail) = status is StatusCodes.Status405MethodNotAllowed
            ? ("Not with this method", "This path is called with another method.")
            : ("Not found", "There is no such path.");
        return Problems.Of(new ApiCall(http, null, new Route("None", http.Request.Method, "", "", []), time), status, title, detail);
    }
}
