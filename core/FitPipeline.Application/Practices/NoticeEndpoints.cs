using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Application.People;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Effects;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Practices;

/// <summary>Something a practice was told.</summary>
/// <param name="NoticeId">Its id, which the CloudEvent carries too.</param>
/// <param name="JourneyId">About whom.</param>
/// <param name="Notice">What.</param>
/// <param name="Text">As a sentence.</param>
/// <param name="At">When.</param>
/// <param name="Fhir">The path of the same as FHIR.</param>
public sealed record NoticeView(string NoticeId, JourneyId JourneyId, PracticeNotice Notice, string Text, DateTimeOffset At, string Fhir);

/// <summary><c>GET /api/practices/{ods}/notices</c>.</summary>
public sealed class ReadPracticeNoticesEndpoint(IPracticeNotices notices) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadPracticeNotices", "GET", "/api/practices/{ods}/notices", "What a practice was told of its patients, newest last.",
        [Actor.Gp, Actor.Triage])
    {
        Response = typeof(Page<NoticeView>),
        Query = ["after"],
    };

    /// <summary>The path of a notice as FHIR: it names a practice and a journey, and nobody.</summary>
    public static string PathOf(PracticeNotification notice) =>
        $"/api/practices/{notice.Practice.Value}/notices/{notice.Journey.Value}/{notice.NoticeId}";

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        if (!OdsCode.TryParse(call.Path("ods"), out OdsCode? practice, out _) || !call.Caller.MaySee(practice))
        {
            return Problems.NotFound(call, "There is no such practice.");
        }

        Page<PracticeNotification> page = await notices.ListAsync(practice, call.Query("after"), Page<PracticeNotification>.Size, cancel);
        return Results.Json(
            new Page<NoticeView>(
                [
                    .. page.Items.Select(notice => new NoticeView(
                        notice.NoticeId, notice.Journey, notice.Notice, NoticeDescriptions.Of(notice.Notice), notice.At, PathOf(notice))),
                ],
                page.Next),
            PracticesJson.Default.PageNoticeView);
    }
}

/// <summary><c>GET /api/practices/{ods}/notices/{journeyId}/{noticeId}</c>.</summary>
public sealed class ReadPracticeNoticeEndpoint(IPracticeNotices notices, IJourneyStore journeys, IPatientRegister patients) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadPracticeNotice", "GET", "/api/practices/{ods}/notices/{journeyId}/{noticeId}",
        "A notice as FHIR: a DiagnosticReport when it tells a result, a Communication otherwise.", [Actor.Gp, Actor.Triage]);

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        OdsCode.TryParse(call.Path("ods"), out OdsCode? practice, out _)
        && call.Caller.MaySee(practice)
        && call.JourneyInPath("journeyId") is { } id
        && await notices.FindAsync(id, call.Path("noticeId"), cancel) is { } notice
        && notice.Practice == practice
        && (await journeys.LoadAsync(id, null, cancel)).Stored is { Journey: { } journey }
        && await patients.FindAsync(id, cancel) is { } patient
            ? Results.Bytes(FhirNotice.Write(notice, journey, patient), FhirNotice.MediaType)
            : Problems.NotFound(call, "There is no such notice.");
}
