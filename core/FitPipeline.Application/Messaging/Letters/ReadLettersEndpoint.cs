using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Texts;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary>A letter as shown. <c>Status</c> is <c>queued</c>, <c>printed</c> or <c>cancelled</c>.</summary>
public sealed record LetterView(
    string LetterId, JourneyId JourneyId, string Template, string Subject, IReadOnlyList<string> Paragraphs, string Language, DateTimeOffset QueuedAt,
    LetterStatus Status, string? BatchId, DateTimeOffset? PrintedAt);

/// <summary><c>GET /api/letters?journeyId=</c>.</summary>
public sealed class ReadLettersEndpoint(ILetterOutbox letters, JourneyViewBuilder page) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new("ReadLetters", "GET", "/api/letters", "Letters to patients; a practice sees its own.", Route.Everyone)
    {
        Response = typeof(Page<LetterView>),
        Query = ["journeyId", "after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (JourneyId? journey, IResult? problem) = await JourneyQuery.ReadAsync(call, page, cancel);
        if (problem is not null)
        {
            return problem;
        }

        Page<LetterRecord> found = await letters.ListAsync(journey, call.Query("after"), Page<LetterRecord>.Size, cancel);
        return Results.Json(new Page<LetterView>([.. found.Items.Select(View)], found.Next), MessagingJson.Default.PageLetterView);
    }

    /// <summary>A letter as shown.</summary>
    internal static LetterView View(LetterRecord letter) => new(
        letter.LetterId, letter.Journey, ReadTextsEndpoint.NameOf(letter.Template), letter.Subject, letter.Paragraphs, letter.Language,
        letter.QueuedAt, letter.Status, letter.BatchId, letter.PrintedAt);
}
