using FitPipeline.Pathway;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Service;

/// <summary><c>GET /api/letters/waiting</c>.</summary>
public sealed class ReadWaitingLettersEndpoint(ILetterOutbox letters) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadWaitingLetters", "GET", "/api/letters/waiting", "Letters that wait to be printed, oldest first; at most 200.", [Actor.KitDesk, Actor.Admin])
    {
        Response = typeof(Page<LetterView>),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) => Results.Json(
        new Page<LetterView>([.. (await letters.WaitingAsync(Page<LetterView>.Size, cancel)).Select(ReadLettersEndpoint.View)], null),
        ServiceJson.Default.PageLetterView);
}
