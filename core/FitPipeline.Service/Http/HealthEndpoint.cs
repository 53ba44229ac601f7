using Microsoft.AspNetCore.Http;

namespace FitPipeline.Service;

/// <summary>Whether the service keeps its promise.</summary>
/// <param name="Status"><c>ok</c>, or <c>broken</c> when an open journey has no next action.</param>
/// <param name="OpenJourneys">Journeys not yet ended.</param>
/// <param name="OldestOverdueMinutes">How late the latest action is; 0 when none is.</param>
public sealed record HealthView(string Status, long OpenJourneys, long OldestOverdueMinutes);

/// <summary><c>GET /api/health</c>.</summary>
public sealed class HealthEndpoint(IJourneyStore journeys, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new("ReadHealth", "GET", "/api/health", "Whether the service keeps its promise; needs no token.", [])
    {
        Response = typeof(HealthView),
        AnswersHead = true,
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        JourneyCounts counts = await journeys.CountsAsync(cancel);
        long late = counts.OldestDue is { } due ? (long)Math.Max(0, (time.GetUtcNow() - due).TotalMinutes) : 0;
        HealthView health = new(counts.OpenWithoutNextAction == 0 ? "ok" : "broken", counts.Open, late);
        return Results.Json(health, ServiceJson.Default.HealthView, statusCode: counts.OpenWithoutNextAction == 0 ? 200 : 503);
    }
}
