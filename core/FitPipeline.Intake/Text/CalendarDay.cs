namespace FitPipeline.Intake.Text;

/// <summary>Makes dates and times from numbers without an exception for the 30th of February.</summary>
internal static class CalendarDay
{
    // Wide enough for any living patient's birth and any kit's expiry; arithmetic on them cannot overflow.
    private const int FirstYear = 1850;
    private const int LastYear = 2199;

    internal static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    internal static bool TryMakeTime(DateOnly date, int hour, int minute, int second, int ticks, out DateTime wall)
    {
        wall = default;

        // A leap second is written :60 in the last minute of an hour; it is read as the moment that follows it.
        bool leapSecond = second == 60 && minute == 59;
        if (hour > 23 || minute > 59 || (second > 59 && !leapSecond))
        {
            return false;
        }

        wall = date.ToDateTime(TimeOnly.MinValue).AddTicks(
            (((hour * 3600L) + (minute * 60L) + second) * TimeSpan.TicksPerSecond) + (leapSecond ? 0 : ticks));
        return true;
    }
}
