using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FitPipeline.Application.Http;

/// <summary>One call of one endpoint.</summary>
/// <param name="http">The request and its response.</param>
/// <param name="caller">Who calls; null only on paths that need no token.</param>
/// <param name="route">The path called.</param>
/// <param name="time">The clock by which a body can be too slow.</param>
public sealed class ApiCall(HttpContext http, Caller? caller, Route route, TimeProvider time)
{
    // A body that trickles in holds a connection; a practice system sends its few kilobytes in well under this.
    private static readonly TimeSpan SlowestBody = TimeSpan.FromSeconds(15);

    private (ReadOnlyMemory<byte> Body, IResult? Problem)? _body;

    /// <summary>The request and its response.</summary>
    public HttpContext Http { get; } = http;

    /// <summary>The caller.</summary>
    /// <exception cref="InvalidOperationException">The path needs no token, so there is none.</exception>
    public Caller Caller => caller ?? throw new InvalidOperationException("This path has no caller.");

    /// <summary>The raw archive's id of the body; empty on paths that are not kept.</summary>
    public string Raw { get; internal set; } = "";

    /// <summary>Identifies this request in answers and logs; the caller's own when it is sound, otherwise made here.</summary>
    public string RequestId { get; } = RequestIdOf(http) ?? Guid.CreateVersion7().ToString("N");

    /// <summary>The caller's own X-Request-ID; null when there is none or it is not sound (1 to 128 visible characters).</summary>
    public static string? RequestIdOf(HttpContext http)
    {
        string? given = http.Request.Headers["X-Request-ID"];
        return given is { Length: > 0 and <= 128 } && given.All(c => c is > ' ' and < '\x7f') ? given : null;
    }

    /// <summary>The call as the raw archive keeps it.</summary>
    public Arrival Arrival(DateTimeOffset at) =>
        new(route.Name, route.Parameter is { } name ? Path(name) : null, Caller.Role, Caller.Practice, RequestIdOf(Http), Http.Request.ContentType, at);

    /// <summary>A parameter of the path.</summary>
    public string Path(string name) => Http.GetRouteValue(name) as string ?? "";

    /// <summary>A parameter of the query; null when absent or empty.</summary>
    public string? Query(string name) => Http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>The journey named in the path; null when it is no journey's id.</summary>
    public JourneyId? JourneyInPath(string name) => JourneyId.TryParse(Path(name), out JourneyId? id, out _) ? id : null;

    /// <summary>
    /// Reads the whole body, up to the route's limit and not for longer than a sound caller takes; asked again, the same.
    /// </summary>
    /// <returns>The bytes; or the problem to answer with.</returns>
    public async Task<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadBodyAsync(CancellationToken cancel) =>
        _body ??= await ReadAsync(cancel);

    private async Task<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadAsync(CancellationToken cancel)
    {
        if (Http.Request.ContentLength > route.MaxBody)
        {
            return (default, TooLarge());
        }

        using CancellationTokenSource late = new(SlowestBody, time);
        using CancellationTokenSource slow = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        using MemoryStream body = new((int)Math.Min(Http.Request.ContentLength ?? 4096, route.MaxBody));
        byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await Http.Request.Body.ReadAsync(buffer, slow.Token)) > 0)
            {
                body.Write(buffer, 0, read);
                if (body.Length > route.MaxBody)
                {
                    return (default, TooLarge());
                }
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (default, Problems.Of(this, 408, "The request was too slow", "The body did not arrive in time. Send it again."));
        }
        catch (BadHttpRequestException cut)
        {
            return (default, cut.StatusCode == 413
                ? TooLarge()
                : Problems.Of(this, cut.StatusCode, "The request could not be read", "The body did not arrive whole. Send it again."));
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return (body.ToArray(), null);
    }

    /// <summary>Reads a small JSON body into a shape of the contract.</summary>
    /// <returns>The value; or the problem to answer with.</returns>
    public async Task<(T? Value, IResult? Problem)> ReadJsonAsync<T>(JsonTypeInfo<T> shape, CancellationToken cancel)
        where T : class
    {
        if (!IsJson())
        {
            return (null, Problems.Of(this, 415, "The content type is not read here", "Send application/json."));
        }

        (ReadOnlyMemory<byte> body, IResult? problem) = await ReadBodyAsync(cancel);
        if (problem is not null)
        {
            return (null, problem);
        }

        try
        {
            return JsonSerializer.Deserialize(body.Span, shape) is { } value
                ? (value, null)
                : (null, Problems.Of(this, 400, "The body is empty", "Send a JSON object."));
        }
        catch (JsonException)
        {
            return (null, BodyFaults.Of(body, shape) is { Count: > 0 } faults
                ? Problems.Invalid(this, faults)
                : Problems.Of(
                    this, 400, "The body could not be read", "The body is not one JSON object.",
                    new Dictionary<string, IReadOnlyList<string>> { ["body"] = ["Send one JSON object."] }));
        }
    }

    /// <summary>True when the body is declared as JSON of any kind.</summary>
    public bool IsJson(string subtype = "json")
    {
        string type = Http.Request.ContentType?.Split(';')[0].Trim() ?? "";
        return type.Equals("application/" + subtype, StringComparison.OrdinalIgnoreCase);
    }

    private IResult TooLarge() => Problems.Of(
        this, 413, "The request is too large", $"The body may hold {route.MaxBody / 1024} KiB. Split it, or ask the service desk.");
}
