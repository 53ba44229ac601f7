namespace FitPipeline.Pathway.Calendar;

/// <summary>
/// When London's clocks change: the instants for 2000 to 2100 as the system's time zone data give them, read once, so that
/// a look-up costs a few comparisons. Other years ask the time zone itself.
/// </summary>
internal static class ClockChanges
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    private static readonly TimeZoneInfo Zone = Find();
    private static readonly Table Known = Build();

    /// <summary>What London's clock is ahead of UTC at an instant, in ticks.</summary>
    /// <param name="utcTicks">The instant, as ticks of UTC.</param>
    internal static long OffsetAt(long utcTicks)
    {
        // A local time near the ends of the calendar may lie a little beyond it in UTC.
        utcTicks = Math.Clamp(utcTicks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        int year = new DateTime(utcTicks).Year;
        if (year is < FirstYear or > LastYear)
        {
            return Ask(utcTicks);
        }

        Table known = Known;
        int i = known.AtStartOf[year - FirstYear];
        while (i + 1 < known.From.Length && known.From[i + 1] <= utcTicks)
        {
            i++;
        }

        return known.Offset[i];
    }

    /// <summary>The first instant of the new offset, between one before the change and one not before it.</summary>
    internal static long ChangeBetween(long before, long after) => Bisect(OffsetAt, before, after);

    private static long Bisect(Func<long, long> offsetAt, long before, long after)
    {
        long old = offsetAt(before);
        while (after - before > 1)
        {
            long middle = before + ((after - before) / 2);
            (before, after) = offsetAt(middle) == old ? (middle, after) : (before, middle);
        }

        return after;
    }

    private static long Ask(long utcTicks) => Zone.GetUtcOffset(new DateTimeOffset(utcTicks, TimeSpan.Zero)).Ticks;

    /// <summary>Windows without its language data knows London only by Windows' own name.</summary>
    private static TimeZoneInfo Find() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out TimeZoneInfo? london)
            ? london
            : TimeZoneInfo.FindSystemTimeZoneById("GMT Standard Time");

    private static Table Build()
    {
        long at = new DateTime(FirstYear, 1, 1).Ticks;
        List<long> from = [at];
        List<long> offset = [Ask(at)];
        var atStartOf = new int[LastYear - FirstYear + 1];
        for (int month = 0; month < 12 * (LastYear - FirstYear + 1); month++)
        {
            if (month % 12 == 0)
            {
                atStartOf[month / 12] = from.Count - 1;
            }

            // Two changes within a month would cancel out unseen; London has never had them since its summer time began to follow a law.
            long next = new DateTime(FirstYear, 1, 1).AddMonths(month + 1).Ticks;
            long ahead = Ask(next);
            if (ahead != offset[^1])
            {
                from.Add(Bisect(Ask, at, next));
                offset.Add(ahead);
            }

            at = next;
        }

        return new Table([.. from], [.. offset], atStartOf);
    }

    /// <param name="From">When each offset begins, in ticks of UTC, in order.</param>
    /// <param name="Offset">The offset from then on, in ticks.</param>
    /// <param name="AtStartOf">Which of them holds when a year begins.</param>
    private sealed record Table(long[] From, long[] Offset, int[] AtStartOf);
}
