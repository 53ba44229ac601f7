using FitPipeline.Pathway.Calendar;

namespace FitPipeline.Intake.Text;

/// <summary>Turns a time as a clock showed it into an instant.</summary>
internal static class WallClock
{
    /// <summary>
    /// A time without an offset is London's. In the hour shown twice when the clocks go back, the first is meant, so that a
    /// sample never looks younger than it is; a time skipped when they go forward was never shown and is refused.
    /// </summary>
    internal static bool TryToUtc(DateTime wall, TimeSpan? offset, out DateTimeOffset at)
    {
        if (offset is TimeSpan ahead)
        {
            at = new DateTimeOffset(wall, ahead).ToUniversalTime();
            return true;
        }

        TimeOnly time = TimeOnly.FromDateTime(wall);
        at = ServiceCalendar.At(DateOnly.FromDateTime(wall), time);
        return ServiceCalendar.TimeOf(at) == time;
    }
}
