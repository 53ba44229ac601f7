using System.Text.Json.Serialization;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Pathway.Journeys;

/// <summary>A booked hospital appointment: an offer until the patient has said yes, and kept for the patient either way.</summary>
/// <param name="BookingId">The booking's id.</param>
/// <param name="SlotId">The slot it takes.</param>
/// <param name="Site">Where.</param>
/// <param name="StartsAt">When.</param>
public sealed record Appointment(string BookingId, string SlotId, string Site, DateTimeOffset StartsAt)
{
    /// <summary>When the slot was given to the patient; null where it was not recorded.</summary>
    public DateTimeOffset? BookedAt { get; init; }

    /// <summary>When the patient said yes; null until then.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When someone rings if the patient has not answered by then; null once the call is on the worklist, or is not to be made.</summary>
    public DateTimeOffset? CallAt { get; init; }
}

/// <summary>By which rule a slot came to a patient: kept with the booking, for a rule that changes must not rewrite why.</summary>
/// <param name="PolicyVersion">The version of <see cref="BookingPolicy"/>.</param>
/// <param name="Rank">The patient's place on the list; 1 is first.</param>
/// <param name="Of">How many were on it.</param>
/// <param name="Because">The explanation of that place, line by line.</param>
public sealed record BookingBasis(string PolicyVersion, int Rank, int Of, string Because);

/// <summary>A clinician's own priority, in place of the reckoned one.</summary>
/// <param name="Level">1 (most urgent) to 4.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">The role that set it.</param>
/// <param name="At">When.</param>
/// <param name="Until">The last London date on which it holds; then the f-Hb band counts again.</param>
public sealed record PriorityOverride(int Level, string Reason, Actor By, DateTimeOffset At, DateOnly Until)
{
    /// <summary>True once triage has been told that it ends.</summary>
    public bool EndTold { get; init; }

    /// <summary>
    /// When triage is told that it ends: as the last working day on which it holds begins, so that it can be renewed before it
    /// lapses; one set on that day or later, once it has lapsed.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset TellAt
    {
        get
        {
            DateOnly day = Until;
            while (!ServiceCalendar.IsWorkingDay(day))
            {
                day = day.AddDays(-1);
            }

            return ServiceCalendar.At(ServiceCalendar.DateOf(At) < day ? day : Until.AddDays(1), TimeOnly.MinValue);
        }
    }
}
