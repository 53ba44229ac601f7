using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Booking;

/// <summary>How an appointment went.</summary>
/// <param name="Kind">Which of the four ways.</param>
/// <param name="Finding">What was found; only of one that was attended.</param>
public sealed record BookingOutcome(BookingOutcomeKind Kind, ExaminationFinding? Finding);

/// <summary>The ways in which a booking ends.</summary>
public enum BookingOutcomeKind
{
    /// <summary>The patient came.</summary>
    Attended,

    /// <summary>The patient did not come.</summary>
    DidNotAttend,

    /// <summary>The patient cancelled.</summary>
    CancelledByPatient,

    /// <summary>The hospital cancelled.</summary>
    CancelledByHospital,
}

/// <summary>Records how an appointment went: first in the journey, which decides, then in the book.</summary>
public sealed class RecordOutcome(ISlotBook slots, JourneyEngine engine, TimeProvider time)
{
    private const string Another = "Another outcome of this booking has been recorded already.";

    /// <summary>An outcome as bodies spell it; null for none we know.</summary>
    public static BookingOutcome? Of(string? kind, ExaminationFinding? finding) => kind switch
    {
        "attended" when finding is not null => new(BookingOutcomeKind.Attended, finding),
        "didNotAttend" => new(BookingOutcomeKind.DidNotAttend, null),
        "cancelledByPatient" => new(BookingOutcomeKind.CancelledByPatient, null),
        "cancelledByHospital" => new(BookingOutcomeKind.CancelledByHospital, null),
        _ => null,
    };

    /// <summary>Records it. The same outcome again is the same; another is refused.</summary>
    public async Task<BookingAnswer> RunAsync(BookingRecord booking, BookingOutcome outcome, CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        (PathwayEvent @event, BookingStatus status) = outcome.Kind switch
        {
            BookingOutcomeKind.Attended => ((PathwayEvent)new PathwayEvent.AppointmentAttended(booking.BookingId, outcome.Finding!.Value, now), BookingStatus.Attended),
            BookingOutcomeKind.DidNotAttend => (new PathwayEvent.AppointmentMissed(booking.BookingId, now), BookingStatus.DidNotAttend),
            BookingOutcomeKind.CancelledByPatient => (new PathwayEvent.AppointmentCancelled(booking.BookingId, true, now), BookingStatus.Cancelled),
            _ => (new PathwayEvent.AppointmentCancelled(booking.BookingId, false, now), BookingStatus.Cancelled),
        };
        switch (await engine.ApplyAsync(booking.Journey, "outcome/" + booking.BookingId, @event, Actor.BookingDesk, null, cancel))
        {
            case ApplyResult.Decided { Decision: Decision.Rejected rejected }:
                return new BookingAnswer.Refused(rejected.Because);
            case ApplyResult.IdReused:
                return new BookingAnswer.Refused(Another);
            default:
                await slots.EndAsync(booking.BookingId, status, cancel);
                return new BookingAnswer.Done(booking with { Status = status });
        }
    }
}
