using System.Text.Json;
using System.Text.Json.Serialization;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Storage;
using FitPipeline.Intake.Referrals;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.People;

/// <summary>An address as a desk types it.</summary>
/// <param name="Lines">One to six lines.</param>
/// <param name="Postcode">With or without its space.</param>
public sealed record AddressBody(IReadOnlyList<string>? Lines, string? Postcode);

/// <summary>How a patient is to be reached from now on; what is left out stays as it is.</summary>
/// <param name="Texts">Whether texts are wanted.</param>
/// <param name="Mobile">Another mobile; empty when there is none any more.</param>
/// <param name="Address">Another address.</param>
/// <param name="Language">A language tag such as <c>pl</c>.</param>
/// <param name="Formats">The formats needed from now on; empty for ordinary print.</param>
/// <param name="Stop"><c>detailsProtected</c> or <c>deathReported</c>: nothing is sent any more.</param>
/// <param name="Resume">What no longer stops messages.</param>
/// <param name="Note">What was said; may be left out.</param>
public sealed record ContactBody(
    bool? Texts, string? Mobile, AddressBody? Address, string? Language,
    IReadOnlyList<string>? Formats,
    [property: JsonConverter(typeof(CamelCaseEnumConverter<ContactRestriction>))] ContactRestriction? Stop,
    [property: JsonConverter(typeof(CamelCaseEnumConverter<ContactRestriction>))] ContactRestriction? Resume,
    string? Note);

/// <summary>How a patient is reached, as a journey shows it.</summary>
/// <param name="CanBeTexted">False when letters say what texts would.</param>
/// <param name="TextsRefused">The patient said that no more texts are wanted.</param>
/// <param name="Formats">The formats the patient needs.</param>
/// <param name="Stopped">Why nothing may be sent at all; empty when messages go out.</param>
public sealed record ContactView(bool CanBeTexted, bool TextsRefused, IReadOnlyList<string> Formats, IReadOnlyList<ContactRestriction> Stopped);

/// <summary><c>POST /api/journeys/{journeyId}/contact</c>.</summary>
public sealed class ContactEndpoint(JourneyViewBuilder page, ChangeContact contact, IJourneyStore journeys) : IEndpoint
{
    private const string UsedBefore = "This X-Request-ID was used before for something else. Send it again under a new one.";

    private static readonly Dictionary<string, ContactFormat> FormatNames = Enum.GetValues<ContactFormat>()
        .ToDictionary(Name, format => format, StringComparer.Ordinal);

    /// <summary>Its name, under which what the patient asks for on the page is kept too.</summary>
    public const string ArrivalName = "ChangeContact";

    /// <inheritdoc/>
    public Route Route { get; } = new(
        ArrivalName, "POST", "/api/journeys/{journeyId}/contact",
        "How the patient is to be reached from now on: no texts, a new mobile or address, a language, a format, or not at all.",
        [Actor.KitDesk, Actor.Gp, Actor.Triage, Actor.BookingDesk, Actor.Patient])
    {
        Request = typeof(ContactBody),
        Response = typeof(JourneyView),
    };

    /// <summary>A format as the contract spells it.</summary>
    public static string Name(ContactFormat format) => JsonNamingPolicy.CamelCase.ConvertName(format.ToString());

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (ContactBody? body, IResult? problem) = await call.ReadJsonAsync(PeopleJson.Default.ContactBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        (ContactWish wish, Dictionary<string, IReadOnlyList<string>> errors) = Read(body!);
        if (errors.Count > 0)
        {
            return Problems.Invalid(call, errors);
        }

        if (await page.VisibleAsync(call.JourneyInPath("journeyId"), call.Caller, cancel) is not { } journey)
        {
            return Problems.NotFound(call, "There is no such journey.");
        }

        IReadOnlyList<ApplyResult> applied = await contact.RunAsync(
            journey.Id, wish, $"{call.Caller.Role}/{call.RequestId}", call.Caller.Role, body!.Note, cancel);
        foreach (ApplyResult one in applied)
        {
            switch (one)
            {
                case ApplyResult.IdReused:
                    return Problems.Conflict(call, UsedBefore);
                case ApplyResult.Decided { Decision: Decision.Rejected rejected }:
                    return Problems.Conflict(call, rejected.Because);
            }
        }

        Journey now = (await journeys.LoadAsync(journey.Id, null, cancel)).Stored?.Journey ?? journey;
        return Results.Json(await page.OfAsync(now, call.Caller, cancel), JourneysJson.Default.JourneyView);
    }

    private static (ContactWish Wish, Dictionary<string, IReadOnlyList<string>> Errors) Read(ContactBody body)
    {
        Dictionary<string, IReadOnlyList<string>> errors = [];
        UkMobile? mobile = null;
        if (!string.IsNullOrWhiteSpace(body.Mobile) && !UkMobile.TryParse(body.Mobile, out mobile, out string? fault))
        {
            errors["mobile"] = [fault];
        }

        PostalAddress? address = null;
        if (body.Address is not null && !ContactFields.TryAddress(body.Address.Lines, body.Address.Postcode, out address, out string? because))
        {
            errors["address"] = [because];
        }

        if (body.Language is { } language && !ContactFields.IsLanguage(language))
        {
            errors["language"] = ["It must be a language tag such as en, pl or zh-Hant."];
        }

        if (body.Formats is { } formats && formats.Any(format => !FormatNames.ContainsKey(format)))
        {
            errors["formats"] = ["The formats are largePrint, braille, audio, easyRead and bsl."];
        }

        if (body is { Texts: null, Mobile: null, Address: null, Language: null, Formats: null, Stop: null, Resume: null })
        {
            errors["body"] = ["Say what is to change: texts, mobile, address, language, formats, stop or resume."];
        }

        if (body.Stop is not null && body.Stop == body.Resume)
        {
            errors["resume"] = ["It cannot stop and resume at once."];
        }

        return (
            new ContactWish(
                body.Texts,
                mobile,
                body.Mobile is not null && mobile is null,
                address,
                body.Language,
                body.Formats is null ? null : [.. body.Formats.Where(FormatNames.ContainsKey).Select(format => FormatNames[format]).Distinct().Order()],
                body.Stop,
                body.Resume),
            errors);
    }
}
