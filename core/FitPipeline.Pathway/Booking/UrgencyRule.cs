namespace FitPipeline.Pathway.Booking;

/// <summary>How much each further day of waiting counts: a base, a point for every day already waited, and ageing beyond a target day.</summary>
/// <remarks>
/// The count of day <c>t</c> is <c>PointsPerDay + t + AgeingPerDay × max(0, t − TargetDays)</c>. It only ever rises, so of two patients under one rule
/// the longer wait comes first, and every patient in time outweighs any who has just joined.
/// </remarks>
/// <param name="PointsPerDay">What a day counts from the start. One point is one cancer in ten thousand patients waiting one day longer.</param>
/// <param name="TargetDays">The day of the wait by which the examination should have happened; ageing starts here.</param>
/// <param name="AgeingPerDay">What each day beyond the target adds to every following day.</param>
public sealed record UrgencyRule(int PointsPerDay, int TargetDays, int AgeingPerDay)
{
    /// <summary>What one day counts for someone who has waited this long.</summary>
    /// <param name="waited">Days waited, 0 or more.</param>
    public long PointsOfDay(int waited) => PointsPerDay + AgeingOfDay(waited);

    /// <summary>The part of <see cref="PointsOfDay"/> that comes from having waited.</summary>
    /// <param name="waited">Days waited, 0 or more.</param>
    public long AgeingOfDay(int waited) => waited + ((long)AgeingPerDay * Math.Max(0, waited - TargetDays));

    /// <summary>What waiting on counts in all, for someone who has waited <paramref name="from"/> days and is examined after <paramref name="to"/>.</summary>
    /// <param name="from">Days waited so far.</param>
    /// <param name="to">Days waited at the examination, no fewer.</param>
    public long PointsBetween(int from, int to) => PointsUpTo(to) - PointsUpTo(from);

    private long PointsUpTo(int days)
    {
        long beyond = Math.Max(0, days - TargetDays);
        return ((long)PointsPerDay * days) + Triangle(days) + (AgeingPerDay * Triangle(beyond));

        // 0 + 1 + ... + (n - 1)
        static long Triangle(long n) => n * (n - 1) / 2;
    }
}
