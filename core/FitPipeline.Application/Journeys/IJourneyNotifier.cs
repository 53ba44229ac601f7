namespace FitPipeline.Application.Journeys;

/// <summary>
/// Tells the host that a journey moved. A hint, never the truth: a lost nudge is made good by the host's sweep.
/// </summary>
public interface IJourneyNotifier
{
    /// <summary>The journey has effects to do, or another time to be woken at.</summary>
    /// <param name="committed">What has been committed.</param>
    /// <param name="cancel">Cancels.</param>
    ValueTask NudgeAsync(JourneyCommit committed, CancellationToken cancel);
}
