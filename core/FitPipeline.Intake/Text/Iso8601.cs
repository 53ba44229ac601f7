namespace FitPipeline.Intake.Text;

/// <summary>
/// Dates and times in the one notation that cannot be misread. A date with slashes is refused and not interpreted:
/// 03/04/2026 is one day in Gateshead and another in a computer set to American.
/// </summary>
public static class Iso8601
{
    /// <summary>Reads <c>YYYY-MM-DD</c> and nothing else, for the years 1850 to 2199.</summary>
    internal static bool TryDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        return text.Length == 10
            && text[4] == '-'
            && text[7] == '-'
            && Digits.TryRead(text[..4], out int year)
            && Digits.TryRead(text[5..7], out int month)
            && Digits.TryRead(text[8..], out int day)
            && CalendarDay.TryMake(year, month, day, out date);
    }

    /// <summary>Reads a time that says its offset, and so is one instant wherever it is read.</summary>
    /// <param name="text">The text as written, such as <c>2026-01-05T09:12:00Z</c>; null is no time.</param>
    /// <param name="at">The instant, UTC.</param>
    public static bool TryInstant(string? text, out DateTimeOffset at)
    {
        if (TryTime(text, out DateTime wall, out TimeSpan? offset) && offset is { } ahead)
        {
            at = new DateTimeOffset(wall, ahead).ToUniversalTime();
            return true;
        }

        at = default;
        return false;
    }

    /// <summary>
    /// Reads <c>YYYY-MM-DDThh:mm[:ss[.fffffff]][Z|±hh:mm]</c>, with a space allowed for the T.
    /// </summary>
    /// <param name="text">The text, trimmed.</param>
    /// <param name="wall">What the clock showed; its kind is unspecified.</param>
    /// <param name="offset">How far ahead of UTC that clock was; null when not written.</param>
    internal static bool TryTime(ReadOnlySpan<char> text, out DateTime wall, out TimeSpan? offset)
    {
        wall = default;
        offset = null;
        return text.Length > 10 && TryDate(text[..10], out DateOnly date) && TryTimeAfter(date, text[10..], out wall, out offset);
    }

    /// <summary>Reads what follows a day: <c>Thh:mm[:ss[.fffffff]][Z|±hh:mm]</c>, with a space allowed for the T.</summary>
    internal static bool TryTimeAfter(DateOnly date, ReadOnlySpan<char> text, out DateTime wall, out TimeSpan? offset)
    {
        wall = default;
        offset = null;
        if (text.Length < 6
            || text[0] is not ('T' or 't' or ' ')
            || text[3] != ':'
            || !Digits.TryRead(text[1..3], out int hour)
            || !Digits.TryRead(text[4..6], out int minute))
        {
            return false;
        }

        text = text[6..];
        int second = 0;
        int ticks = 0;
        if (text.Length >= 3 && text[0] == ':')
        {
            if (!Digits.TryRead(text[1..3], out second))
            {
                return false;
            }

            text = text[3..];
            if (text.Length > 1 && text[0] is '.' or ',')
            {
                int length = text[1..].IndexOfAnyExceptInRange('0', '9');
                length = length < 0 ? text.Length - 1 : length;
                if (!Digits.TryReadFraction(text.Slice(1, length), out ticks))
                {
                    return false;
                }

                text = text[(1 + length)..];
            }
        }

        return CalendarDay.TryMakeTime(date, hour, minute, second, ticks, out wall) && TryOffset(text, out offset);
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = null;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text is "Z" or "z")
        {
            offset = TimeSpan.Zero;
            return true;
        }

        if (text.Length == 6
            && text[0] is '+' or '-'
            && text[3] == ':'
            && Digits.TryRead(text[1..3], out int hours)
            && Digits.TryRead(text[4..], out int minutes)
            && hours <= 14
            && minutes < 60)
        {
            TimeSpan size = new(hours, minutes, 0);
            offset = text[0] == '-' ? -size : size;
            return true;
        }

        return false;
    }
}
