namespace FitPipeline.Local.Time;

/// <summary>A clock that stands still until it is moved, and never goes back.</summary>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves to a time; a time already past is left where it is.</summary>
    public void MoveTo(DateTimeOffset to) => Interlocked.Exchange(ref _ticks, Math.Max(Interlocked.Read(ref _ticks), to.UtcTicks));
}
