namespace FitPipeline.Contract.Tests;

/// <summary>
/// London's clocks and working days, reckoned here a second time so that the service is not its own witness: summer time
/// from the last Sunday of March to the last of October, 01:00 UTC; bank holidays of England from gov.uk.
/// </summary>
public static class LondonCalendar
{
    /// <summary>The instant at which London's clocks show this.</summary>
    public static DateTimeOffset At(DateOnly day, int hour, int minute = 0)
    {
        DateTimeOffset asIfWinter = new(day.ToDateTime(new TimeOnly(hour, minute)), TimeSpan.Zero);
        return IsSummer(asIfWinter.AddHours(-1)) ? asIfWinter.AddHours(-1) : asIfWinter;
    }

    /// <summary>The date in London.</summary>
    public static DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>The clock in London.</summary>
    public static TimeOnly TimeOf(DateTimeOffset at) => TimeOnly.FromDateTime(Local(at).DateTime);

    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !BankHolidays(day.Year).Contains(day);

    /// <summary>The working day so many after this one.</summary>
    public static DateOnly WorkingDayAfter(DateOnly day, int days = 1)
    {
        for (; days > 0; days--)
        {
            do
            {
                day = day.AddDays(1);
            }
            while (!IsWorkingDay(day));
        }

        return day;
    }

    /// <summary>The next weekday after this one that is a bank holiday.</summary>
    public static DateOnly NextBankHoliday(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (!BankHolidays(day.Year).Contains(day));
        return day;
    }

    private static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(IsSummer(at) ? TimeSpan.FromHours(1) : TimeSpan.Zero);

    private static bool IsSummer(DateTimeOffset at) => at >= LastSunday(at.UtcDateTime.Year, 3) && at < LastSunday(at.UtcDateTime.Year, 10);

    private static DateTimeOffset LastSunday(int year, int month)
    {
        DateTimeOffset day = new(year, month, 31, 1, 0, 0, TimeSpan.Zero);
        return day.AddDays(-(int)day.DayOfWeek);
    }

    private static List<DateOnly> BankHolidays(int year)
    {
        DateOnly easter = Easter(year);
        List<DateOnly> days = [Weekday(new(year, 1, 1)), easter.AddDays(-2), easter.AddDays(1), Monday(new(year, 5, 1)), Monday(new(year, 5, 25)), Monday(new(year, 8, 25))];
        DateOnly christmas = new(year, 12, 25);
        days.AddRange(christmas.DayOfWeek switch
        {
            DayOfWeek.Friday => [christmas, christmas.AddDays(3)],
            DayOfWeek.Saturday => [christmas.AddDays(2), christmas.AddDays(3)],
            DayOfWeek.Sunday => [christmas.AddDays(1), christmas.AddDays(2)],
            _ => [christmas, christmas.AddDays(1)],
        });
        return days;
    }

    private static DateOnly Weekday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static DateOnly Monday(DateOnly from) => from.AddDays((8 - (int)from.DayOfWeek) % 7);

    // Meeus, Jones and Butcher.
    private static DateOnly Easter(int year)
    {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        int l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        int m = (a + (11 * h) + (22 * l)) / 451;
        int n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
