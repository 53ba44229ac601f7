using System.Security.Cryptography;
using System.Text;
using FitPipeline.Application.Http;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary>A batch of letters for the mail room.</summary>
/// <param name="BatchId">Its id.</param>
/// <param name="Letters">How many letters are in it.</param>
/// <param name="Pdf">The path of the PDF; null when no letter waited.</param>
/// <param name="More">True when more letters wait than one batch holds.</param>
public sealed record LetterBatchView(string BatchId, int Letters, string? Pdf, bool More);

/// <summary><c>POST /api/letters/batches</c>.</summary>
public sealed class TakeLetterBatchEndpoint(PrintLetters print, ILetterOutbox letters) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "TakeLetterBatch", "POST", "/api/letters/batches",
        "Puts the letters that wait into a batch for the mail room; the same X-Request-ID again is the same batch.", [Actor.KitDesk, Actor.Admin])
    {
        Response = typeof(LetterBatchView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        if (ApiCall.RequestIdOf(call.Http) is not { } requestId)
        {
            return Problems.Invalid(call, "X-Request-ID", "Send an X-Request-ID header of 1 to 128 visible characters: it names the batch.", 400);
        }

        string batch = "b-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Caller.Role}/{requestId}")).AsSpan(0, 10));
        IReadOnlyList<LetterRecord> taken = await print.TakeAsync(batch, cancel);
        bool more = (await letters.WaitingAsync(1, cancel)).Count > 0;
        return Results.Json(
            new LetterBatchView(batch, taken.Count, taken.Count == 0 ? null : "/api/letters/batches/" + batch, more),
            MessagingJson.Default.LetterBatchView);
    }
}

/// <summary><c>GET /api/letters/batches/{batchId}</c>.</summary>
public sealed class ReadLetterBatchEndpoint(PrintLetters print) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadLetterBatch", "GET", "/api/letters/batches/{batchId}", "A batch as one PDF, as often as the printer jams.", [Actor.KitDesk, Actor.Admin]);

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        await print.PrintAsync(call.Path("batchId"), cancel) is { } pdf
            ? Results.File(pdf, "application/pdf", "letters.pdf")
            : Problems.NotFound(call, "There is no such batch, or nothing of it may be sent any more.");
}
