namespace FitPipeline.Intake.Results;

/// <summary>What a reader needs to know beside the file.</summary>
/// <param name="ReceivedAt">When the file arrived; a time more than five minutes after it is a fault.</param>
public sealed record LabReadingOptions(DateTimeOffset ReceivedAt)
{
    /// <summary>The largest file read, in bytes; 50 MiB as the contract says.</summary>
    public long MaxBytes { get; init; } = 50L * 1024 * 1024;
}
