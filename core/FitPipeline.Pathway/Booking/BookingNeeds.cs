using System.Text.Json.Serialization;

namespace FitPipeline.Pathway.Booking;

/// <summary>A part of the day, by when a slot starts in London.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartOfDay>))]
public enum PartOfDay
{
    /// <summary>Before noon.</summary>
    [JsonStringEnumMemberName("morning")]
    Morning,

    /// <summary>From noon to before five.</summary>
    [JsonStringEnumMemberName("afternoon")]
    Afternoon,

    /// <summary>From five: an evening list.</summary>
    [JsonStringEnumMemberName("evening")]
    Evening,
}

/// <summary>What a slot must offer for this patient to be able to come. Two are equal when they ask for the same.</summary>
public sealed record BookingNeeds
{
    /// <summary>A patient who can come anywhere, any day.</summary>
    public static BookingNeeds None { get; } = new();

    /// <summary>The first London date the patient can come; null for any.</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>The sites the patient can reach, as slots name them, letter case apart; empty for any.</summary>
    public IReadOnlyList<string> Sites { get; init => field = value ?? []; } = [];

    /// <summary>The days of the week the patient can come; empty for any.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init => field = value ?? []; } = [];

    /// <summary>The parts of the day the patient can come; empty for any.</summary>
    public IReadOnlyList<PartOfDay> PartsOfDay { get; init => field = value ?? []; } = [];

    /// <summary>Whether the examination needs a long slot (frailty, an interpreter, an earlier difficult examination).</summary>
    public bool NeedsLongSlot { get; init; }

    /// <summary>Whether the patient must be examined in a hospital, not on a community list (illness beside, anticoagulants).</summary>
    public bool NeedsHospital { get; init; }

    /// <summary>Whether transport must be arranged, which takes notice.</summary>
    public bool NeedsTransport { get; init; }

    /// <summary>Days of notice the patient needs, where more than the policy's (anticoagulants to stop, care to arrange); null for the policy's.</summary>
    public int? MinimumNoticeDays { get; init; }

    /// <inheritdoc/>
    public bool Equals(BookingNeeds? other) =>
        other is not null
        && NotBefore == other.NotBefore
        && NeedsLongSlot == other.NeedsLongSlot
        && NeedsHospital == other.NeedsHospital
        && NeedsTransport == other.NeedsTransport
        && MinimumNoticeDays == other.MinimumNoticeDays
        && Alike(Sites, other.Sites)
        && Alike(Weekdays, other.Weekdays)
        && Alike(PartsOfDay, other.PartsOfDay);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(NotBefore, NeedsLongSlot, NeedsHospital, NeedsTransport, MinimumNoticeDays, Sites.Count, Weekdays.Count, PartsOfDay.Count);

    private static bool Alike<T>(IReadOnlyList<T> one, IReadOnlyList<T> other)
    {
        if (one.Count != other.Count)
        {
            return false;
        }

        for (int i = 0; i < one.Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(one[i], other[i]))
            {
                return false;
            }
        }

        return true;
    }
}
