using FitPipeline.Application.Booking;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FitPipeline.Functions.Http;

/// <summary><c>GET /api/waiting-list</c>.</summary>
public sealed class ReadWaitingList(Front front, ReadWaitingListEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadWaitingList))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/waiting-list")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>POST /api/bookings/rounds</c>.</summary>
public sealed class RunBookingRound(Front front, RunBookingRoundEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(RunBookingRound))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/bookings/rounds")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>GET /api/bookings</c>.</summary>
public sealed class ReadBookings(Front front, ReadBookingsEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(ReadBookings))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/bookings")] HttpRequest request) =>
        front.AnswerAsync(request, endpoint);
}

/// <summary><c>POST /api/bookings/{bookingId}/outcome</c>.</summary>
public sealed class RecordBookingOutcome(Front front, RecordBookingOutcomeEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(RecordBookingOutcome))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/bookings/{bookingId}/outcome")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>PUT /api/slots</c>.</summary>
public sealed class OfferSlots(Front front, OfferSlotsEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(OfferSlots))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/slots")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>DELETE /api/slots/{slotId}</c>.</summary>
public sealed class WithdrawSlot(Front front, WithdrawSlotEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(WithdrawSlot))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/slots/{slotId}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}

/// <summary><c>POST /api/sites/closures</c>.</summary>
public sealed class CloseSite(Front front, CloseSiteEndpoint endpoint)
{
    /// <summary>Answers it.</summary>
    [Function(nameof(CloseSite))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sites/closures")] HttpRequest request,
        [DurableClient] DurableTaskClient durable) =>
        front.AnswerAsync(request, endpoint, durable);
}
