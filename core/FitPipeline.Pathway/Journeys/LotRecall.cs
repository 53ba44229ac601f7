namespace FitPipeline.Pathway.Journeys;

/// <summary>A lot that its manufacturer or the laboratory has called back.</summary>
/// <param name="Lot">The lot, as the first notice of it spelled it; compared without regard to case.</param>
/// <param name="At">When the service was told first.</param>
public sealed record LotRecall(string Lot, DateTimeOffset At)
{
    /// <summary>
    /// True when a kit of the lot must not go out any more. One that was scanned out before the notice has gone: it is taken
    /// in and recalled like the others, for nobody is helped by not knowing where it is.
    /// </summary>
    /// <param name="scannedOutAt">When the kit was scanned out.</param>
    public bool Stops(DateTimeOffset scannedOutAt) => scannedOutAt >= At;
}
