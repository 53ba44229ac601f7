using FitPipeline.Intake.Results;

namespace FitPipeline.Intake.Text;

/// <summary>Days and times in the order a profile declares; ISO 8601 where none does.</summary>
internal static class WrittenDay
{
    internal static bool TryRead(ReadOnlySpan<char> text, DayOrder order, out DateOnly date)
    {
        date = default;
        return order switch
        {
            DayOrder.Iso => Iso8601.TryDate(text, out date),
            DayOrder.YearMonthDaySlashed => text is [_, _, _, _, '/', _, _, '/', _, _] && TryMake(text[..4], text[5..7], text[8..], out date),
            DayOrder.DayMonthYearSlashed => text is [_, _, '/', _, _, '/', _, _, _, _] && TryMake(text[6..], text[3..5], text[..2], out date),
            _ => text.Length == 8 && TryMake(text[..4], text[4..6], text[6..], out date),
        };
    }

    /// <summary>Reads a day with a time after it, or a day alone, which means its first moment.</summary>
    internal static bool TryReadTime(ReadOnlySpan<char> text, DayOrder order, out DateTime wall, out TimeSpan? offset)
    {
        offset = null;
        wall = default;
        int dayLength = order == DayOrder.Packed ? 8 : 10;
        if (text.Length < dayLength || !TryRead(text[..dayLength], order, out DateOnly date))
        {
            return false;
        }

        if (text.Length == dayLength)
        {
            wall = date.ToDateTime(TimeOnly.MinValue);
            return true;
        }

        return Iso8601.TryTimeAfter(date, text[dayLength..], out wall, out offset);
    }

    private static bool TryMake(ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day, out DateOnly date)
    {
        date = default;
        return Digits.TryRead(year, out int y) && Digits.TryRead(month, out int m) && Digits.TryRead(day, out int d) && CalendarDay.TryMake(y, m, d, out date);
    }
}
