namespace FitPipeline.Pathway;

/// <summary>The patient's sex as the practice recorded it.</summary>
public enum Sex
{
    /// <summary>Female.</summary>
    Female,

    /// <summary>Male.</summary>
    Male,

    /// <summary>Recorded as neither female nor male.</summary>
    Other,

    /// <summary>Not recorded.</summary>
    NotKnown,
}
