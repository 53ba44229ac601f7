using FitPipeline.Application.People;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Journeys;

/// <summary>The journey an effect belongs to.</summary>
internal static class EffectJourney
{
    /// <summary>Loads it.</summary>
    /// <exception cref="InvalidOperationException">There is none: an effect is committed with its journey, so this is a fault of the store.</exception>
    public static async Task<Journey> OfEffectAsync(this IJourneyStore journeys, PendingEffect pending, CancellationToken cancel) =>
        (await journeys.LoadAsync(pending.Journey, null, cancel)).Stored?.Journey
        ?? throw new InvalidOperationException("An effect belongs to no journey.");

    /// <summary>Loads the patient of an effect's journey.</summary>
    /// <exception cref="InvalidOperationException">There is none: a patient is registered before the journey starts.</exception>
    public static async Task<PatientRecord> OfEffectAsync(this IPatientRegister patients, PendingEffect pending, CancellationToken cancel) =>
        await patients.FindAsync(pending.Journey, cancel)
        ?? throw new InvalidOperationException("A journey has no patient on the register.");
}
