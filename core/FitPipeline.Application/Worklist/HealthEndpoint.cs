using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FitPipeline.Application.Worklist;

/// <summary>Whether the service keeps its promise.</summary>
/// <param name="Status"><c>ok</c>, or <c>broken</c> when an open journey has no next action.</param>
/// <param name="OpenJourneys">Journeys not yet ended.</param>
/// <param name="OldestOverdueMinutes">How late the latest action is; 0 when none is.</param>
public sealed record HealthView(string Status, long OpenJourneys, long OldestOverdueMinutes);

/// <summary><c>GET /api/health</c>.</summary>
public sealed partial class HealthEndpoint(IJourneyStore journeys, TimeProvider time, ILogger<HealthEndpoint> log) : IEndpoint
{
    private const string Silent =
        "Nothing can be read or kept, so nothing is taken in: whoever sends something is refused and may send it again, and what falls "
        + "due is done when the store answers. If it lasts, see whether the service may still reach its store: its address, its network, its role, its disk.";

    /// <inheritdoc/>
    public Route Route { get; } = new("ReadHealth", "GET", "/api/health", "Whether the service keeps its promise; needs no token.", [])
    {
        Response = typeof(HealthView),
        AnswersHead = true,
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        JourneyCounts counts;
        try
        {
            counts = await journeys.CountsAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever keeps the store from answering, whoever watches must be told that it does not.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogSilent(log, fault.GetType().Name);
            return Problems.Of(call, 503, "The store does not answer", Silent);
        }

        long late = counts.OldestDue is { } due ? (long)Math.Max(0, (time.GetUtcNow() - due).TotalMinutes) : 0;
        HealthView health = new(counts.OpenWithoutNextAction == 0 ? "ok" : "broken", counts.Open, late);
        return Results.Json(health, WorklistJson.Default.HealthView, statusCode: counts.OpenWithoutNextAction == 0 ? 200 : 503);
    }

    // The text of an exception can carry an address with a signature in it.
    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "The store does not answer: {Fault}")]
    private static partial void LogSilent(ILogger logger, string fault);
}
