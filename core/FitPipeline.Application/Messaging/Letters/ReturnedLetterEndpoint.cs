using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Messaging.Letters;

/// <summary><c>POST /api/letters/{letterId}/returned</c>. The id stands at the foot of every sheet.</summary>
public sealed class RecordReturnedLetterEndpoint(ILetterOutbox letters, PrintLetters print, JourneyViewBuilder page) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "RecordReturnedLetter", "POST", "/api/letters/{letterId}/returned",
        "The post brought this letter back: someone rings the patient. Told again, nothing more happens.", [Actor.KitDesk, Actor.Admin])
    {
        Response = typeof(JourneyView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        if (await FindAsync(call.Path("letterId"), cancel) is not { } letter)
        {
            return Problems.NotFound(call, "There is no letter of that number. It stands at the foot of every sheet.");
        }

        if (letter.Status is not LetterStatus.Printed)
        {
            return Problems.Conflict(call, "This letter has not been printed, so it cannot have come back. Check the number at the foot of the sheet.");
        }

        return await print.CameBackAsync(letter, cancel) switch
        {
            ApplyResult.Decided decided => Results.Json(await page.OfAsync(decided.Journey, call.Caller, cancel), JourneysJson.Default.JourneyView),
            ApplyResult.Repeated repeated => Results.Json(await page.OfAsync(repeated.Journey, call.Caller, cancel), JourneysJson.Default.JourneyView),
            _ => Problems.NotFound(call, "There is no such journey."),
        };
    }

    // A letter's id begins with its journey's.
    private async Task<LetterRecord?> FindAsync(string letterId, CancellationToken cancel)
    {
        if (!JourneyId.TryParse(letterId.Split('.')[0], out JourneyId? journey, out _))
        {
            return null;
        }

        string? after = null;
        do
        {
            Page<LetterRecord> found = await letters.ListAsync(journey, after, Page<LetterRecord>.Size, cancel);
            if (found.Items.FirstOrDefault(letter => letter.LetterId == letterId) is { } letter)
            {
                return letter;
            }

            after = found.Next;
        }
        while (after is not null);
        return null;
    }
}
