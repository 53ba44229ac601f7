namespace FitPipeline.Local;

/// <summary>Virtual time that survives a restart.</summary>
internal static class VirtualTime
{
    private const string Name = "VirtualClock";

    /// <summary>
    /// Virtual time as it was when the host last stopped in this directory, or at its start. It is never behind what has
    /// already been done: a timer that ran later than the start moves it on.
    /// </summary>
    public static VirtualClock Resume(ITimerLog log, DateTimeOffset start)
    {
        DateTimeOffset? last = log.LastRunAsync(Name, CancellationToken.None).GetAwaiter().GetResult();
        return new VirtualClock(last > start ? last.Value : start);
    }

    /// <summary>Writes down where virtual time is.</summary>
    public static Task RememberAsync(ITimerLog log, DateTimeOffset now, CancellationToken cancel) => log.RanAsync(Name, now, cancel);
}
