using System.Text.Json.Serialization;
using System.Xml;
using FitPipeline.Application.Http;
using FitPipeline.Local.Dispatch;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Local.Time;

/// <summary>Where virtual time is.</summary>
internal sealed record ClockView(DateTimeOffset Now);

/// <summary>Where to move virtual time: to a time, or by an ISO 8601 duration.</summary>
internal sealed record ClockMove(DateTimeOffset? To, string? By);

/// <summary>Where virtual time is now, and how much was done on the way.</summary>
internal sealed record ClockMoved(DateTimeOffset Now, long Ran);

/// <summary>The shapes of the virtual clock.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClockView))]
[JsonSerializable(typeof(ClockMove))]
[JsonSerializable(typeof(ClockMoved))]
internal sealed partial class ClockJson : JsonSerializerContext;

/// <summary><c>GET /dev/clock</c>.</summary>
internal sealed class ReadClockEndpoint(TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public FitPipeline.Application.Http.Route Route { get; } = new("ReadClock", "GET", "/dev/clock", "Where virtual time is.", [Actor.Admin]);

    /// <inheritdoc/>
    public Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        Task.FromResult(Results.Json(new ClockView(time.GetUtcNow()), ClockJson.Default.ClockView));
}

/// <summary><c>POST /dev/clock</c>.</summary>
internal sealed class MoveClockEndpoint(Dispatcher dispatcher, DemoPeople people, TimeProvider time) : IEndpoint
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(3660);

    /// <inheritdoc/>
    public FitPipeline.Application.Http.Route Route { get; } = new("MoveClock", "POST", "/dev/clock", "Move virtual time on; everything due on the way is done first.", [Actor.Admin])
    {
        IsKept = false,
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (ClockMove? move, IResult? problem) = await call.ReadJsonAsync(ClockJson.Default.ClockMove, cancel);
        if (problem is not null)
        {
            return problem;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (move!.To is null == move.By is null)
        {
            return Problems.Invalid(call, "to", "Say either to which time, or by how long.");
        }

        DateTimeOffset? to = move.To;
        if (move.By is { } by)
        {
            try
            {
                to = now + XmlConvert.ToTimeSpan(by);
            }
            catch (Exception bad) when (bad is FormatException or OverflowException or ArgumentOutOfRangeException)
            {
                return Problems.Invalid(call, "by", "Give a duration such as P7D or PT12H.");
            }
        }

        if (to < now)
        {
            return Problems.Invalid(call, move.By is null ? "to" : "by", "Time does not go back.");
        }

        if (to - now > Furthest)
        {
            return Problems.Invalid(call, move.By is null ? "to" : "by", "Move at most ten years at once.");
        }

        long ran = 0;
        while (people.NextMorning(time.GetUtcNow()) is { } morning && morning <= to)
        {
            ran += await dispatcher.AdvanceAsync(morning, cancel);
            await people.Play!.LiveAsync(DateOnly.FromDateTime(morning.UtcDateTime), cancel);
        }

        ran += await dispatcher.AdvanceAsync(to!.Value, cancel);
        return Results.Json(new ClockMoved(time.GetUtcNow(), ran), ClockJson.Default.ClockMoved);
    }
}
