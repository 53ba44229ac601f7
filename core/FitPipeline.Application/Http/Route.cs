using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Http;

/// <summary>One path of the contract.</summary>
/// <param name="Name">The function's name on Azure and the operation's id in the OpenAPI document.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with parameters in braces.</param>
/// <param name="Summary">What it is for, in one sentence.</param>
/// <param name="Roles">Who may call it; empty when it needs no token.</param>
public sealed record Route(string Name, string Method, string Path, string Summary, IReadOnlyList<Actor> Roles)
{
    /// <summary>Every role with a token.</summary>
    public static IReadOnlyList<Actor> Everyone { get; } =
        [Actor.Gp, Actor.KitDesk, Actor.Lab, Actor.Triage, Actor.BookingDesk, Actor.Admin];

    /// <summary>The longest request body, in bytes.</summary>
    public long MaxBody { get; init; } = 256 * 1024;

    /// <summary>
    /// Whether the door keeps each call of it in the raw archive before it is handled. What only reads is not kept, nor what
    /// anybody may send; nor, where a path says so, what keeps itself because it may be too long to be held, or must not be
    /// kept at all, as a secret.
    /// </summary>
    public bool IsKept { get => field && Method is not "GET" && !ReadsOnly && Roles.Count > 0; init; } = true;

    /// <summary>Whether a probe may ask with HEAD as well: it is answered as GET is, without a body.</summary>
    public bool AnswersHead { get; init; }

    /// <summary>The HTTP methods it answers.</summary>
    public IReadOnlyList<string> Methods => AnswersHead ? [Method, "HEAD"] : [Method];

    /// <summary>The shape of a JSON request body; null without one.</summary>
    public Type? Request { get; init; }

    /// <summary>The shape of the JSON answer; null without one.</summary>
    public Type? Response { get; init; }

    /// <summary>True for a call that only reads, although it is a post so that what it asks about is in no address.</summary>
    public bool ReadsOnly { get; init; }

    /// <summary>The name of the path's parameter; null without one. No path that changes anything has two.</summary>
    public string? Parameter { get; } = Path.Split('{', '}') is [_, var name, ..] ? name : null;

    /// <summary>The query parameters it reads, for the OpenAPI document.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];
}

/// <summary>Answers one path. The same object serves both hosts.</summary>
public interface IEndpoint
{
    /// <summary>The path it answers.</summary>
    Route Route { get; }

    /// <summary>Answers a call whose caller and role have been checked.</summary>
    Task<Microsoft.AspNetCore.Http.IResult> HandleAsync(ApiCall call, CancellationToken cancel);
}
