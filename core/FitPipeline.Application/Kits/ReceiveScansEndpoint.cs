using FitPipeline.Application.Http;
using FitPipeline.Intake.Scans;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Kits;

/// <summary>The answers to a list of scans, in the order sent.</summary>
/// <param name="Outcomes">One a scan.</param>
public sealed record ScanAnswers(IReadOnlyList<ScanAnswer> Outcomes);

/// <summary><c>POST /api/kits/scans</c>.</summary>
public sealed class ReceiveScansEndpoint(ReceiveScans receive, TimeProvider time) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReceiveScans", "POST", "/api/kits/scans", "Scan kits out, in, back or lost; up to 1,000 at once.", [Actor.KitDesk, Actor.Lab])
    {
        MaxBody = 1024 * 1024,
        Response = typeof(ScanAnswers),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        if (!call.IsJson())
        {
            return Problems.Of(call, 415, "The content type is not read here", "Send application/json.");
        }

        (ReadOnlyMemory<byte> body, IResult? problem) = await call.ReadBodyAsync(cancel);
        return problem ?? ScanListReader.Read(body, time.GetUtcNow()) switch
        {
            ScanListReading.Unreadable unreadable => Problems.Of(call, 400, "The scans could not be read", unreadable.Because),
            ScanListReading.Refused refused => Problems.Invalid(call, refused.Errors),
            ScanListReading.Read read => Results.Json(
                new ScanAnswers(await receive.RunAsync(read.Scans, call.Caller.Role, cancel)), KitsJson.Default.ScanAnswers),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
