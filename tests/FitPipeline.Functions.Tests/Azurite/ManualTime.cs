namespace FitPipeline.Functions.Tests;

/// <summary>A clock that stands until it is moved, but for a tick a reading: no two things happen at once.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    private long _ticks = now.UtcTicks;

    /// <summary>The time, without a tick passing.</summary>
    internal DateTimeOffset Now => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    internal void MoveTo(DateTimeOffset to) => Interlocked.Exchange(ref _ticks, Math.Max(to.UtcTicks, Interlocked.Read(ref _ticks)));

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Increment(ref _ticks), TimeSpan.Zero);
}
