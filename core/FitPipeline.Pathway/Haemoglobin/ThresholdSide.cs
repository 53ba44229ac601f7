namespace FitPipeline.Pathway.Haemoglobin;

/// <summary>Where a faecal haemoglobin stands to a threshold.</summary>
public enum ThresholdSide
{
    /// <summary>Certainly below the threshold.</summary>
    Below,

    /// <summary>Certainly at the threshold or above it.</summary>
    AtOrAbove,

    /// <summary>What was reported allows both (such as &lt;20 against 10): a person decides.</summary>
    Undecided,
}
