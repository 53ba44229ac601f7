namespace FitPipeline.Pathway.Calendar;

/// <summary>
/// The bank holidays of England and Wales, by rule: the Banking and Financial Dealings Act 1971 (Schedule 1: Easter Monday,
/// the last Mondays of May and August, 26 December) with the customary Royal Proclamations (New Year's Day since 1974,
/// the first Monday of May since 1978, substitute days for those that fall on a weekend) and, from common law, Good Friday
/// and Christmas Day.
/// </summary>
/// <remarks>
/// The days moved or added by a single proclamation are listed here by hand; a new one is a new line. The result is that of
/// gov.uk/bank-holidays.
/// </remarks>
public static class BankHolidays
{
    /// <summary>Days that a proclamation took from the rule, in order.</summary>
    private static readonly DateOnly[] Moved =
    [
        new(2002, 5, 27), // to 4 June, Golden Jubilee
        new(2012, 5, 28), // to 4 June, Diamond Jubilee
        new(2020, 5, 4),  // to 8 May, 75th anniversary of VE Day
        new(2022, 5, 30), // to 2 June, Platinum Jubilee
    ];

    /// <summary>Days that a proclamation added or moved there, in order.</summary>
    private static readonly DateOnly[] Proclaimed =
    [
        new(2002, 6, 3),  // Golden Jubilee
        new(2002, 6, 4),
        new(2011, 4, 29), // wedding of Prince William and Catherine Middleton
        new(2012, 6, 4),
        new(2012, 6, 5),  // Diamond Jubilee
        new(2020, 5, 8),
        new(2022, 6, 2),
        new(2022, 6, 3),  // Platinum Jubilee
        new(2022, 9, 19), // State Funeral of Queen Elizabeth II
        new(2023, 5, 8),  // Coronation of King Charles III
    ];

    /// <summary>The bank holidays of a year, in order, substitute days in place of those they stand for.</summary>
    /// <param name="year">The year; the rule is that in force since 1978.</param>
    public static IReadOnlyList<DateOnly> Of(int year)
    {
        DateOnly easter = EasterSunday(year);
        DateOnly christmas = Weekday(new DateOnly(year, 12, 25));
        DateOnly boxing = new(year, 12, 26);

        // Boxing Day on a Monday stays, and Christmas Day takes the Tuesday; on a weekend Boxing Day comes after Christmas Day's.
        (christmas, boxing) = boxing.DayOfWeek switch
        {
            DayOfWeek.Monday => (boxing.AddDays(1), boxing),
            DayOfWeek.Saturday => (christmas, boxing.AddDays(2)),
            DayOfWeek.Sunday => (christmas, boxing.AddDays(2)),
            _ => (christmas, boxing),
        };

        List<DateOnly> days =
        [
            Weekday(new DateOnly(year, 1, 1)),
            easter.AddDays(-2),
            easter.AddDays(1),
            MondayFrom(new DateOnly(year, 5, 1)),
            MondayFrom(new DateOnly(year, 5, 25)),
            MondayFrom(new DateOnly(year, 8, 25)),
            christmas,
            boxing,
        ];
        foreach (DateOnly day in Moved)
        {
            days.Remove(day);
        }

        foreach (DateOnly day in Proclaimed)
        {
            if (day.Year == year)
            {
                days.Add(day);
            }
        }

        days.Sort();
        return days;
    }

    /// <summary>Whether a day is a bank holiday.</summary>
    /// <param name="day">The day in London.</param>
    public static bool Contains(DateOnly day) => Of(day.Year).Contains(day);

    private static DateOnly Weekday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static DateOnly MondayFrom(DateOnly day) =>
        day.AddDays(((int)DayOfWeek.Monday - (int)day.DayOfWeek + 7) % 7);

    /// <summary>Easter of the Gregorian calendar, by the anonymous algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms).</summary>
    private static DateOnly EasterSunday(int year)
    {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = b / 4;
        int e = b % 4;
        int f = (b + 8) / 25;
        int g = (b - f + 1) / 3;
        int h = ((19 * a) + b - d - g + 15) % 30;
        int i = c / 4;
        int k = c % 4;
        int l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        int m = (a + (11 * h) + (22 * l)) / 451;
        int n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
