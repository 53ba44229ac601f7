using FitPipeline.Pathway.Calendar;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Pathway.Booking;

/// <summary>Whether a slot that a person or another system chose offers what is recorded for the patient.</summary>
public static class SlotFitness
{
    /// <summary>Why a slot that a patient has cannot be withdrawn any more, as a sentence; null when it can.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="at">When.</param>
    public static string? WhyNotWithdrawn(FreeSlot slot, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return slot.StartsAt <= at ? "The appointment in this slot has begun. Record whether the patient came." : null;
    }

    /// <summary>Why it does not, as a sentence; null when it does. Notice is left to whoever has spoken with the patient.</summary>
    /// <param name="journey">The patient's journey.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="at">When.</param>
    /// <param name="policy">For how long a long slot is.</param>
    public static string? WhyNot(Journey journey, FreeSlot slot, DateTimeOffset at, BookingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(slot);
        ArgumentNullException.ThrowIfNull(policy);
        var open = new OpenSlot(slot, ServiceCalendar.DateOf(slot.StartsAt));
        return slot.StartsAt <= at ? "This slot has already begun; book a later one."
            : SlotFit.Of(journey.Procedure, journey.Needs, policy).Allows(open) ? null
            : slot.Procedure != journey.Procedure ? "This slot is for another examination than the one asked for."
            : "This slot does not offer what is recorded for this patient. Choose another, or record first that the need has changed.";
    }
}
