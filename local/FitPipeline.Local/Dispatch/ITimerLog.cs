namespace FitPipeline.Local.Dispatch;

/// <summary>Remembers when each timer last ran, so that a restart neither repeats nor forgets one.</summary>
public interface ITimerLog
{
    /// <summary>When it last ran; null when it never did.</summary>
    Task<DateTimeOffset?> LastRunAsync(string timer, CancellationToken cancel);

    /// <summary>Writes down that it ran.</summary>
    Task RanAsync(string timer, DateTimeOffset at, CancellationToken cancel);
}
