using System.Text.Json.Serialization;
using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Pathway.Booking;

/// <summary>A slot on a list.</summary>
/// <param name="SlotId">The booking system's id.</param>
/// <param name="Site">Where.</param>
/// <param name="StartsAt">When, UTC.</param>
/// <param name="Minutes">How long.</param>
/// <param name="Procedure">For which examination.</param>
/// <param name="Community">True on a community list.</param>
/// <param name="Room">Which room or list of the site; two slots of one room cannot overlap. Null where the site does not say: then each slot is a room of its own.</param>
public sealed record FreeSlot(string SlotId, string Site, DateTimeOffset StartsAt, int Minutes, Procedure Procedure, bool Community, string? Room = null)
{
    /// <summary>When it ends, UTC.</summary>
    [JsonIgnore]
    public DateTimeOffset EndsAt => StartsAt.AddMinutes(Minutes);

    /// <summary>The part of the London day it starts in.</summary>
    [JsonIgnore]
    public PartOfDay PartOfDay => ServiceCalendar.TimeOf(StartsAt).Hour switch
    {
        < 12 => PartOfDay.Morning,
        < 17 => PartOfDay.Afternoon,
        _ => PartOfDay.Evening,
    };

    /// <summary>Whether it is on a Saturday or Sunday in London.</summary>
    [JsonIgnore]
    public bool AtWeekend => ServiceCalendar.DateOf(StartsAt).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Whether both would use one room of one site at one time.</summary>
    /// <param name="other">The other slot.</param>
    public bool Overlaps(FreeSlot other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return SlotId != other.SlotId
            && Room is not null
            && string.Equals(Room, other.Room, StringComparison.OrdinalIgnoreCase)
            && string.Equals(Site, other.Site, StringComparison.OrdinalIgnoreCase)
            && StartsAt < other.EndsAt
            && other.StartsAt < EndsAt;
    }
}
