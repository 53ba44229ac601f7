namespace FitPipeline.Pathway.Calendar;

/// <summary>Which days are worked: one bit a day for 2000 to 2100, counted from the first.</summary>
internal static class WorkingDays
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    private static readonly int First = new DateOnly(FirstYear, 1, 1).DayNumber;
    private static readonly int Count = new DateOnly(LastYear + 1, 1, 1).DayNumber - First;
    private static readonly ulong[] Bits = Build();

    internal static bool Contains(DateOnly day)
    {
        int index = day.DayNumber - First;
        return index >= 0 && index < Count
            ? (Bits[index >> 6] & (1UL << (index & 63))) != 0
            : OnWeekday(day) && !BankHolidays.Contains(day);
    }

    private static bool OnWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static ulong[] Build()
    {
        var bits = new ulong[(Count + 63) / 64];
        for (int index = 0; index < Count; index++)
        {
            if (OnWeekday(DateOnly.FromDayNumber(First + index)))
            {
                bits[index >> 6] |= 1UL << (index & 63);
            }
        }

        for (int year = FirstYear; year <= LastYear; year++)
        {
            foreach (DateOnly holiday in BankHolidays.Of(year))
            {
                int index = holiday.DayNumber - First;
                bits[index >> 6] &= ~(1UL << (index & 63));
            }
        }

        return bits;
    }
}
