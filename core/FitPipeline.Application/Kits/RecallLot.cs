using FitPipeline.Application.Journeys;
using FitPipeline.Pathway.Decide;
using FitPipeline.Pathway.Events;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Kits;

/// <summary>What a recall came to.</summary>
/// <param name="Lot">The lot, as it was first notified.</param>
/// <param name="RecalledAt">When the service was told first.</param>
/// <param name="Journeys">How many journeys have a kit of it.</param>
/// <param name="Changed">In how many of them it mattered, now or when it was first sent.</param>
public sealed record RecallReport(string Lot, DateTimeOffset RecalledAt, int Journeys, int Changed);

/// <summary>
/// Recalls a lot: no kit of it goes out any more, and the pathway judges every journey that has one anew. Cut off half-way, it
/// is made good by sending it again.
/// </summary>
public sealed class RecallLot(IKitRegister kits, JourneyEngine engine, TimeProvider time)
{
    // Enough at once to fill the store's group commit.
    private const int AtOnce = 128;

    /// <summary>Recalls a lot.</summary>
    /// <param name="lot">The lot as on the notice.</param>
    /// <param name="reason">Why; kept with every journey it touches.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancel">Cancels; what was judged stays judged.</param>
    public async Task<RecallReport> RunAsync(string lot, string reason, Actor by, CancellationToken cancel)
    {
        // Written down first: a kit scanned out while the journeys are gone through is caught by its own scan.
        LotRecall recall = await kits.RecallAsync(new LotRecall(lot, time.GetUtcNow()), cancel);
        IReadOnlyList<JourneyId> touched = await kits.OfLotAsync(recall.Lot, cancel);
        int changed = 0;
        await Parallel.ForEachAsync(touched, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (journey, token) =>
        {
            if (await engine.ApplyAsync(journey, EventOf(recall), new PathwayEvent.LotRecalled(recall.Lot, recall.At), by, reason, token)
                is ApplyResult.Decided { Decision: Decision.Accepted } or ApplyResult.Repeated)
            {
                Interlocked.Increment(ref changed);
            }
        });
        return new RecallReport(recall.Lot, recall.At, touched.Count, changed);
    }

    /// <summary>Judges a journey whose kit turns out, after the recall, to have gone out before it.</summary>
    /// <returns>What the pathway made of it; null when it had been told before.</returns>
    public async Task<Decision?> OfLateScanAsync(LotRecall recall, JourneyId journey, KitId kit, Actor by, CancellationToken cancel) =>
        await engine.ApplyAsync(
            journey, $"{EventOf(recall)}/{kit.Value}", new PathwayEvent.LotRecalled(recall.Lot, time.GetUtcNow()), by, null, cancel)
            is ApplyResult.Decided decided ? decided.Decision : null;

    private static string EventOf(LotRecall recall) => "recall/" + recall.Lot.ToUpperInvariant();
}
