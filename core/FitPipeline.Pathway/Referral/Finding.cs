namespace FitPipeline.Pathway;

/// <summary>What the practice found on examination. Several of these must never wait for a kit (NICE NG12).</summary>
public enum Finding
{
    /// <summary>A rectal mass.</summary>
    RectalMass,

    /// <summary>An unexplained anal mass.</summary>
    AnalMass,

    /// <summary>Unexplained anal ulceration.</summary>
    AnalUlceration,

    /// <summary>An abdominal mass.</summary>
    AbdominalMass,

    /// <summary>Abdominal pain with obstructive symptoms.</summary>
    Obstruction,
}
