namespace FitPipeline.Pathway;

/// <summary>What a slot must offer for this patient to be able to come.</summary>
public sealed record BookingNeeds
{
    /// <summary>A patient who can come anywhere, any day.</summary>
    public static BookingNeeds None { get; } = new();

    /// <summary>The first London date the patient can come; null for any.</summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>The sites the patient can reach, as slots name them; empty for any. A site is part of the name: letter case counts.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    /// <summary>The days of the week the patient can come; empty for any.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Whether the examination needs a long slot (frailty, an interpreter, an earlier difficult examination).</summary>
    public bool NeedsLongSlot { get; init; }

    /// <summary>Whether transport must be arranged, which takes notice.</summary>
    public bool NeedsTransport { get; init; }

    /// <summary>Days of notice the patient needs, where more than the policy's (anticoagulants to stop, care to arrange); null for the policy's.</summary>
    public int? MinimumNoticeDays { get; init; }
}
