using FitPipeline.Pathway;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Service;

/// <summary><c>GET /api/texts/failed</c>.</summary>
public sealed class ReadFailedTextsEndpoint(IDeskIndex index) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadFailedTexts", "GET", "/api/texts/failed", "Texts that did not arrive, latest first; at most 200.",
        [Actor.KitDesk, Actor.Triage, Actor.BookingDesk, Actor.Admin])
    {
        Response = typeof(Page<TextView>),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) => Results.Json(
        new Page<TextView>(
            [
                .. (await index.FailedTextsAsync(Page<TextView>.Size, cancel)).Select(text => new TextView(
                    text.TextId, text.Journey, ReadTextsEndpoint.NameOf(text.Template), text.Body, text.Segments, text.QueuedAt, text.SentAt, text.Status)),
            ],
            null),
        ServiceJson.Default.PageTextView);
}
