namespace FitPipeline.Pathway.Calendar;

/// <summary>
/// The civil calendar the service lives by: London's clock and the working days of England and Wales. Instants go in and
/// come out in UTC; the clock changes are those of the system's time zone data.
/// </summary>
public static class ServiceCalendar
{
    /// <summary>The date a calendar in London shows at an instant.</summary>
    /// <param name="at">The instant.</param>
    public static DateOnly DateOf(DateTimeOffset at) =>
        DateOnly.FromDayNumber((int)(LocalTicks(at) / TimeSpan.TicksPerDay));

    /// <summary>The time a clock in London shows at an instant.</summary>
    /// <param name="at">The instant.</param>
    public static TimeOnly TimeOf(DateTimeOffset at) => new(LocalTicks(at) % TimeSpan.TicksPerDay);

    /// <summary>
    /// The instant at which London shows a date and time. A time the clocks skip in spring (01:00 up to 02:00) is the instant they
    /// go forward; a time they show twice in autumn is the first of the two, still in summer time.
    /// </summary>
    /// <param name="date">The date in London.</param>
    /// <param name="time">The time in London.</param>
    /// <returns>The instant, in UTC.</returns>
    public static DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        long shown = (date.DayNumber * TimeSpan.TicksPerDay) + time.Ticks;
        long before = ClockChanges.OffsetAt(shown - TimeSpan.TicksPerDay);
        long after = ClockChanges.OffsetAt(shown + TimeSpan.TicksPerDay);
        long early = shown - before;
        if (before == after || ClockChanges.OffsetAt(early) == before)
        {
            return Utc(early);
        }

        long late = shown - after;
        return Utc(ClockChanges.OffsetAt(late) == after ? late : ClockChanges.ChangeBetween(late, early));
    }

    /// <summary>Whether a day is Monday to Friday and no bank holiday of England and Wales.</summary>
    /// <param name="day">The date in London.</param>
    public static bool IsWorkingDay(DateOnly day) => WorkingDays.Contains(day);

    /// <summary>
    /// When business closes on the nth working day after an instant's date. With 0 days it is the same day's close if that is a
    /// working day whose close has not passed (the very moment of closing has not), else the next working day's.
    /// </summary>
    /// <param name="at">The instant to count from; only its date in London counts, unless <paramref name="days"/> is 0.</param>
    /// <param name="days">How many working days, 0 or more.</param>
    /// <param name="close">When business closes in London.</param>
    /// <returns>The instant of closing, in UTC. Friday 09:12 and 1 day give Monday's close.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of days is below 0.</exception>
    public static DateTimeOffset CloseOfWorkingDay(DateTimeOffset at, int days, TimeOnly close)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        DateOnly day = DateOf(at);
        if (days == 0)
        {
            if (IsWorkingDay(day) && At(day, close) is var closing && at <= closing)
            {
                return closing;
            }

            days = 1;
        }

        for (; days > 0; days--)
        {
            day = NextWorkingDay(day);
        }

        return At(day, close);
    }

    /// <summary>The first moment, not before an instant, that lies in office hours: within them on a working day.</summary>
    /// <param name="at">The earliest moment.</param>
    /// <param name="opens">When the window opens in London; this moment is inside.</param>
    /// <param name="closes">When it closes; this moment is outside.</param>
    /// <returns><paramref name="at"/> itself when inside; else the next opening, of the same day if it is still to come, in UTC.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The window does not open before it closes.</exception>
    public static DateTimeOffset NextInWindow(DateTimeOffset at, TimeOnly opens, TimeOnly closes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(opens, closes);
        DateOnly day = DateOf(at);
        TimeOnly time = TimeOf(at);
        if (!IsWorkingDay(day) || time >= closes)
        {
            return At(NextWorkingDay(day), opens);
        }

        return time >= opens ? at : At(day, opens);
    }

    /// <summary>
    /// How many working days pass from one instant to another: those after the date of the first, up to and with the date of
    /// the second. Friday to Monday is 1, the same day is 0; below 0 when the second comes first.
    /// </summary>
    /// <param name="from">Where the count begins.</param>
    /// <param name="to">Where it ends.</param>
    public static int WorkingDaysBetween(DateTimeOffset from, DateTimeOffset to)
    {
        DateOnly first = DateOf(from);
        DateOnly last = DateOf(to);
        if (last < first)
        {
            return -Count(last, first);
        }

        return Count(first, last);

        static int Count(DateOnly after, DateOnly upTo)
        {
            int count = 0;
            while (after < upTo)
            {
                after = after.AddDays(1);
                count += IsWorkingDay(after) ? 1 : 0;
            }

            return count;
        }
    }

    private static DateOnly NextWorkingDay(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (!IsWorkingDay(day));
        return day;
    }

    private static long LocalTicks(DateTimeOffset at) => Math.Max(0, at.UtcTicks + ClockChanges.OffsetAt(at.UtcTicks));

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);
}
