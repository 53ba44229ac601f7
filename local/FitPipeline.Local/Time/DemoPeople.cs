using FitPipeline.Local.PracticeDay;

namespace FitPipeline.Local.Time;

/// <summary>
/// The patients and staff of the practice day, who live on while a newcomer moves the clock. Nobody in any other host.
/// </summary>
internal sealed class DemoPeople
{
    /// <summary>Their play; null when there is none, or it has not begun.</summary>
    public Play? Play { get; set; }

    /// <summary>The next morning at which they do something; null when there is none of them.</summary>
    public DateTimeOffset? NextMorning(DateTimeOffset now)
    {
        if (Play is null)
        {
            return null;
        }

        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        DateTimeOffset morning = Play.At(today);
        return morning > now ? morning : Play.At(today.AddDays(1));
    }
}
