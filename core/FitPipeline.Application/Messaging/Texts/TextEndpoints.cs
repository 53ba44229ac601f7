using System.Text.Json;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Messaging.Texts;

/// <summary>A text as the contract spells it.</summary>
public sealed record TextView(
    string TextId, JourneyId JourneyId, string Template, string Body, int Segments, DateTimeOffset QueuedAt, DateTimeOffset? SentAt,
    TextStatus Status);

/// <summary><c>GET /api/texts?journeyId=</c>.</summary>
public sealed class ReadTextsEndpoint(ITextOutbox texts, JourneyViewBuilder page) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new("ReadTexts", "GET", "/api/texts", "What patients were texted; a practice sees its own.", Route.Everyone)
    {
        Response = typeof(Page<TextView>),
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

        Page<TextRecord> found = await texts.ListAsync(journey, call.Query("after"), Page<TextRecord>.Size, cancel);
        return Results.Json(
            new Page<TextView>(
                [.. found.Items.Select(text => new TextView(
                    text.TextId, text.Journey, NameOf(text.Template), text.Body, text.Segments, text.QueuedAt, text.SentAt, text.Status))],
                found.Next),
            MessagingJson.Default.PageTextView);
    }

    /// <summary>A template's name as the contract spells it.</summary>
    internal static string NameOf(MessageTemplate template) => JsonNamingPolicy.CamelCase.ConvertName(template.ToString());
}

/// <summary>A journey named in a query, checked for the caller.</summary>
internal static class JourneyQuery
{
    /// <summary>Reads <c>journeyId</c>. A practice must name one of its own; everyone else may leave it out.</summary>
    public static async Task<(JourneyId? Journey, IResult? Problem)> ReadAsync(ApiCall call, JourneyViewBuilder page, CancellationToken cancel)
    {
        string? text = call.Query("journeyId");
        if (text is null)
        {
            return call.Caller.Role is Actor.Gp
                ? (null, Problems.Invalid(call, "journeyId", "Name one of your practice's journeys.", 400))
                : (null, null);
        }

        return JourneyId.TryParse(text, out JourneyId? id, out _) && await page.VisibleAsync(id, call.Caller, cancel) is not null
            ? (id, null)
            : (null, Problems.NotFound(call, "There is no such journey."));
    }
}
