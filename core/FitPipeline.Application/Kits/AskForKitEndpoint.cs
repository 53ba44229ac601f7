using System.Text.Json.Serialization;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Kits;

/// <summary>What is wrong with the kit a patient has.</summary>
/// <param name="Trouble"><c>notCome</c>, <c>lost</c> or <c>spoilt</c>; required.</param>
/// <param name="Note">What was said; may be left out.</param>
public sealed record KitRequestBody([property: JsonConverter(typeof(CamelCaseEnumConverter<KitTrouble>))] KitTrouble? Trouble, string? Note);

/// <summary><c>POST /api/journeys/{journeyId}/kit-requests</c>: for a desk that the patient rang; the patient's page asks the same.</summary>
public sealed class AskForKitEndpoint(JourneyViewBuilder page, UserActions events, TimeProvider time) : IEndpoint
{
    /// <summary>Its name, under which what the patient asks for on the page is kept too.</summary>
    public const string Name = "AskForKit";

    /// <inheritdoc/>
    public Route Route { get; } = new(
        Name, "POST", "/api/journeys/{journeyId}/kit-requests", "The patient asks for another kit: it has not come, is lost, or is spoilt.",
        [Actor.KitDesk, Actor.Gp, Actor.Triage, Actor.Patient])
    {
        Request = typeof(KitRequestBody),
        Response = typeof(JourneyView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (KitRequestBody? body, IResult? problem) = await call.ReadJsonAsync(KitsJson.Default.KitRequestBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        if (body!.Trouble is not { } trouble)
        {
            return Problems.Invalid(call, "trouble", "The trouble is notCome, lost or spoilt.");
        }

        return await page.VisibleAsync(call.JourneyInPath("journeyId"), call.Caller, cancel) is { } journey
            ? await events.ApplyAsync(
                call, journey, new PathwayEvent.KitAskedFor(trouble, call.Caller.Role, time.GetUtcNow()), body.Note, cancel)
            : Problems.NotFound(call, "There is no such journey.");
    }
}
