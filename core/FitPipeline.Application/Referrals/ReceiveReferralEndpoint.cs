using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Intake.Fhir;
using FitPipeline.Intake.Referrals;
using FitPipeline.Intake.Referrals.Fhir;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Referrals;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Referrals;

/// <summary><c>POST /api/referrals</c>.</summary>
public sealed class ReceiveReferralEndpoint(ReceiveReferral receive, IAuditTrail audit, TimeProvider time) : IEndpoint
{
    private const string OtherPractice = "The token is for another practice than the referral names.";
    private const string Insufficient = "a referral with too little information";
    private const string UsedId = "a referral under a used id";

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReceiveReferral", "POST", "/api/referrals", "Refer a patient; the answer says whether a kit is posted and why.", [Actor.Gp])
    {
        Response = typeof(ReferralAnswer),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        if (ApiCall.RequestIdOf(call.Http) is null)
        {
            return Problems.Invalid(call, "X-Request-ID", "Send an X-Request-ID header of 1 to 128 visible characters.", 400);
        }

        bool fhir = call.IsJson("fhir+json");
        if (!fhir && !call.IsJson())
        {
            return Problems.Of(call, 415, "The content type is not read here", "Send application/json or application/fhir+json.");
        }

        (ReadOnlyMemory<byte> body, IResult? problem) = await call.ReadBodyAsync(cancel);
        if (problem is not null)
        {
            return problem;
        }

        DateTimeOffset now = time.GetUtcNow();
        ReferralReading reading = fhir ? FhirReferralReader.Read(body, now) : JsonReferralReader.Read(body, now);
        (IResult answer, string? refusal) = reading switch
        {
            ReferralReading.Unreadable or ReferralReading.Refused when fhir =>
                (Outcome(reading is ReferralReading.Unreadable ? 400 : 422, OperationOutcome.Write(reading)), "a FHIR referral that was refused"),
            ReferralReading.Unreadable unreadable =>
                (Problems.Of(call, 400, "The referral could not be read", unreadable.Because), "an unreadable referral"),
            ReferralReading.Refused refused => (Problems.Invalid(call, refused.Errors), "a referral with faults"),
            ReferralReading.Read read when read.Message.Practice.OdsCode != call.Caller.Practice => (
                fhir ? Outcome(422, OperationOutcome.Write(422, OtherPractice)) : Problems.Invalid(call, "practice.odsCode", OtherPractice),
                "a referral for another practice"),
            ReferralReading.Read read => await TakeInAsync(call, read.Message, fhir, cancel),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (refusal is not null)
        {
            await audit.AppendAsync(new AuditEntry("request/" + call.Raw + "/" + call.RequestId, now, Actor.Gp, "sent " + refusal, null, call.Raw), cancel);
        }

        return answer;
    }

    private async Task<(IResult Answer, string? Refusal)> TakeInAsync(ApiCall call, ReferralMessage message, bool fhir, CancellationToken cancel) =>
        await receive.RunAsync(message, call.RequestId, cancel) switch
        {
            ReferralOutcome.TakenIn taken => (Results.Json(
                new ReferralAnswer(
                    taken.Journey.Id,
                    taken.Journey.Decision,
                    taken.Reasons,
                    taken.Journey.State.Name,
                    NextActionView.Of(taken.Journey),
                    taken.Duplicate),
                ReferralsJson.Default.ReferralAnswer,
                statusCode: taken.Journey.Decision is ReferralDecision.FitIndicated or ReferralDecision.FitAndRefer ? 202 : 200), null),
            ReferralOutcome.Insufficient insufficient when fhir =>
                (Outcome(422, OperationOutcome.Write(422, string.Join(' ', insufficient.Reasons))), Insufficient),
            ReferralOutcome.Conflict conflict when fhir => (Outcome(409, OperationOutcome.Write(409, conflict.Because)), UsedId),
            ReferralOutcome.Insufficient insufficient => (Problems.Of(
                call,
                422,
                "insufficientInformation",
                "The criteria for a kit cannot be applied to this referral.",
                new Dictionary<string, IReadOnlyList<string>> { ["clinical"] = insufficient.Reasons }), Insufficient),
            ReferralOutcome.Conflict conflict => (Problems.Conflict(call, conflict.Because), UsedId),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // A system that speaks FHIR is refused in FHIR.
    private static IResult Outcome(int status, byte[] outcome) =>
        Results.Text(System.Text.Encoding.UTF8.GetString(outcome), OperationOutcome.MediaType, statusCode: status);
}
