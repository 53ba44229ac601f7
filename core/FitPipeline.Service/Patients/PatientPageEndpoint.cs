using FitPipeline.Pathway;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Service;

/// <summary>Finds the page of a token.</summary>
public sealed class PatientPages(IPatientRegister patients, IJourneyStore journeys)
{
    private const int TokenLength = 32;

    /// <summary>The journey and patient whose page this is; null when there is none, or the journey has ended.</summary>
    public async Task<(Journey Journey, PatientRecord Patient)?> FindAsync(string token, CancellationToken cancel) =>
        token.Length == TokenLength
        && await patients.ByPageTokenAsync(token, cancel) is { } patient
        && (await journeys.LoadAsync(patient.Journey, null, cancel)).Stored is { Journey: { State: JourneyState.Open } journey }
            ? (journey, patient)
            : null;
}

/// <summary>
/// <c>GET /p/{token}</c>: where the kit is, what happens next, and what the patient may ask for. It names nobody and shows no
/// result; its address is unguessable, belongs to one journey and ends with it.
/// </summary>
public sealed class PatientPageEndpoint(PatientPages pages, MessageComposer composer, JourneyEngine engine, TimeProvider time) : IEndpoint
{
    private readonly PatientPage _page = new(composer);

    /// <inheritdoc/>
    public Route Route { get; } = new("ReadPatientPage", "GET", "/p/{token}", "The patient's page; needs no token but its own.", [])
    {
        Query = ["done"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        PatientPage.Seal(call.Http.Response);
        if (await pages.FindAsync(call.Path("token"), cancel) is not var (journey, patient))
        {
            return _page.Ended();
        }

        LanguageFile file = composer.LanguageFor(patient.Details.Language);
        PageNews? news = call.Query("done") switch
        {
            "kit" => PageNews.Kit,
            "texts" => PageNews.Texts,
            "letters" => PageNews.Letters,
            "cannot" => PageNews.Cannot,
            _ => null,
        };
        return _page.Show(PageContent.Of(journey, patient, file, engine.Policy, time.GetUtcNow()), patient, file, news);
    }
}
