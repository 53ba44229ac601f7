using FitPipeline.Application.Http;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Kits;

/// <summary>A recall notice.</summary>
/// <param name="Lot">The lot; required.</param>
/// <param name="Reason">Why; required.</param>
public sealed record RecallBody(string? Lot, string? Reason);

/// <summary><c>POST /api/kits/recalls</c>.</summary>
public sealed class RecallLotEndpoint(RecallLot recall) : IEndpoint
{
    // As long as a scan's lot may be.
    private const int LongestLot = 64;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "RecallLot", "POST", "/api/kits/recalls", "Recall a lot: none of it goes out any more, and every journey with one is judged anew.",
        [Actor.KitDesk, Actor.Lab, Actor.Admin])
    {
        Request = typeof(RecallBody),
        Response = typeof(RecallReport),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (RecallBody? body, IResult? problem) = await call.ReadJsonAsync(KitsJson.Default.RecallBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        Dictionary<string, IReadOnlyList<string>> errors = [];
        string lot = body!.Lot?.Trim() ?? "";
        if (lot.Length is 0 or > LongestLot)
        {
            errors["lot"] = ["Give the lot as it stands on the kit, up to 64 characters."];
        }

        if (string.IsNullOrWhiteSpace(body.Reason))
        {
            errors["reason"] = ["Say why; the reason is kept with every journey it touches."];
        }

        return errors.Count > 0
            ? Problems.Invalid(call, errors)
            : Results.Json(await recall.RunAsync(lot, body.Reason!, call.Caller.Role, cancel), KitsJson.Default.RecallReport);
    }
}
