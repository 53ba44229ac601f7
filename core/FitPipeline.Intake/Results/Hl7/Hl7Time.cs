using FitPipeline.Intake.Text;

namespace FitPipeline.Intake.Results.Hl7;

/// <summary>
/// Times of HL7 v2 and LIS2-A2: <c>YYYYMMDD[HH[MM[SS[.S…]]]][±ZZZZ]</c>. A year or a month alone names no day and is not read.
/// </summary>
internal static class Hl7Time
{
    /// <summary>Reads a time.</summary>
    /// <param name="text">The text, trimmed.</param>
    /// <param name="wall">What the clock showed; the day's first moment when only the day is written.</param>
    /// <param name="offset">How far ahead of UTC that clock was; null when not written.</param>
    internal static bool TryRead(ReadOnlySpan<char> text, out DateTime wall, out TimeSpan? offset)
    {
        wall = default;
        offset = null;
        int zone = text.IndexOfAny('+', '-');
        if (zone >= 0)
        {
            if (!TryZone(text[zone..], out TimeSpan written))
            {
                return false;
            }

            offset = written;
            text = text[..zone];
        }

        int ticks = 0;
        int point = text.IndexOf('.');
        if (point >= 0)
        {
            if (point != 14 || !Digits.TryReadFraction(text[(point + 1)..], out ticks))
            {
                return false;
            }

            text = text[..point];
        }

        int hour = 0;
        int minute = 0;
        int second = 0;
        return text.Length is 8 or 10 or 12 or 14
            && TryDay(text[..8], out DateOnly date)
            && (text.Length < 10 || Digits.TryRead(text[8..10], out hour))
            && (text.Length < 12 || Digits.TryRead(text[10..12], out minute))
            && (text.Length < 14 || Digits.TryRead(text[12..14], out second))
            && CalendarDay.TryMakeTime(date, hour, minute, second, ticks, out wall);
    }

    internal static bool TryDay(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        return text.Length == 8
            && Digits.TryRead(text[..4], out int year)
            && Digits.TryRead(text[4..6], out int month)
            && Digits.TryRead(text[6..], out int day)
            && CalendarDay.TryMake(year, month, day, out date);
    }

    private static bool TryZone(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length != 5 || !Digits.TryRead(text[1..3], out int hours) || !Digits.TryRead(text[3..], out int minutes) || hours > 14 || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '-' ? -offset : offset;
        return true;
    }
}
