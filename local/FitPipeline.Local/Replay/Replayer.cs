using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Local.Access;
using FitPipeline.Local.Dispatch;

namespace FitPipeline.Local.Replay;

/// <summary>What a replay came to.</summary>
/// <param name="Arrivals">How many things had arrived.</param>
/// <param name="Refused">How many of them were refused, now as then.</param>
/// <param name="Failed">How many this version could not handle: none, or what is rebuilt is not whole.</param>
/// <param name="Last">When the last of them had arrived; null when nothing had.</param>
internal sealed record Replayed(long Arrivals, long Refused, long Failed, DateTimeOffset? Last);

/// <summary>
/// Lives everything again that had arrived, in a host in virtual time: each request and file goes through the same door to
/// the same endpoint, as its caller and at its time, and what was due in between is done in between. Nothing leaves: texts
/// end in this host's outbox.
/// </summary>
internal sealed class Replayer(RequestPipeline door, IEnumerable<IEndpoint> endpoints, Dispatcher dispatcher, TimeProvider time, IServiceProvider services)
{
    private readonly Dictionary<string, IEndpoint> _endpoints = endpoints.ToDictionary(endpoint => endpoint.Route.Name, StringComparer.Ordinal);

    /// <summary>Lives it.</summary>
    /// <param name="archive">What arrived.</param>
    /// <param name="until">Where time stands afterwards, when that is later than the last arrival; null to stop there.</param>
    /// <param name="progress">Told how many have been lived, and up to when.</param>
    /// <param name="cancel">Cancels; what is rebuilt is then not whole.</param>
    public async Task<Replayed> RunAsync(IArrivals archive, DateTimeOffset? until, Action<long, DateTimeOffset> progress, CancellationToken cancel)
    {
        Replayed replayed = new(0, 0, 0, null);
        await foreach (KeptArrival kept in archive.ArrivalsAsync(cancel))
        {
            if (kept.Arrival.At > time.GetUtcNow())
            {
                await dispatcher.AdvanceAsync(kept.Arrival.At, cancel);
            }

            int status = await AnswerAsync(kept, archive, cancel);
            await dispatcher.SettleAsync(cancel);
            replayed = new Replayed(
                replayed.Arrivals + 1,
                replayed.Refused + (status is >= 400 and < 500 ? 1 : 0),
                replayed.Failed + (status >= 500 ? 1 : 0),
                kept.Arrival.At);
            progress(replayed.Arrivals, kept.Arrival.At);
        }

        if (until > time.GetUtcNow())
        {
            await dispatcher.AdvanceAsync(until.Value, cancel);
        }

        return replayed;
    }

    private async Task<int> AnswerAsync(KeptArrival kept, IArrivals archive, CancellationToken cancel)
    {
        Arrival arrival = kept.Arrival;

        // The new directory has tokens of its own; one made again would be a key that nobody holds.
        if (arrival.Kind == MintTokenEndpoint.Name)
        {
            return StatusCodes.Status204NoContent;
        }

        if (!_endpoints.TryGetValue(arrival.Kind, out IEndpoint? endpoint) || await archive.OpenAsync(kept.Raw, cancel) is not { } body)
        {
            return StatusCodes.Status501NotImplemented;
        }

        await using (body)
        {
            DefaultHttpContext http = new() { RequestServices = services };
            http.Request.Method = endpoint.Route.Method;
            http.Request.ContentType = arrival.ContentType;
            http.Request.ContentLength = body.Length;
            http.Request.Body = body;
            if (arrival.RequestId is { } request)
            {
                http.Request.Headers["X-Request-ID"] = request;
            }

            if (endpoint.Route.Parameter is { } name)
            {
                http.Request.RouteValues[name] = arrival.Of;
            }

            IResult answer = await door.AnswerAsync(http, endpoint, new Caller(arrival.By, arrival.Practice), cancel);
            return (answer as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
        }
    }
}
