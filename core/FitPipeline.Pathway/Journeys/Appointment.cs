namespace FitPipeline.Pathway;

/// <summary>A booked hospital appointment.</summary>
/// <param name="BookingId">The booking's id.</param>
/// <param name="SlotId">The slot it takes.</param>
/// <param name="Site">Where.</param>
/// <param name="StartsAt">When.</param>
public sealed record Appointment(string BookingId, string SlotId, string Site, DateTimeOffset StartsAt);

/// <summary>A clinician's own priority, in place of the reckoned one.</summary>
/// <param name="Level">1 (most urgent) to 4.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">The role that set it.</param>
/// <param name="At">When.</param>
public sealed record PriorityOverride(int Level, string Reason, Actor By, DateTimeOffset At);
