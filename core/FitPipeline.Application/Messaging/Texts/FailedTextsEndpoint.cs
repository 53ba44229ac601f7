using FitPipeline.Application.Http;
using FitPipeline.Application.People;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Messaging.Texts;

/// <summary><c>GET /api/texts/failed</c>.</summary>
public sealed class ReadFailedTextsEndpoint(IDeskIndex index) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadFailedTexts", "GET", "/api/texts/failed", "Texts that did not arrive, latest first.",
        [Actor.KitDesk, Actor.Triage, Actor.BookingDesk, Actor.Admin])
    {
        Response = typeof(Page<TextView>),
        Query = ["after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        Page<TextRecord> page = await index.FailedTextsAsync(call.Query("after"), Page<TextRecord>.Size, cancel);
        return Results.Json(
            new Page<TextView>(
                [
                    .. page.Items.Select(text => new TextView(
                        text.TextId, text.Journey, ReadTextsEndpoint.NameOf(text.Template), text.Body, text.Segments, text.QueuedAt, text.SentAt, text.Status)),
                ],
                page.Next),
            MessagingJson.Default.PageTextView);
    }
}
