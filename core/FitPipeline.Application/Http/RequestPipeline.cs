using FitPipeline.Application.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Application.Http;

/// <summary>
/// Lets calls in: says who calls, checks the role, hands the call to its endpoint, and turns whatever goes wrong inside
/// into an answer that gives nothing away. Both hosts put every request through it. What can change anything is kept in
/// the raw archive before it is handled, whatever then becomes of it; what comes from nobody we know, or with another role,
/// is turned away unread.
/// </summary>
public sealed partial class RequestPipeline(ICallerAuthenticator callers, IRawArchive archive, TimeProvider time, ILogger<RequestPipeline> log)
{
    /// <summary>Answers one request.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http, IEndpoint endpoint, CancellationToken cancel) =>
        await AnswerAsync(http, endpoint, endpoint.Route.Roles.Count == 0 ? null : await callers.IdentifyAsync(http), cancel);

    /// <summary>Answers one request of a caller who is known already.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http, IEndpoint endpoint, Caller? caller, CancellationToken cancel)
    {
        Route route = endpoint.Route;
        ApiCall call = new(http, caller, route, time);
        http.Response.Headers["X-Request-ID"] = call.RequestId;
        http.Response.Headers.CacheControl = "no-store";
        if (route.Roles.Count > 0)
        {
            if (caller is null)
            {
                http.Response.Headers.WWWAuthenticate = "Bearer";
                return Problems.Of(call, 401, "Who is calling?", "Send a bearer token with the request.");
            }

            if (SameOriginGuard.IsNeeded(http.Request) && !SameOriginGuard.Sent(http.Request))
            {
                return Problems.Of(call, 403, "Not from here", "This is done on the desk's own pages, or with a bearer token.");
            }

            if (!route.Roles.Contains(caller.Role))
            {
                return Problems.Of(call, 403, "Not with this role", "This needs another role than the token's.");
            }
        }

        try
        {
            return (route.IsKept ? await KeepAsync(call, cancel) : null) ?? await endpoint.HandleAsync(call, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The caller has gone; nobody reads this answer.
            return Results.StatusCode(499);
        }
#pragma warning disable CA1031 // The last place before the caller: whatever it is, it is logged by type and answered without its text.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFault(log, route.Name, call.RequestId, fault.GetType().Name, fault.StackTrace);
            return Problems.Of(call, 500, "Something went wrong here", "Nothing was half done. Try again; if it persists, give the request id to the service desk.");
        }
    }

    // What did not arrive whole cannot be kept; its sender is told so.
    private async Task<IResult?> KeepAsync(ApiCall call, CancellationToken cancel)
    {
        (ReadOnlyMemory<byte> body, IResult? problem) = await call.ReadBodyAsync(cancel);
        if (problem is null)
        {
            call.Raw = await archive.KeepAsync(call.Arrival(time.GetUtcNow()), body, cancel);
        }

        return problem;
    }

    // The message of an exception can carry what was sent; its type and where it arose cannot.
    [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "{Endpoint} failed in request {RequestId} with {Fault} at {Where}")]
    private static partial void LogFault(ILogger logger, string endpoint, string requestId, string fault, string? where);
}
