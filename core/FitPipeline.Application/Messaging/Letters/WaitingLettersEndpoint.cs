using System.Text.Json.Serialization;
using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary>Letters that wait to be printed.</summary>
/// <param name="Items">The oldest 200.</param>
/// <param name="Next">Always null: whoever takes these for printing sees the next.</param>
/// <param name="More">True when more wait behind these.</param>
public sealed record WaitingLetters(
    IReadOnlyList<LetterView> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next, bool More);

/// <summary><c>GET /api/letters/waiting</c>.</summary>
public sealed class ReadWaitingLettersEndpoint(ILetterOutbox letters) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadWaitingLetters", "GET", "/api/letters/waiting", "Letters that wait to be printed, oldest first; at most 200, and whether there are more.", [Actor.KitDesk, Actor.Admin])
    {
        Response = typeof(WaitingLetters),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        IReadOnlyList<LetterRecord> waiting = await letters.WaitingAsync(Page<LetterView>.Size + 1, cancel);
        return Results.Json(
            new WaitingLetters([.. waiting.Take(Page<LetterView>.Size).Select(ReadLettersEndpoint.View)], null, waiting.Count > Page<LetterView>.Size),
            MessagingJson.Default.WaitingLetters);
    }
}
