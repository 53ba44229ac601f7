using System.Text.Json.Serialization;
using FitPipeline.Pathway;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Service;

/// <summary>A place on the waiting list.</summary>
public sealed record WaitingView(
    JourneyId JourneyId, OdsCode Practice, int Rank, string Band, DateTimeOffset WaitingSince, DateTimeOffset Target, IReadOnlyList<string> Because);

/// <summary>A booking as the contract spells it.</summary>
public sealed record BookingView(string BookingId, JourneyId JourneyId, string SlotId, string Site, DateTimeOffset StartsAt, BookingStatus Status)
{
    /// <summary>A booking as shown.</summary>
    public static BookingView Of(Booking booking) =>
        new(booking.BookingId, booking.Journey, booking.Slot.SlotId, booking.Slot.Site, booking.Slot.StartsAt, booking.Status);
}

/// <summary><c>GET /api/waiting-list</c>.</summary>
public sealed class ReadWaitingListEndpoint(WaitingList list) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadWaitingList", "GET", "/api/waiting-list", "Who waits for a slot, in order, and why in that order.",
        [Actor.BookingDesk, Actor.Triage, Actor.Gp, Actor.Admin])
    {
        Response = typeof(Page<WaitingView>),
        Query = ["after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        int skip = int.TryParse(call.Query("after"), out int after) && after > 0 ? after : 0;
        List<WaitingView> visible =
        [
            .. (await list.InOrderAsync(cancel))
                .Where(place => call.Caller.MaySee(place.Journey.Practice))
                .Skip(skip)
                .Take(Page<WaitingView>.Size + 1)
                .Select(place => new WaitingView(
                    place.Journey.Id,
                    place.Journey.Practice,
                    place.Place.Rank,
                    FhbBands.Of(place.Journey.HighestResult!).Name(),
                    place.Journey.ListedAt ?? place.Journey.ReferredAt,
                    place.Journey.NextAction!.Value.Due,
                    place.Place.Because)),
        ];
        bool more = visible.Count > Page<WaitingView>.Size;
        return Results.Json(
            new Page<WaitingView>([.. visible.Take(Page<WaitingView>.Size)], more ? $"{skip + Page<WaitingView>.Size}" : null),
            ServiceJson.Default.PageWaitingView);
    }
}

/// <summary><c>POST /api/bookings/rounds</c>.</summary>
public sealed class RunBookingRoundEndpoint(RunBookingRound round) : IEndpoint
{
    /// <inheritdoc/>
    public Route Route { get; } = new(
        "RunBookingRound", "POST", "/api/bookings/rounds", "Give free slots to waiting patients now.", [Actor.BookingDesk, Actor.Admin])
    {
        Response = typeof(BookingRoundReport),
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel) =>
        Results.Json(await round.RunAsync(cancel), ServiceJson.Default.BookingRoundReport);
}

/// <summary><c>GET /api/bookings?from=&amp;to=</c>.</summary>
public sealed class ReadBookingsEndpoint(ISlotBook slots, TimeProvider time) : IEndpoint
{
    private const int DefaultDays = 28;

    /// <inheritdoc/>
    public Route Route { get; } = new(
        "ReadBookings", "GET", "/api/bookings", "Bookings between two London dates; by default four weeks back to a year ahead.",
        [Actor.BookingDesk, Actor.Triage, Actor.Admin])
    {
        Response = typeof(Page<BookingView>),
        Query = ["from", "to", "after"],
    };

    /// <inheritdoc/>
    public async Task<IResult> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        DateOnly today = London.DateOf(time.GetUtcNow());
        (DateRange? range, IResult? problem) = DateRange.Read(call, today.AddDays(-DefaultDays), today.AddYears(1));
        if (problem is not null)
        {
            return problem;
        }

        Page<Booking> page = await slots.ListAsync(range!.From, range.To, call.Query("after"), Page<Booking>.Size, cancel);
        return Results.Json(new Page<BookingView>([.. page.Items.Select(BookingView.Of)], page.Next), ServiceJson.Default.PageBookingView);
    }
}

/// <summary>How an appointment went.</summary>
/// <param name="Kind"><c>attended</c>, <c>didNotAttend</c>, <c>cancelledByPatient</c> or <c>cancelledByHospital</c>.</param>
/// <param name="Finding">What was found; required with <c>attended</c>, and only then.</param>
public sealed record BookingOutcomeBody(string? Kind, [property: JsonConverter(typeof(WireEnum<ExaminationFinding>))] ExaminationFinding? Finding);

/// <summary><c>POST /api/bookings/{bookingId}/outcome</c>.</summary>
public sealed class RecordBookingOutcomeEndpoint(ISlotBook slots, JourneyEngine engine, TimeProvider time) : IEndpoint
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
        (BookingOutcomeBody? body, IResult? problem) = await call.ReadJsonAsync(ServiceJson.Default.BookingOutcomeBody, cancel);
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

        DateTimeOffset now = time.GetUtcNow();
        (PathwayEvent? @event, BookingStatus status) = body.Kind switch
        {
            "attended" => ((PathwayEvent)new PathwayEvent.AppointmentAttended(bookingId, body.Finding!.Value, now), BookingStatus.Attended),
            "didNotAttend" => (new PathwayEvent.AppointmentMissed(bookingId, now), BookingStatus.DidNotAttend),
            "cancelledByPatient" => (new PathwayEvent.AppointmentCancelled(bookingId, true, now), BookingStatus.Cancelled),
            "cancelledByHospital" => (new PathwayEvent.AppointmentCancelled(bookingId, false, now), BookingStatus.Cancelled),
            _ => ((PathwayEvent?)null, BookingStatus.Booked),
        };
        if (@event is null)
        {
            return Problems.Invalid(call, "kind", "The outcome is attended, didNotAttend, cancelledByPatient or cancelledByHospital.");
        }

        Applied applied = await engine.ApplyAsync(booking.Journey, "outcome/" + bookingId, @event, Actor.BookingDesk, null, cancel);
        switch (applied)
        {
            case Applied.Decided { Decision: Decision.Rejected rejected }:
                return Problems.Conflict(call, rejected.Because);
            case Applied.IdReused:
                return Problems.Conflict(call, "Another outcome of this booking has been recorded already.");
            default:
                await slots.EndAsync(bookingId, status, cancel);
                return Results.Json(BookingView.Of(booking with { Status = status }), ServiceJson.Default.BookingView);
        }
    }
}
