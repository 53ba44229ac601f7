using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Pathway.Booking;

/// <summary>What a usual week of published lists holds, and how much of what lies ahead is taken.</summary>
/// <param name="SlotsPerWeek">Slots a week for each examination, rounded down, and at least one where any is published.</param>
/// <param name="Taken">Slots ahead that others hold already: they are examined before anyone who waits now.</param>
public sealed record TypicalWeek(IReadOnlyDictionary<Procedure, int> SlotsPerWeek, IReadOnlyDictionary<Procedure, int> Taken)
{
    /// <summary>The usual week of the lists published from today on.</summary>
    /// <param name="free">Free slots.</param>
    /// <param name="taken">Slots that a booking holds.</param>
    /// <param name="today">The London date.</param>
    public static TypicalWeek Of(IEnumerable<FreeSlot> free, IEnumerable<FreeSlot> taken, DateOnly today)
    {
        FreeSlot[] held = [.. taken.Where(slot => ServiceCalendar.DateOf(slot.StartsAt) >= today)];
        return new(
            free.Concat(held)
                .Where(slot => ServiceCalendar.DateOf(slot.StartsAt) >= today)
                .GroupBy(slot => slot.Procedure)
                .ToDictionary(
                    slots => slots.Key,
                    slots => Math.Max(1, slots.Count() / (1 + ((slots.Max(slot => ServiceCalendar.DateOf(slot.StartsAt).DayNumber) - today.DayNumber) / 7)))),
            held.GroupBy(slot => slot.Procedure).ToDictionary(slots => slots.Key, slots => slots.Count()));
    }
}
