using FitPipeline.Intake.Scans;
using FitPipeline.Pathway.Identity;
using FitPipeline.Pathway.Journeys;

namespace FitPipeline.Application.Kits;

/// <summary>A scan of a device that nobody had posted when it came.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="By">Who scanned.</param>
public sealed record ParkedScan(Scan Scan, Actor By);

/// <summary>Which journey a device was posted for. A device belongs to one journey for ever.</summary>
public interface IKitRegister
{
    /// <summary>Binds a device unless it is bound already.</summary>
    /// <returns>The journey it is bound to now, and whether this call bound it.</returns>
    Task<(JourneyId Journey, bool New)> BindAsync(KitId kit, JourneyId journey, CancellationToken cancel);

    /// <summary>Undoes a binding that the pathway refused; only the call that bound it may.</summary>
    Task ReleaseAsync(KitId kit, JourneyId journey, CancellationToken cancel);

    /// <summary>The journey a device is bound to; null when it never went out.</summary>
    Task<JourneyId?> FindAsync(KitId kit, CancellationToken cancel);

    /// <summary>Keeps a scan of a device that is not bound; the same scan again changes nothing.</summary>
    Task ParkAsync(ParkedScan parked, CancellationToken cancel);

    /// <summary>The scans kept of a device, in the order of their times. They stay: taken in twice they change nothing.</summary>
    Task<IReadOnlyList<ParkedScan>> ParkedAsync(KitId kit, CancellationToken cancel);

    /// <summary>Notes the lot of a device, so that a recall finds it.</summary>
    Task NoteLotAsync(KitId kit, string lot, CancellationToken cancel);

    /// <summary>Journeys with a device of this lot.</summary>
    Task<IReadOnlyList<JourneyId>> OfLotAsync(string lot, CancellationToken cancel);

    /// <summary>Notes that a lot is recalled. The first notice stands.</summary>
    /// <returns>The recall that stands.</returns>
    Task<LotRecall> RecallAsync(LotRecall recall, CancellationToken cancel);

    /// <summary>The recall of a lot, without regard to case; null when there is none.</summary>
    Task<LotRecall?> FindRecallAsync(string lot, CancellationToken cancel);
}
