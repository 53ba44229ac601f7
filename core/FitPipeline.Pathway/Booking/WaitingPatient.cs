namespace FitPipeline.Pathway;

/// <summary>A patient on the waiting list, as the order needs to know them.</summary>
/// <param name="Journey">Whose journey.</param>
/// <param name="Band">The band of the journey's f-Hb.</param>
/// <param name="Since">When the patient joined the list.</param>
/// <param name="Clocks">The national clocks.</param>
/// <param name="Override">A clinician's own priority; null without one.</param>
public sealed record WaitingPatient(JourneyId Journey, FhbBand Band, DateTimeOffset Since, JourneyClocks Clocks, PriorityOverride? Override)
{
    /// <summary>The patient of a journey that waits for a slot.</summary>
    /// <exception cref="ArgumentException">The journey does not wait, or has no result.</exception>
    public static WaitingPatient Of(Journey journey) => journey is { WaitsForSlot: true, HighestResult: { } highest }
        ? new(journey.Id, FhbBand.Of(highest), journey.ListedAt ?? journey.ReferredAt, JourneyClocks.Of(journey), journey.PriorityOverride)
        : throw new ArgumentException("The journey does not wait for a slot.", nameof(journey));
}
