using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Pathway.Booking;

/// <summary>A slot a round leaves out.</summary>
/// <param name="SlotId">The slot.</param>
/// <param name="Because">Why, as a sentence.</param>
public sealed record RefusedSlot(string SlotId, string Because);

/// <summary>Which of the slots given to a round can be booked at all.</summary>
internal static class SlotCheck
{
    /// <summary>The bookable slots by start, site and id, whatever order they came in; and the others, by id, each with its reason.</summary>
    public static (IReadOnlyList<OpenSlot> Open, IReadOnlyList<RefusedSlot> Refused) Check(IEnumerable<FreeSlot> slots, DateTimeOffset at)
    {
        List<OpenSlot> open = [];
        List<RefusedSlot> refused = [];
        foreach (IGrouping<string, FreeSlot> sameId in slots.GroupBy(slot => slot.SlotId, StringComparer.Ordinal))
        {
            FreeSlot[] different = [.. sameId.Distinct()];
            FreeSlot slot = different[0];
            string? because =
                different.Length > 1 ? "The slot is given more than once, with different content; ask the list's owner which is right."
                : slot.StartsAt <= at ? "The slot is in the past."
                : slot.Minutes <= 0 ? "The slot has no length."
                : !Enum.IsDefined(slot.Procedure) ? "The slot is for an examination nobody here knows."
                : null;
            if (because is null)
            {
                open.Add(new(slot, ServiceCalendar.DateOf(slot.StartsAt)));
            }
            else
            {
                refused.Add(new(slot.SlotId, because));
            }
        }

        open.Sort((a, b) =>
        {
            int order = a.Slot.StartsAt.CompareTo(b.Slot.StartsAt);
            order = order != 0 ? order : string.CompareOrdinal(a.Slot.Site, b.Slot.Site);
            return order != 0 ? order : string.CompareOrdinal(a.Slot.SlotId, b.Slot.SlotId);
        });
        refused.Sort((a, b) => string.CompareOrdinal(a.SlotId, b.SlotId));
        return (open, refused);
    }
}
