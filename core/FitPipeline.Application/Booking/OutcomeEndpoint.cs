using System.Text.Json.Serialization;
using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Booking;

/// <summary>How an appointment went.</summary>
/// <param name="Kind"><c>attended</c>, <c>didNotAttend</c>, <c>cancelledByPatient</c> or <c>cancelledByHospital</c>.</param>
/// <param name="Finding">What was found; required with <c>attended</c>, and only then.</param>
public sealed record BookingOutcomeBody(string? Kind, [property: JsonConverter(typeof(CamelCaseEnumConverter<ExaminationFinding>))] ExaminationFinding? Finding);

/// <summary><c>POST /api/bookings/{bookingId}/outcome</c>.</summary>
public sealed class RecordBookingOutcomeEndpoint(ISlotBook slots, RecordOutcome record) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "RecordBookingOutcome", "POST", "/api/bookings/{bookingId}/outcome", "Record how an appointment went.", [Actor.BookingDesk])
    {
        Request = typeof(BookingOutcomeBody),
        Response = typeof(BookingView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (BookingOutcomeBody? body, IResult? problem) = await call.ReadJsonAsync(BookingJson.Default.BookingOutcomeBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        string bookingId = call.Path("bookingId");
        if (await slots.FindBookingAsync(bookingId, cancel) is not { } booking)
        {
            return Problems.NotFound(call, "There is no such booking.");
        }

        if (body!.Finding is not null != body.Kind is "attended")
        {
            return Problems.Invalid(call, "finding", "Say what was found when the patient attended, and only then.");
        }

        if (RecordOutcome.Of(body.Kind, body.Finding) is not { } outcome)
        {
            return Problems.Invalid(call, "kind", "The outcome is attended, didNotAttend, cancelledByPatient or cancelledByHospital.");
        }

        return BookingAnswers.ResultOf(call, await record.RunAsync(booking, outcome, cancel));
    }
}
