using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.Messaging.Wording;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Messages;
using FitPipeline.Pathway.Policy;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.People;

/// <summary>A patient's page.</summary>
/// <param name="Journey">Whose.</param>
/// <param name="Patient">The patient.</param>
/// <param name="Topics">What it may speak of now.</param>
public sealed record OpenPage(Journey Journey, PatientRecord Patient, PageTopics Topics);

/// <summary>Finds the page of a token.</summary>
public sealed class PatientPages(IPatientRegister patients, IJourneyStore journeys, PathwayPolicy policy, TimeProvider time)
{
    private const int TokenLength = 32;

    /// <summary>The page of this token; null when there is none, or it has ended.</summary>
    public async Task<OpenPage?> FindAsync(string token, CancellationToken cancel) =>
        token.Length == TokenLength
        && await patients.ByPageTokenAsync(token, cancel) is { } patient
        && (await journeys.LoadAsync(patient.Journey, null, cancel)).Stored?.Journey is { } journey
        && PageTopics.Of(journey, time.GetUtcNow(), policy) is { } topics
            ? new OpenPage(journey, patient, topics)
            : null;
}

/// <summary>
/// <c>GET /p/{token}</c>: where the kit is, what happens next, and what the patient may ask for. It names nobody and shows no
/// result; its address is unguessable, belongs to one journey and ends with it.
/// </summary>
public sealed class PatientPageEndpoint(PatientPages pages, MessageComposer composer) : IEndpoint
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
        if (await pages.FindAsync(call.Path("token"), cancel) is not { } open)
        {
            return _page.Ended();
        }

        LanguageFile file = composer.LanguageFor(open.Patient.Details.Language);
        PageNews? news = call.Query("done") switch
        {
            "kit" => PageNews.Kit,
            "texts" => PageNews.Texts,
            "letters" => PageNews.Letters,
            "cannot" => PageNews.Cannot,
            _ => null,
        };
        return _page.Show(PageContent.Of(open.Topics, open.Patient, file), open.Patient, file, news);
    }
}
