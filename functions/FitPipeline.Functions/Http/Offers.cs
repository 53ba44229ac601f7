using FitPipeline.Application.Booking;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>POST /api/bookings</c>.</summary>
public sealed class Book(Front front, BookEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(Book))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/bookings")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/bookings/{bookingId}/answer</c>.</summary>
public sealed class AnswerOffer(Front front, AnswerOfferEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(AnswerOffer))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/bookings/{bookingId}/answer")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/bookings/{bookingId}/move</c>.</summary>
public sealed class MoveBooking(Front front, MoveBookingEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(MoveBooking))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/bookings/{bookingId}/move")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/journeys/{journeyId}/needs</c>.</summary>
public sealed class RecordNeeds(Front front, RecordNeedsEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(RecordNeeds))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/journeys/{journeyId}/needs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}
