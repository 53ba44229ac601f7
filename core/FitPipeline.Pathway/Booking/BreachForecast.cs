using FitPipeline.Pathway.Identity;

namespace FitPipeline.Pathway.Booking;

/// <summary>A standard that a patient's examination will miss, or has missed.</summary>
/// <param name="Patient">The journey.</param>
/// <param name="Standard">Which standard.</param>
/// <param name="LastExaminationOn">The last London date on which the examination would have met it.</param>
/// <param name="BreachOn">The standard's own breach date, as <see cref="JourneyClocks"/> defines it.</param>
/// <param name="ExaminedOn">The date of the slot given; null while the patient waits.</param>
/// <param name="Past">True when that last date has passed already.</param>
/// <param name="Because">Why, as a sentence.</param>
/// <param name="InFront">The journeys that were given the slots which would have met it, in the order of the slots; the first few.</param>
public sealed record BreachForecast(
    JourneyId Patient,
    WaitingStandard Standard,
    DateOnly LastExaminationOn,
    DateOnly BreachOn,
    DateOnly? ExaminedOn,
    bool Past,
    string Because,
    IReadOnlyList<JourneyId> InFront)
{
    /// <summary>How many journeys <see cref="InFront"/> names at most; the sentence counts them all.</summary>
    public const int MostNamed = 10;
}
