namespace FitPipeline.Pathway;

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
public sealed record PriorityOverride(int Level, string Reason, Actor By, DateTimeOffset At, DateOnly Until);
