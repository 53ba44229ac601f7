using FitPipeline.Pathway.Identity;

namespace FitPipeline.Intake.Scans;

/// <summary>A kit seen by someone's scanner.</summary>
/// <param name="ScanId">The scanner's own id for this scan, 1 to 64 characters; a repeat of it is the same scan.</param>
/// <param name="Kind">What happened to the kit.</param>
/// <param name="KitId">The device's barcode.</param>
/// <param name="JourneyId">Whose journey the kit joins; always present when <paramref name="Kind"/> is <see cref="ScanKind.Posted"/>.</param>
/// <param name="At">When it was scanned, UTC.</param>
/// <param name="Lot">The maker's lot.</param>
/// <param name="ExpiresOn">The last day the device may be used.</param>
/// <param name="TrackingId">The carrier's id, when the post is tracked.</param>
/// <param name="CollectedOn">The date the patient wrote on the device.</param>
/// <param name="LabNumber">The laboratory's own number for the sample.</param>
public sealed record Scan(
    string ScanId,
    ScanKind Kind,
    KitId KitId,
    JourneyId? JourneyId,
    DateTimeOffset At,
    string? Lot,
    DateOnly? ExpiresOn,
    string? TrackingId,
    DateOnly? CollectedOn,
    string? LabNumber);

/// <summary>What a scan says happened to the kit.</summary>
public enum ScanKind
{
    /// <summary>Left the kit desk for the patient; binds the kit to the journey.</summary>
    Posted,

    /// <summary>Came back undelivered.</summary>
    ReturnedToSender,

    /// <summary>Arrived at the laboratory.</summary>
    Received,

    /// <summary>Known to be lost.</summary>
    Lost,
}

/// <summary>What became of one scan in a list. One bad scan never spoils the others.</summary>
public abstract record ScanReading
{
    private ScanReading()
    {
    }

    /// <summary>The scan's every field holds.</summary>
    /// <param name="Scan">The scan.</param>
    public sealed record Read(Scan Scan) : ScanReading;

    /// <summary>The scan cannot be used.</summary>
    /// <param name="ScanId">Its id, when that much could be read.</param>
    /// <param name="Because">Every reason, each a sentence naming its field and quoting nothing.</param>
    public sealed record Refused(string? ScanId, IReadOnlyList<string> Because) : ScanReading;
}

/// <summary>What became of a body of scans.</summary>
public abstract record ScanListReading
{
    private ScanListReading()
    {
    }

    /// <summary>The body is a list of scans; each stands or falls alone.</summary>
    /// <param name="Scans">In the order sent.</param>
    public sealed record Read(IReadOnlyList<ScanReading> Scans) : ScanListReading;

    /// <summary>The body is readable but is not a list that can be taken (422).</summary>
    /// <param name="Errors">Field path to reasons.</param>
    public sealed record Refused(IReadOnlyDictionary<string, IReadOnlyList<string>> Errors) : ScanListReading;

    /// <summary>The body cannot be read at all (400).</summary>
    /// <param name="Because">A sentence for the sender; it quotes nothing from the body.</param>
    public sealed record Unreadable(string Because) : ScanListReading;
}
