using FitPipeline.Application.Http;
using FitPipeline.Application.Storage;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;
using FitPipeline.Pathway.Results;
using Microsoft.AspNetCore.Http;

namespace FitPipeline.Application.Booking;

/// <summary>A place on the waiting list.</summary>
public sealed record WaitingView(
    JourneyId JourneyId, OdsCode Practice, int Rank, string Band, DateTimeOffset WaitingSince, DateTimeOffset Target, IReadOnlyList<string> Because,
    int ListLength, DateOnly? ExpectedWeek, string Expected, string PolicyVersion, OverrideView? Override, NeedsView Needs, int AppointmentsMissed, int OffersDeclined)
{
    /// <summary>A place as shown.</summary>
    public static WaitingView Of(WaitingPlace place)
    {
        PriorityView shown = PriorityView.Of(place);
        Journey journey = place.Journey;
        return new(
            journey.Id, journey.Practice, shown.Rank, FhbBands.Of(journey.HighestResult!).Name(), journey.ListedAt ?? journey.ReferredAt,
            journey.NextAction!.Value.Due, shown.Because, shown.ListLength, shown.ExpectedWeek, shown.Expected, shown.PolicyVersion, shown.Override,
            NeedsView.Of(journey), journey.AppointmentsMissed, journey.OffersDeclined);
    }
}

/// <summary>A booking as the contract spells it.</summary>
public sealed record BookingView(
    string BookingId, JourneyId JourneyId, string SlotId, string Site, DateTimeOffset StartsAt, BookingStatus Status,
    int Minutes, Procedure Procedure, bool Community, string? Room)
{
    /// <summary>A booking as shown.</summary>
    public static BookingView Of(BookingRecord booking) => new(
        booking.BookingId, booking.Journey, booking.Slot.SlotId, booking.Slot.Site, booking.Slot.StartsAt, booking.Status,
        booking.Slot.Minutes, booking.Slot.Procedure, booking.Slot.Community, booking.Slot.Room);
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
                .Select(WaitingView.Of),
        ];
        bool more = visible.Count > Page<WaitingView>.Size;
        return Results.Json(
            new Page<WaitingView>([.. visible.Take(Page<WaitingView>.Size)], more ? $"{skip + Page<WaitingView>.Size}" : null),
            BookingJson.Default.PageWaitingView);
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
        Results.Json(await round.RunAsync(cancel), BookingJson.Default.BookingRoundReport);
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
        DateOnly today = ServiceCalendar.DateOf(time.GetUtcNow());
        (DateRange? range, IResult? problem) = DateRange.Read(call, today.AddDays(-DefaultDays), today.AddYears(1));
        if (problem is not null)
        {
            return problem;
        }

        Page<BookingRecord> page = await slots.ListAsync(range!.From, range.To, call.Query("after"), Page<BookingRecord>.Size, cancel);
        return Results.Json(new Page<BookingView>([.. page.Items.Select(BookingView.Of)], page.Next), BookingJson.Default.PageBookingView);
    }
}
