using FitPipeline.Application.Http;
using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Booking;

/// <summary>What the patient says to an offered appointment.</summary>
/// <param name="Answer"><c>accepted</c> or <c>declined</c>.</param>
/// <param name="Note">What the patient said beside it; may be left out.</param>
public sealed record OfferAnswerBody(string? Answer, string? Note);

/// <summary><c>POST /api/bookings/{bookingId}/answer</c>.</summary>
public sealed class AnswerOfferEndpoint(ISlotBook slots, AnswerOffer answer) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "AnswerOffer", "POST", "/api/bookings/{bookingId}/answer",
        "Record that the patient accepts the offered appointment, or declines it and goes back on the list.", [Actor.BookingDesk])
    {
        Request = typeof(OfferAnswerBody),
        Response = typeof(BookingView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (OfferAnswerBody? body, IResult? problem) = await call.ReadJsonAsync(BookingJson.Default.OfferAnswerBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        if (body!.Answer is not ("accepted" or "declined"))
        {
            return Problems.Invalid(call, "answer", "The answer is accepted or declined.");
        }

        return await slots.FindBookingAsync(call.Path("bookingId"), cancel) is { } booking
            ? BookingAnswers.ResultOf(call, await answer.RunAsync(booking, body.Answer is "accepted", body.Note, cancel))
            : Problems.NotFound(call, "There is no such booking.");
    }
}

/// <summary>Where a booking moves to.</summary>
/// <param name="SlotId">A free slot.</param>
public sealed record MoveBookingBody(string? SlotId);

/// <summary><c>POST /api/bookings/{bookingId}/move</c>.</summary>
public sealed class MoveBookingEndpoint(ISlotBook slots, Bookings bookings) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "MoveBooking", "POST", "/api/bookings/{bookingId}/move", "Rebook a patient into another free slot; the old one is free for someone else.",
        [Actor.BookingDesk])
    {
        Request = typeof(MoveBookingBody),
        Response = typeof(BookingView),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        (MoveBookingBody? body, IResult? problem) = await call.ReadJsonAsync(BookingJson.Default.MoveBookingBody, cancel);
        if (problem is not null)
        {
            return problem;
        }

        if (string.IsNullOrWhiteSpace(body!.SlotId))
        {
            return Problems.Invalid(call, "slotId", "Say which slot the patient moves to.");
        }

        return await slots.FindBookingAsync(call.Path("bookingId"), cancel) is { } booking
            ? BookingAnswers.ResultOf(call, await bookings.MoveAsync(booking, body.SlotId, cancel))
            : Problems.NotFound(call, "There is no such booking.");
    }
}

/// <summary>Takes the patient's answer to an offer.</summary>
public sealed class AnswerOffer(ISlotBook slots, JourneyEngine engine, TimeProvider time)
{
    /// <summary>Takes it. The same answer again is the same; a declined offer cannot be accepted.</summary>
    public async Task<BookingAnswer> RunAsync(BookingRecord booking, bool accepts, string? note, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        PathwayEvent @event = accepts
            ? new PathwayEvent.AppointmentAccepted(booking.BookingId, now)
            : new PathwayEvent.AppointmentDeclined(booking.BookingId, now);
        ApplyResult applied = await engine.ApplyAsync(
            booking.Journey, $"{(accepts ? "accepted" : "declined")}/{booking.BookingId}", @event, Actor.BookingDesk, note, cancel);
        if (applied is ApplyResult.Decided { Decision: Decision.Rejected rejected })
        {
            return new BookingAnswer.Refused(rejected.Because);
        }

        if (!accepts)
        {
            await slots.EndAsync(booking.BookingId, BookingStatus.Cancelled, cancel);
        }

        return new BookingAnswer.Done(await slots.FindBookingAsync(booking.BookingId, cancel) ?? booking);
    }
}

/// <summary>How answers about bookings are given over HTTP.</summary>
internal static class BookingAnswers
{
    internal static IResult ResultOf(ApiCall call, BookingAnswer answer) => answer switch
    {
        BookingAnswer.Done done => Results.Json(BookingView.Of(done.Booking), BookingJson.Default.BookingView),
        BookingAnswer.Refused refused => Problems.Conflict(call, refused.Because),
        BookingAnswer.Unknown unknown => Problems.NotFound(call, unknown.Because),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
