using System.Globalization;
using FitPipeline.Pathway.Booking;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Booking;

/// <summary>The place on the waiting list, and when the examination is to be expected.</summary>
/// <param name="Rank">1 is first.</param>
/// <param name="Because">Why, line by line.</param>
/// <param name="ListLength">How many are on the list.</param>
/// <param name="ExpectedWeek">The Monday of the week; null when none can be said.</param>
/// <param name="Expected">The same in words, with any standard that such a week would miss.</param>
/// <param name="PolicyVersion">The version of the booking rule it was reckoned with.</param>
/// <param name="Override">A clinician's priority, when one was set; past its last day it no longer counts.</param>
public sealed record PriorityView(
    int Rank, IReadOnlyList<string> Because, int ListLength, DateOnly? ExpectedWeek, string Expected, string PolicyVersion, OverrideView? Override)
{
    /// <summary>A place as shown.</summary>
    public static PriorityView Of(WaitingPlace place) => new(
        place.Rank,
        place.Priority.Because,
        place.Of,
        place.Expected.WeekBeginning,
        WordsOf(place.Expected),
        place.Priority.Policy.Version,
        OverrideView.Of(place.Journey.PriorityOverride));

    private static string WordsOf(ExpectedWeek expected)
    {
        string week = expected.WeekBeginning is { } monday
            ? string.Create(CultureInfo.InvariantCulture, $"Expected in the week of {monday:d MMMM yyyy}; no promise.")
            : "No week can be said: the slots published are fewer than the patients expected in front.";
        return expected.Misses.Count == 0
            ? week
            : week + " That would miss the " + string.Join(" and the ", expected.Misses.Select(standard => standard.Words())) + " standard.";
    }
}

/// <summary>A clinician's own priority.</summary>
/// <param name="Priority">1 (most urgent) to 4.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">The role that set it.</param>
/// <param name="At">When.</param>
/// <param name="Until">The last London date on which it holds.</param>
public sealed record OverrideView(int Priority, string Reason, Actor By, DateTimeOffset At, DateOnly Until)
{
    /// <summary>A priority as shown; null without one.</summary>
    public static OverrideView? Of(PriorityOverride? set) => set is null ? null : new(set.Level, set.Reason, set.By, set.At, set.Until);
}

/// <summary>What an appointment must offer, as recorded.</summary>
public sealed record NeedsView(
    Procedure Procedure, DateOnly? NotBefore, IReadOnlyList<string> Sites,
    IReadOnlyList<string> Weekdays,
    IReadOnlyList<PartOfDay> PartsOfDay, bool NeedsLongSlot, bool NeedsHospital, bool NeedsTransport, int? NoticeDays)
{
    /// <summary>The needs of a journey.</summary>
    public static NeedsView Of(Journey journey) => new(
        journey.Procedure, journey.Needs.NotBefore, journey.Needs.Sites, [.. journey.Needs.Weekdays.Select(NeedsBody.NameOf)], journey.Needs.PartsOfDay,
        journey.Needs.NeedsLongSlot, journey.Needs.NeedsHospital, journey.Needs.NeedsTransport, journey.Needs.MinimumNoticeDays);
}
