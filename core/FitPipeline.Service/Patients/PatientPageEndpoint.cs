using System.Net;
using System.Text;
using FitPipeline.Pathway;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Service;

/// <summary>
/// <c>GET /p/{token}</c>: where the kit is and what happens next. It names nobody and shows no result; its address is
/// unguessable, belongs to one journey and ends with it.
/// </summary>
public sealed class PatientPageEndpoint(IPatientRegister patients, IJourneyStore journeys, WordingSettings wording) : IEndpoint
{
    private const int TokenLength = 32;

    /// <inheritdoc/>
    public Route Route { get; } = new("ReadPatientPage", "GET", "/p/{token}", "The patient's page; needs no token but its own.", []);

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        call.Http.Response.Headers["Referrer-Policy"] = "no-referrer";
        call.Http.Response.Headers["X-Robots-Tag"] = "noindex";
        call.Http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        string token = call.Path("token");
        Journey? journey = token.Length == TokenLength && await patients.ByPageTokenAsync(token, cancel) is { } patient
            ? (await journeys.LoadAsync(patient.Journey, null, cancel)).Stored?.Journey
            : null;
        if (journey is null || journey.State is JourneyState.Closed)
        {
            return Results.Content(
                Page("This page has ended", ["There is nothing to see here any more.", $"If you have a question, call {wording.Helpline}."]),
                "text/html", Encoding.UTF8, 404);
        }

        return Results.Content(Page("Your home kit", [.. Where(journey), $"If you have a question, call {wording.Helpline}."]), "text/html", Encoding.UTF8);
    }

    // A result, of any kind, is told by a person or a letter: until then the page says only that someone will be in touch.
    private static IEnumerable<string> Where(Journey journey) => journey.State switch
    {
        JourneyState.Referred => ["We are getting your kit ready. It will be in the post by the next working day."],
        JourneyState.KitPosted =>
        [
            "Your kit is in the post to you, or with you.",
            "Please follow the leaflet, write the date on the tube, and post it back on the day you use it.",
            "If it has not come, or is lost or spoilt, call us and we will send another.",
        ],
        JourneyState.AssistanceNeeded => ["We would like to help you with your kit. We will ring you, or you can call us."],
        JourneyState.KitReceived => ["Your kit has arrived. Thank you. We will be in touch about it within a week."],
        JourneyState.Booked when journey.AcknowledgedAt is not null =>
        [
            "You have a hospital appointment. The details are in the letter we sent you.",
            "If you cannot come, call us as soon as you can.",
        ],
        JourneyState.SafetyNet => ["We have written to you. If you still feel unwell or it gets worse, see your GP practice."],
        _ => ["We will be in touch about what happens next. If you feel worse, see your GP practice straight away."],
    };

    private static string Page(string heading, IEnumerable<string> paragraphs)
    {
        StringBuilder page = new();
        page.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(WebUtility.HtmlEncode(heading)).Append("</title></head><body><main><h1>").Append(WebUtility.HtmlEncode(heading)).Append("</h1>");
        foreach (string paragraph in paragraphs)
        {
            page.Append("<p>").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>");
        }

        return page.Append("</main></body></html>").ToString();
    }
}
