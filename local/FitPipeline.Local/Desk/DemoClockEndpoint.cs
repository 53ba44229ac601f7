using FitPipeline.Application.Http;
using FitPipeline.Local.Time;

namespace FitPipeline.Local.Desk;

/// <summary>
/// <c>POST /api/demo/clock</c>: the clock in the corner of the demo's pages, for whoever is signed in. Only the demo has it.
/// </summary>
internal sealed class DemoClockEndpoint(MoveClockEndpoint clock) : IEndpoint
{
    /// <inheritdoc/>
    public FitPipeline.Application.Http.Route Route { get; } = new(
        "MoveDemoClock", "POST", "/api/demo/clock", "Move the demo's time on; its people live on meanwhile.", FitPipeline.Application.Http.Route.Everyone)
    {
        IsKept = false,
    };

    /// <inheritdoc/>
    public Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) => clock.HandleAsync(call, cancel);
}
