using System.Text.Json;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Kits;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Application.Storage;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace FitPipeline.Application.People;

/// <summary>
/// <c>POST /p/{token}</c>: what the patient asks for on the page. A form of another site cannot know the token; that one is
/// turned away besides when the browser says so. The answer leads back to the page, so that reloading it asks for nothing twice.
/// </summary>
public sealed class AnswerPatientPageEndpoint(
    PatientPages pages, MessageComposer composer, JourneyEngine engine, ChangeContact contact, IRawArchive archive,
    TimeProvider time) : IEndpoint
{
    private static readonly Dictionary<string, ContactFormat> FormatNames = Enum.GetValues<ContactFormat>()
        .ToDictionary(ContactEndpoint.Name, format => format, StringComparer.Ordinal);

    private readonly PatientPage _page = new(composer);

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "AnswerPatientPage", "POST", "/p/{token}", "What the patient asks for on the page: a new kit, no texts, a language, a format.", [])
    {
        MaxBody = 4 * 1024,
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        PatientPage.Seal(call.Http.Response);
        if (IsOfAnotherSite(call.Http.Request))
        {
            return Problems.Of(call, 403, "Not from here", "Open the page itself and ask there.");
        }

        if (call.Http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return Problems.Of(call, 415, "The content type is not read here", "Send the page's own form.");
        }

        (ReadOnlyMemory<byte> body, IResult? problem) = await call.ReadBodyAsync(cancel);
        if (problem is not null)
        {
            return problem;
        }

        if (await pages.FindAsync(call.Path("token"), cancel) is not { Journey: { } journey })
        {
            return _page.Ended();
        }

        Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body.Span));
        string done = One(form, "ask") switch
        {
            "kit" => await AskForKitAsync(call, journey, One(form, "trouble"), cancel),
            "texts" => await ChangeAsync(call, journey, new ContactWish(Texts: false), cancel) ? "texts" : "cannot",
            "letters" => await ChangeAsync(call, journey, LettersOf(form), cancel) ? "letters" : "cannot",
            _ => "cannot",
        };

        // To the page without its token: a relative address, so that the token stands in no header of ours.
        call.Http.Response.Headers.Location = "?done=" + done;
        return Results.StatusCode(303);
    }

    // Only what is true is thanked for: where someone rings instead, the page itself says so.
    private async Task<string> AskForKitAsync(ApiCall call, Journey journey, string trouble, CancellationToken cancel)
    {
        KitTrouble? named = trouble switch
        {
            "notCome" => KitTrouble.NotCome,
            "lost" => KitTrouble.Lost,
            "spoilt" => KitTrouble.Spoilt,
            _ => null,
        };
        if (named is not { } known)
        {
            return "cannot";
        }

        await KeepAsync(
            call, journey, AskForKitEndpoint.Name,
            JsonSerializer.SerializeToUtf8Bytes(new KitRequestBody(known, null), KitsJson.Default.KitRequestBody), cancel);
        ApplyResult applied = await engine.ApplyAsync(
            journey.Id, $"request/{Actor.Patient}/{call.RequestId}", new PathwayEvent.KitAskedFor(known, Actor.Patient, time.GetUtcNow()), Actor.Patient,
            null, cancel);
        return applied switch
        {
            ApplyResult.Decided { Decision: Decision.Accepted or Decision.Ignored, Journey.KitToPost: not null } => "kit",
            ApplyResult.Decided { Decision: Decision.Accepted or Decision.Ignored } or ApplyResult.Repeated => "seen",
            _ => "cannot",
        };
    }

    private async Task<bool> ChangeAsync(ApiCall call, Journey journey, ContactWish wish, CancellationToken cancel)
    {
        await KeepAsync(
            call, journey, ContactEndpoint.ArrivalName,
            JsonSerializer.SerializeToUtf8Bytes(
                new ContactBody(wish.Texts, null, null, wish.Language, wish.Formats?.Select(ContactEndpoint.Name).ToArray(), null, null, null),
                PeopleJson.Default.ContactBody),
            cancel);
        return (await contact.RunAsync(journey.Id, wish, $"{Actor.Patient}/{call.RequestId}", Actor.Patient, null, cancel))
            .All(one => one is ApplyResult.Decided { Decision: not Decision.Rejected } or ApplyResult.Repeated);
    }

    // As what a desk would have sent: the page's address is new when what arrived is lived again, the journey is not.
    private Task<string> KeepAsync(ApiCall call, Journey journey, string kind, byte[] body, CancellationToken cancel) => archive.KeepAsync(
        new Arrival(kind, journey.Id.Value, Actor.Patient, null, call.RequestId, "application/json", time.GetUtcNow()), body, cancel);

    private static ContactWish LettersOf(Dictionary<string, StringValues> form)
    {
        IEnumerable<string> formats = form.TryGetValue("format", out StringValues given) ? given.OfType<string>() : [];
        return new ContactWish(
            Language: LanguageFile.All.ContainsKey(One(form, "language")) ? One(form, "language") : null,
            Formats: [.. formats.Where(FormatNames.ContainsKey).Select(name => FormatNames[name]).Distinct().Order()]);
    }

    private static string One(Dictionary<string, StringValues> form, string name) =>
        form.TryGetValue(name, out StringValues values) && values.Count == 1 ? values[0] ?? "" : "";

    // Every browser of the last years sends Sec-Fetch-Site; an older one sends an Origin, which says "null" where referrers are off.
    private static bool IsOfAnotherSite(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        string origin = request.Headers.Origin.ToString();
        return origin is not ("" or "null")
            && (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
                || !string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
