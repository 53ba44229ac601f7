using System.Text;
using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Intake.Booking;
using FitPipeline.Intake.Fhir;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Booking;

/// <summary>A patient to be booked into a slot.</summary>
/// <param name="JourneyId">Whose.</param>
/// <param name="SlotId">A free slot.</param>
/// <param name="BookingId">The booking system's own id, 1 to 64 characters; left out, ours.</param>
public sealed record NewBookingBody(string? JourneyId, string? SlotId, string? BookingId);

/// <summary>
/// <c>POST /api/bookings</c>: the desk, or a booking system that answers a request on <c>booking-requests</c>, says which slot
/// a patient has. As <c>application/fhir+json</c> it is one Appointment of the Booking and Referral Standard, which may also
/// say that it was cancelled or how it went.
/// </summary>
public sealed class BookEndpoint(
    IJourneyStore journeys, ISlotBook slots, Bookings bookings, AnswerOffer answers, RecordOutcome outcomes) : IEndpoint
{
    private const int LongestId = 64;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "Book", "POST", "/api/bookings", "Say which slot a patient has; as FHIR, also that an appointment was cancelled or how it went.", [Actor.BookingDesk])
    {
        Request = typeof(NewBookingBody),
        Response = typeof(BookingView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        if (call.IsJson("fhir+json"))
        {
            return await FhirAsync(call, cancel);
        }

        (NewBookingBody? body, IResult? problem) = await call.ReadJsonAsync(BookingJson.Default.NewBookingBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        Dictionary<string, IReadOnlyList<string>> errors = [];
        if (!JourneyId.TryParse(body!.JourneyId ?? "", out JourneyId? journeyId, out string? because))
        {
            errors["journeyId"] = [because];
        }

        if (string.IsNullOrWhiteSpace(body.SlotId))
        {
            errors["slotId"] = ["Say which slot the patient has."];
        }

        if (body.BookingId is { Length: 0 or > LongestId })
        {
            errors["bookingId"] = ["Give the booking an id of 1 to 64 characters, or none."];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(call, errors);
        }

        return BookingAnswers.ResultOf(call, await BookAsync(journeyId!, body.SlotId!, body.BookingId, cancel));
    }

    private async Task<BookingAnswer> BookAsync(JourneyId journeyId, string slotId, string? bookingId, CancellationToken cancel) =>
        (await journeys.LoadAsync(journeyId, null, cancel)).Stored?.Journey is { } journey
            ? await bookings.BookAsync(journey, slotId, bookingId, cancel)
            : new BookingAnswer.Unknown("There is no such journey.");

    private async Task<IResult> FhirAsync(ApiCall call, CancellationToken cancel)
    {
        (ReadOnlyMemory<byte> bytes, IResult? problem) = await call.ReadBodyAsync(cancel);
        if (problem is not null)
        {
            return problem;
        }

        return FhirAppointmentReader.Read(bytes) switch
        {
            AppointmentReading.Unreadable unreadable => Outcome(400, OperationOutcome.Write(400, unreadable.Because)),
            AppointmentReading.Refused refused => Outcome(422, OperationOutcome.Write(422, refused.Errors)),
            AppointmentReading.Read read => await TakeInAsync(read.Appointment, cancel) switch
            {
                BookingAnswer.Done done => Results.Json(BookingView.Of(done.Booking), BookingJson.Default.BookingView),
                BookingAnswer.Refused refused => Outcome(409, OperationOutcome.Write(409, refused.Because)),
                BookingAnswer.Unknown unknown => Outcome(404, OperationOutcome.Write(404, unknown.Because)),
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<BookingAnswer> TakeInAsync(AppointmentMessage message, CancellationToken cancel)
    {
        if (message.Status is AppointmentStatus.Booked)
        {
            BookingAnswer booked = await BookAsync(message.Journey!, message.SlotId!, message.Id, cancel);
            return booked is BookingAnswer.Done { Booking: var standing } && message.Accepts is { } accepts
                ? await answers.RunAsync(standing, accepts, null, cancel)
                : booked;
        }

        if (await slots.FindBookingAsync(message.Id, cancel) is not { } booking)
        {
            return new BookingAnswer.Unknown("There is no such booking.");
        }

        // What happened to one patient is not written into another's record because two systems number alike.
        if (message.Journey is { } journey && journey != booking.Journey)
        {
            return new BookingAnswer.Refused("This booking is for another journey than the appointment says. Find out whose it is, and send it again.");
        }

        return await outcomes.RunAsync(
            booking,
            message.Status switch
            {
                AppointmentStatus.Attended => new BookingOutcome(BookingOutcomeKind.Attended, message.Finding),
                AppointmentStatus.Missed => new BookingOutcome(BookingOutcomeKind.DidNotAttend, null),
                AppointmentStatus.CancelledByPatient => new BookingOutcome(BookingOutcomeKind.CancelledByPatient, null),
                _ => new BookingOutcome(BookingOutcomeKind.CancelledByHospital, null),
            },
            cancel);
    }

    // A system that speaks FHIR is refused in FHIR.
    private static IResult Outcome(int status, byte[] outcome) => Results.Text(Encoding.UTF8.GetString(outcome), OperationOutcome.MediaType, statusCode: status);
}
