using FitPipeline.Application.Journeys;

namespace FitPipeline.Local.Dispatch;

/// <summary>Wakes the dispatcher. Many nudges before it looks are one.</summary>
public sealed class Nudges : IJourneyNotifier, IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <inheritdoc/>
    public ValueTask NudgeAsync(JourneyCommit committed, CancellationToken cancel)
    {
        Wake();
        return ValueTask.CompletedTask;
    }

    /// <summary>Wakes the dispatcher.</summary>
    public void Wake()
    {
        if (_signal.CurrentCount == 0)
        {
            try
            {
                _signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else woke it in the same moment: it is awake.
            }
        }
    }

    /// <summary>Waits for a nudge, or for as long as given.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancel) => _signal.WaitAsync(most, cancel);

    /// <inheritdoc/>
    public void Dispose() => _signal.Dispose();
}
