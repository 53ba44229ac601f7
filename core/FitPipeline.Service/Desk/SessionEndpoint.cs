using FitPipeline.Pathway;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Service;

/// <summary>How a host serves the desk.</summary>
/// <param name="Demo">True where everything is invented and whoever is signed in may move the clock.</param>
public sealed record DeskSettings(bool Demo);

/// <summary>Who is signed in, and what time it is for the service.</summary>
/// <param name="Role">The role.</param>
/// <param name="Practice">The practice, for a <see cref="Actor.Gp"/>; null for everyone else.</param>
/// <param name="Now">The service's own time, by which the desk says how late something is.</param>
/// <param name="Demo">True where everything is invented and the clock may be moved.</param>
public sealed record SessionView(Actor Role, OdsCode? Practice, DateTimeOffset Now, bool Demo);

/// <summary><c>GET /api/session</c>.</summary>
public sealed class ReadSessionEndpoint(TimeProvider time, DeskSettings desk) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new("ReadSession", "GET", "/api/session", "Who is calling, and what time it is here.", Route.Everyone)
    {
        Response = typeof(SessionView),
    };

    /// <inheritdoc/>
    public Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) => Task.FromResult(Results.Json(
        new SessionView(call.Caller.Role, call.Caller.Practice, time.GetUtcNow(), desk.Demo), ServiceJson.Default.SessionView));
}
