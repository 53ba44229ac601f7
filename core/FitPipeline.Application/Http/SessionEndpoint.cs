using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Http;

/// <summary>How a host serves the desk.</summary>
/// <param name="Demo">True where everything is invented and whoever is signed in may move the clock.</param>
public sealed record DeskSettings(bool Demo);

/// <summary>A waiting-time standard, so that pages say the number the service reckons with.</summary>
/// <param name="Standard">Which.</param>
/// <param name="Days">Its days.</param>
/// <param name="Words">What it is called in a sentence.</param>
public sealed record StandardView(WaitingStandard Standard, int Days, string Words);

/// <summary>Who is signed in, and what time it is for the service.</summary>
/// <param name="Role">The role.</param>
/// <param name="Practice">The practice, for a <see cref="Actor.Gp"/>; null for everyone else.</param>
/// <param name="Now">The service's own time, by which the desk says how late something is.</param>
/// <param name="Demo">True where everything is invented and the clock may be moved.</param>
/// <param name="Standards">The waiting-time standards.</param>
public sealed record SessionView(Actor Role, OdsCode? Practice, DateTimeOffset Now, bool Demo, IReadOnlyList<StandardView> Standards);

/// <summary><c>GET /api/session</c>.</summary>
public sealed class ReadSessionEndpoint(TimeProvider time, DeskSettings desk) : IEndpoint
{
    private static readonly IReadOnlyList<StandardView> Standards =
        [.. Enum.GetValues<WaitingStandard>().Select(standard => new StandardView(standard, standard.Days(), standard.Words()))];

    /// <inheritdoc/>
    public Route Route { get; } = new("ReadSession", "GET", "/api/session", "Who is calling, and what time it is here.", Route.Everyone)
    {
        Response = typeof(SessionView),
    };

    /// <inheritdoc/>
    public Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) => Task.FromResult(Results.Json(
        new SessionView(call.Caller.Role, call.Caller.Practice, time.GetUtcNow(), desk.Demo, Standards), HttpJson.Default.SessionView));
}
